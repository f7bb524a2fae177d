import type { BillDecision } from '../../contract/bill-review.js';
import type { JudgedException } from './disposition.js';

/** Why a decision is not taken. */
export interface RefusedDecision {
  readonly code: string;
  readonly column: 'account' | 'decision' | 'reason';
  readonly message: string;
  readonly fix: string;
}

export interface WantedDecision {
  /** Null takes back the one before. */
  readonly decision: BillDecision | null;
  readonly reason: string;
  /** False of a closed account, which no run bills. */
  readonly hasBill: boolean;
}

/** Tells why an exception can't be decided so; null where it can. */
export function refusedDecision(exception: JudgedException, wanted: WantedDecision): RefusedDecision | null {
  const { decision, reason, hasBill } = wanted;
  if (decision === 'release' && exception.severity === 'blocks') {
    const message = `This bill can't be made, so it can't be released: ${exception.sentence}`;
    return { code: 'blocks-posting', column: 'decision', message, fix: 'Hold the account, or fix what is wrong.' };
  }
  if (decision === 'hold' && !hasBill) {
    const message = 'The account is closed and has no bill that could be held.';
    return { code: 'nothing-to-hold', column: 'decision', message, fix: 'Release it, or fix what is wrong.' };
  }
  if (decision !== null && decision !== 'release' && reason.trim() === '') {
    const message = `${decision === 'hold' ? 'An account is held' : 'Something is to be fixed'} only with a reason.`;
    return { code: 'reason-missing', column: 'reason', message, fix: 'Say why, for the record.' };
  }
  return null;
}

/** What a hold means. */
export const HELD = 'Held: the next run of the cycle bills the account, this period too.';

/** What a decision means, as words for the row's Status cell. */
export function decisionWords({ severity, fix }: JudgedException, decision: BillDecision | null): string {
  switch (decision) {
    case 'release':
      return severity === 'information' ? 'Noted.' : 'Released: it is posted with the run.';
    case 'hold':
      return HELD;
    case 'fix':
      return `To be fixed before the run is posted. ${fix}`;
    case null:
      return 'Decision taken back.';
  }
}
