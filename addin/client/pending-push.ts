import { z } from 'zod';
import { partitionedStorage, type KeptValues } from './partitioned-storage.js';

const pendingPushSchema = z.object({ commandId: z.uuid(), fingerprint: z.string() });

/**
 * Pushes whose answer has not come yet. The id is kept before the push is sent, so that the same rows pushed again
 * after a lost reply carry the same id, and the bridge answers "already applied" instead of applying them twice.
 */
export class PendingPushes {
  readonly #kept: KeptValues;

  constructor(kept: KeptValues = partitionedStorage()) {
    this.#kept = kept;
  }

  /** The id to send: the one of a push of the same rows that was never answered, or a new one. */
  idFor(pullId: string, fingerprint: string): string {
    const pending = this.#pending(pullId);
    if (pending?.fingerprint === fingerprint) return pending.commandId;
    const commandId = crypto.randomUUID();
    this.#kept.set(nameOf(pullId), JSON.stringify({ commandId, fingerprint }));
    return commandId;
  }

  /** Forgets the push of this pull, as a definite answer has come. */
  settle(pullId: string): void {
    this.#kept.remove(nameOf(pullId));
  }

  #pending(pullId: string): z.infer<typeof pendingPushSchema> | undefined {
    const text = this.#kept.get(nameOf(pullId));
    if (text === null) return undefined;
    try {
      return pendingPushSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}

function nameOf(pullId: string): string {
  return `push.${pullId}`;
}
