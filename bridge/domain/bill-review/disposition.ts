import { exceptionName, HELD_BY_HAND, type BillDecision, type BillException } from '../../contract/bill-review.js';

/** What a person decided of an exception. */
export interface Disposition {
  /** As `exceptionName` names it. */
  readonly exception: string;
  /** What it said then. */
  readonly sentence: string;
  /** Null where the decision before was taken back. */
  readonly decision: BillDecision | null;
  readonly reason: string;
  readonly personName: string;
  /** The instant of the receipt. */
  readonly decidedAt: string;
  readonly receiptNumber: number;
}

/** What has to be done about an exception; `done` where nothing has. */
export type ExceptionState = 'open' | 'changed' | 'fix' | 'released' | 'held' | 'done';

/** An exception with what was decided of it. */
export interface JudgedException extends BillException {
  readonly name: string;
  readonly state: ExceptionState;
  /** The decision that stands; null where there is none, or what it was made of has changed. */
  readonly decision: BillDecision | null;
  readonly disposition: Disposition | null;
}

/** The exceptions of an account with the last decision on each. */
export interface JudgedAccount {
  readonly exceptions: readonly JudgedException[];
  /** The decision by which the account is left out of the run; null where it is billed. */
  readonly hold: Disposition | null;
}

/** What the hold of an account says that nothing was found on. */
export const BY_HAND = 'The account is held by hand.';
const HELD_UNTIL_CLEARED = 'Clear the decision to bill the account with this run, or leave it held.';

/**
 * Meets the exceptions of an account with what was decided of them. A release is of what the exception said: when that
 * changes, it is to be looked at again. A hold is of the account: it stays until it is taken back, also when what it was
 * made of is gone, and then nothing else of the account needs a decision.
 */
export function judged(
  exceptions: readonly BillException[],
  dispositions: ReadonlyMap<string, Disposition>,
): JudgedAccount {
  const hold = [...dispositions.values()].find(({ decision }) => decision === 'hold') ?? null;
  const names = new Set(exceptions.map(exceptionName));
  const gone = [...dispositions.values()].filter(({ exception, decision }) => {
    return decision === 'hold' && !names.has(exception);
  });
  return {
    exceptions: [
      ...exceptions.map((each) => judgedOne(each, dispositions.get(exceptionName(each)) ?? null, hold !== null)),
      ...gone.map((each) => (each.exception === HELD_BY_HAND ? heldByHand(each) : heldForNothing(each))),
    ],
    hold,
  };
}

function judgedOne(exception: BillException, disposition: Disposition | null, isHeld: boolean): JudgedException {
  const stands = disposition?.decision === 'hold' || disposition?.sentence === exception.sentence;
  const decision = stands ? (disposition?.decision ?? null) : null;
  const facts = { ...exception, name: exceptionName(exception), decision, disposition };
  return { ...facts, state: stateOf(facts, isHeld) };
}

function stateOf(
  { severity, decision, disposition }: Pick<JudgedException, 'severity' | 'decision' | 'disposition'>,
  isHeld: boolean,
): ExceptionState {
  if (isHeld) return 'held';
  if (decision === 'fix') return 'fix';
  const isChanged = decision === null && disposition !== null && disposition.decision !== null;
  // What needs nothing is in the way only while somebody wants it fixed.
  if (severity === 'information') return isChanged && disposition.decision === 'fix' ? 'changed' : 'done';
  if (decision === 'release' && severity === 'look') return 'released';
  return isChanged ? 'changed' : 'open';
}

/** Nothing was found for which the account is held: a person wants it so. */
function heldByHand(disposition: Disposition): JudgedException {
  return {
    ...{ code: HELD_BY_HAND, name: HELD_BY_HAND, service: null, severity: 'information', sentence: BY_HAND },
    ...{ state: 'held', decision: 'hold', disposition, fix: HELD_UNTIL_CLEARED },
  };
}

/** What an account was held for is gone: it stays held until that is said. */
function heldForNothing(disposition: Disposition): JudgedException {
  const [code = '', service = null] = disposition.exception.split('/');
  return {
    code: code as BillException['code'],
    service: service as BillException['service'],
    severity: 'look',
    sentence: `No longer so: ${disposition.sentence}`,
    fix: HELD_UNTIL_CLEARED,
    name: disposition.exception,
    state: 'held',
    decision: 'hold',
    disposition,
  };
}

/** Tells whether a run can't be posted before a person has decided. */
export function isUndecided({ state }: Pick<JudgedException, 'state'>): boolean {
  return state === 'open' || state === 'changed' || state === 'fix';
}
