import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { AdjustmentFacts } from './adjustment-facts.js';
import type { FlawedAdjustment } from './flawed-adjustment.js';
import { billOfAnother, tooMuchOfBill, unknownBill, wrongCharge } from './kinds/correction.js';
import { noLateCharge } from './kinds/fee-and-late-charge.js';
import { creditForNothing, notOnAccount } from './kinds/goodwill.js';
import { leakOfAnother, unqualified, unqualifiedRequest } from './kinds/leak.js';
import { sameAccount, wrongTarget } from './kinds/moved-and-written-off.js';
import { cellsOf } from './typed-adjustment.js';
import { isRefused, refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkOut } from './worked-out.js';

/** What can be said of a row of which not every cell is sound, by the cells that tell it. */
interface RowRule {
  readonly reads: readonly string[];
  readonly refuse: (row: AdjustmentRow) => readonly AdjustmentRefusal[];
}

const CHARGE = ['account', 'kind', 'service', 'bill'];
const CORRECTION: readonly RowRule[] = [{ reads: CHARGE, refuse: wrongCharge }];

/** Only its days tell the bill of a leak that names none. */
function ifNamed(refuse: RowRule['refuse']): RowRule['refuse'] {
  return (row) => (row.typed.billNumber === null ? [] : refuse(row));
}

/** What each kind asks beside what it works out from all cells together. */
const OF_KIND: Readonly<Record<AdjustmentKind, readonly RowRule[]>> = {
  leak: [
    { reads: ['account', 'kind', 'amount', 'bill', 'leakOn', 'documentsOn'], refuse: unqualified },
    { reads: ['account', 'kind', 'amount'], refuse: unqualifiedRequest },
    { reads: CHARGE, refuse: ifNamed(wrongCharge) },
    { reads: [...CHARGE, 'amount'], refuse: ifNamed(tooMuchOfBill) },
  ],
  misread: CORRECTION,
  'wrong tariff': CORRECTION,
  'wrong meter or multiplier': CORRECTION,
  'billed after move-out': CORRECTION,
  'billing error': CORRECTION,
  goodwill: [
    { reads: ['account', 'kind', 'service'], refuse: notOnAccount },
    { reads: ['account', 'kind', 'amount'], refuse: creditForNothing },
  ],
  'returned payment fee': [],
  'late charge waiver': [{ reads: ['account', 'kind', 'service'], refuse: noLateCharge }],
  'deposit correction': [],
  'transfer between accounts': [],
  'write-off': [],
  rebill: [],
};

/**
 * All that keeps a row from being posted beside the cells at fault: each rule is asked whose cells are sound, and says nothing
 * of a cell that another one told of.
 * @param row the row with its account; null where there is none
 * @param workOut how the kind of the row is worked out
 */
export function refusalsOfRow(
  flawed: FlawedAdjustment,
  row: AdjustmentRow | null,
  facts: AdjustmentFacts,
  workOut: WorkOut,
): AdjustmentRefusal[] {
  const { typed, faults } = flawed;
  const told = new Set(faults);
  const found: AdjustmentRefusal[] = [];
  const ask = (reads: readonly string[], refuse: () => readonly AdjustmentRefusal[]) => {
    if (reads.some((column) => faults.has(column))) return;
    const refusals = refuse().filter(({ column }) => !told.has(column));
    found.push(...refusals);
    for (const { column } of refusals) told.add(column);
  };
  if (row === null) ask(['account'], () => [unknownAccount(typed.accountId)]);
  for (const { reads, refuse } of row === null ? [] : [wholeOf(flawed, workOut), ...OF_KIND[typed.kind]]) {
    ask(reads, () => (row === null ? [] : refuse(row)));
  }
  ask(['kind', 'service'], () => leakOfAnother(typed));
  ask(['bill'], () => unknownBill(typed, facts));
  ask(['otherAccount'], () => wrongTarget(typed, facts));
  ask(['account', 'otherAccount'], () => sameAccount(typed));
  if (row !== null) ask(['account', 'bill'], () => billOfAnother(typed, facts));
  return found;
}

/** The rules of a kind together. A cause says by itself whether a policy credits it; the day of documents does not. */
function wholeOf({ typed: { kind } }: FlawedAdjustment, workOut: WorkOut): RowRule {
  const reads = ['account', 'kind', ...cellsOf(kind), ...(kind === 'leak' ? ['documentsOn'] : [])];
  return {
    reads,
    refuse: (row) => {
      const result = workOut(row);
      return isRefused(result) ? result : [];
    },
  };
}

/** What a row is told whose account is not there. */
function unknownAccount(accountId: string): AdjustmentRefusal {
  return refusal('account', 'unknown-account', `There is no account "${accountId}".`, 'Check the account number.');
}
