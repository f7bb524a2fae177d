import { CurbstopError } from '../contract/problem.js';

/** So long what is on its way is waited for. */
export const FINISH_MS_MAX = 10_000;
/** What has not ended so long after that is left as a kill leaves it. */
const LEAVE_MS_MAX = 5_000;

const STOPPED = 'sending-stopped';

/** How whoever sends is told to come to an end. */
export interface Stop {
  /** From then on nothing is begun that was not begun before. */
  readonly asked: AbortSignal;
  /** From then on nothing is waited for any more. */
  readonly overdue: AbortSignal;
}

/** Tells whoever sends to come to an end: at once to begin nothing more, and after ten seconds to wait for nothing more. */
export class StopSwitch implements Stop {
  readonly #asked = new AbortController();
  readonly #overdue = new AbortController();
  readonly #givenUp = new AbortController();
  readonly asked = this.#asked.signal;
  readonly overdue = this.#overdue.signal;
  /** From then on whoever sends is not waited for any more. */
  readonly givenUp = this.#givenUp.signal;
  #timers: readonly NodeJS.Timeout[] = [];

  ask(): void {
    if (this.asked.aborted) return;
    this.#asked.abort();
    this.#timers = [
      setTimeout(() => this.#overdue.abort(), FINISH_MS_MAX),
      setTimeout(() => this.#givenUp.abort(), FINISH_MS_MAX + LEAVE_MS_MAX),
    ];
  }

  /** Nothing is sent any more: nothing becomes overdue. */
  done(): void {
    this.#timers.forEach(clearTimeout);
  }
}

/** Refuses to begin anything more once a stop was asked for. Throws `sending-stopped`. */
export function refuseStopped({ asked }: Stop): void {
  if (asked.aborted) throw sendingStopped();
}

export function sendingStopped(): CurbstopError {
  return new CurbstopError({
    code: STOPPED,
    status: 409,
    message: 'The sending was stopped before all was sent.',
    fix: 'Send again: what is not sent is sent then, and nothing twice.',
  });
}

export function isStopped(error: unknown): boolean {
  return error instanceof CurbstopError && error.code === STOPPED;
}
