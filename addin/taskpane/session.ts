import type { KeptValues } from '../client/partitioned-storage.js';

const TOKEN = 'token';
const CHOSEN_RUN = 'chosen-run';
const GROUP = 'home-group';

/** The groups of forms on Home that open and close. */
export const homeGroups = ['bills', 'accounts', 'proof'] as const;
export type HomeGroupName = (typeof homeGroups)[number];

/** What this computer keeps between openings of the pane: outside of the workbook, in the partition that Office names. */
export class Session {
  readonly #kept: KeptValues;

  constructor(kept: KeptValues) {
    this.#kept = kept;
  }

  /** The token that pairing gave, or null while this computer is not paired. */
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

  /** The bill run that the person chose on Home, or null. It may be posted by now. */
  chosenRun(): string | null {
    return this.#kept.get(CHOSEN_RUN);
  }

  /** Keeps the bill run that the person chose, for the ribbon's buttons too. */
  choose(billRunId: string): void {
    this.#kept.set(CHOSEN_RUN, billRunId);
  }

  /** Whether the person left a group of Home open. */
  isOpen(group: HomeGroupName): boolean {
    return this.#kept.get(`${GROUP}.${group}`) === 'open';
  }

  /** Keeps whether a group of Home is open. */
  keepOpen(group: HomeGroupName, isOpen: boolean): void {
    if (isOpen) this.#kept.set(`${GROUP}.${group}`, 'open');
    else this.#kept.remove(`${GROUP}.${group}`);
  }
}
