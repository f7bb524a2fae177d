import { setTimeout as pause } from 'node:timers/promises';
import { PassingTrouble } from './place/place.js';
import { sendingStopped, type Stop } from './stop.js';

/** How often something is tried and how long is waited in between. */
export interface Patience {
  /** Milliseconds before the second try, the third and so on. */
  readonly pauses: readonly number[];
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** Four tries within half a minute. Waiting ends, and throws `sending-stopped`, where a stop is asked for. */
export function patienceUntil({ asked: signal }: Stop): Patience {
  return {
    pauses: [1_000, 5_000, 20_000],
    wait: (milliseconds) =>
      pause(milliseconds, undefined, { signal }).catch(() => {
        throw sendingStopped();
      }),
  };
}

/** Tries again after trouble that may pass; any other failure, and the last one, is thrown. */
export async function withPatience<Result>({ pauses, wait }: Patience, work: () => Promise<Result>): Promise<Result> {
  for (const milliseconds of pauses) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingTrouble)) throw error;
      await wait(milliseconds);
    }
  }
  return work();
}
