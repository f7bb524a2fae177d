import type { BillDecision } from '../../contract/bill-review.js';
import type { RefusedDecision } from './decide-exception.js';
import type { Disposition } from './disposition.js';

/** What a person typed to hold an account that is not among the exceptions. */
export interface WantedHold {
  readonly accountId: string;
  readonly decision: BillDecision | null;
  readonly reason: string;
}

/**
 * Tells why an account can't be held by hand; null where it can. `hold` is the decision by which it is held already, and
 * undefined of an account that the run does not bill.
 */
export function refusedHold(
  { accountId, decision, reason }: WantedHold,
  hold: Disposition | null | undefined,
): RefusedDecision | null {
  if (accountId === '') {
    const fix = 'Type the number of the account that is to be held, or clear the whole row.';
    return { code: 'missing', column: 'account', message: 'Account is empty.', fix };
  }
  if (decision !== 'hold') {
    const message = `A row that is typed holds an account; what was found on account ${accountId} is decided in its own row.`;
    return { code: 'only-hold', column: 'decision', message, fix: 'Choose hold, or clear the whole row.' };
  }
  if (hold === undefined) {
    const message = `Account ${accountId} has no bill in this run that could be held.`;
    return { code: 'nothing-to-hold', column: 'account', message, fix: 'Check the number; it is one of this cycle.' };
  }
  if (hold !== null) {
    const message = `Account ${accountId} is held already, by ${hold.personName}: ${hold.reason}`;
    return {
      code: 'already-held',
      column: 'account',
      message,
      fix: 'Clear the row; the account has a row of its own.',
    };
  }
  if (reason.trim() !== '') return null;
  const fix = 'Say why, for the record.';
  return { code: 'reason-missing', column: 'reason', message: 'An account is held only with a reason.', fix };
}
