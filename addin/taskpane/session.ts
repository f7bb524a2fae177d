import type { KeptValues } from '../client/partitioned-storage.js';

const TOKEN = 'token';

/** The token that pairing gave this computer: kept outside of the workbook, in the partition that Office names. */
export class Session {
  readonly #kept: KeptValues;

  constructor(kept: KeptValues) {
    this.#kept = kept;
  }

  /** The token, or null while this computer is not paired. */
  token(): string | null {
    return this.#kept.get(TOKEN);
  }

  /** Keeps a new token. */
  keep(token: string): void {
    this.#kept.set(TOKEN, token);
  }

  /** Forgets the token, after it was revoked. */
  forget(): void {
    this.#kept.remove(TOKEN);
  }
}
