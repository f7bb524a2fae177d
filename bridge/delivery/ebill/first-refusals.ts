import { CurbstopError } from '../../contract/problem.js';
import type { HandedOver } from './post-box.js';

/** So many that are refused before anything is taken are not the fault of their mailboxes. */
const FIRST_REFUSALS_MAX = 5;

/** Watches whether a server takes anything at all: one that is set wrong refuses every mailbox in the same words. */
export class FirstRefusals {
  #isTaken = false;
  #refused = 0;
  #unwanted: string | null = null;

  /** Gives the trouble where nothing at all is taken, and goes no further then. */
  watch({ state, detail }: HandedOver, server: string): CurbstopError | null {
    if (state === 'sent') this.#isTaken = true;
    if (state !== 'refused' && state !== 'unwanted') return null;
    this.#refused += 1;
    if (state === 'unwanted') this.#unwanted ??= detail;
    return !this.#isTaken && this.#refused >= FIRST_REFUSALS_MAX ? takesNothing(server, detail) : null;
  }

  /** Throws `smtp-refuses` where nothing was taken and the server said that it is for the sender. */
  end(server: string): void {
    if (!this.#isTaken && this.#unwanted !== null) throw takesNothing(server, this.#unwanted);
  }
}

function takesNothing(server: string, why: string): CurbstopError {
  return new CurbstopError({
    code: 'smtp-refuses',
    status: 409,
    message: `The mail server ${server} refuses every notice: ${why} None of them counts as sent.`,
    fix: 'Check the sender in the setting ebill-mail and how many messages a day the server takes, or ask whoever runs it; then send again. What can not be sent is given up and goes on paper.',
  });
}
