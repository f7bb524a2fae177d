import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import type { ServiceName } from '../../contract/services.js';
import type { RowChange } from '../sheet/compare-rows.js';
import type { BillCorrection, ReadCorrection } from './bill-correction.js';
import { registerKey } from './correct-periods.js';
import { joinedTexts } from './joined-texts.js';
import { billName, type PostedPeriod, type PostedRead } from './posted-period.js';
import { readTypedRow, type RebillRow, type TypedRow } from './typed-row.js';

/** What the corrections of bills are read by. */
export interface CorrectionFacts {
  readonly periods: readonly PostedPeriod[];
  readonly serviceOfTariff: ReadonlyMap<string, ServiceName>;
}

export interface ReadCorrections {
  /** By the number of the bill. */
  readonly corrections: ReadonlyMap<number, BillCorrection>;
  readonly issues: readonly Issue[];
}

/** The key of a row: the bill, with the register's read where there is one. */
export function rebillKey(billNumber: number, read: Pick<PostedRead, 'rowKey'> | null): string {
  return read === null ? String(billNumber) : `${billNumber} ${read.rowKey}`;
}

/** Reads what was typed into the Rebill sheet. Every issue of every row is given. */
export function readCorrections(changes: readonly RowChange[], facts: CorrectionFacts): ReadCorrections {
  const rows = rowsOf(facts.periods);
  const issues: Issue[] = [];
  const typed = changes.flatMap((change) => {
    const row = rows.get(change.key);
    if (row === undefined) {
      issues.push(billGone(change));
      return [];
    }
    const read = readTypedRow({ ...row, change }, facts.serviceOfTariff);
    issues.push(...read.issues);
    return [read];
  });
  const corrections = [...groupBy(typed, ({ posted }) => posted.billNumber).values()].map((ofBill) => {
    issues.push(...contradictions(ofBill));
    return toCorrection(ofBill);
  });
  return { corrections: new Map(corrections.map((each) => [each.billNumber, each])), issues };
}

/** A request may wait for longer than its bill stands. */
function billGone({ key: rowKey, sheetRow }: RowChange): Issue {
  const message = 'The bill of this row does not stand any more.';
  const fix = 'Withdraw or decline the request; pull Rebill again.';
  return { rowKey, sheetRow, column: 'key', code: 'bill-gone', message, fix };
}

function rowsOf(periods: readonly PostedPeriod[]): ReadonlyMap<string, RebillRow> {
  return new Map(
    periods.flatMap((posted, index) => {
      const reads = posted.reads.length === 0 ? [null] : posted.reads;
      const earlier = periods.slice(0, index);
      return reads.map((read) => {
        const before = read === null ? null : endedWith(earlier, read);
        return [rebillKey(posted.billNumber, read), { posted, read, before }] as const;
      });
    }),
  );
}

/** The bill among earlier ones that ended with the read that a register's next one begins with; null where none did. */
function endedWith(earlier: readonly PostedPeriod[], next: PostedRead): PostedPeriod | null {
  const ended = earlier.find(({ reads }) => {
    const own = reads.filter((read) => registerKey(read) === registerKey(next));
    return own.some(({ value, readOn }) => value === next.previousValue && readOn === next.previousOn);
  });
  return ended ?? null;
}

/** What is of the whole bill is typed on one of its rows, or alike on several. */
function contradictions(rows: readonly TypedRow[]): Issue[] {
  const answers: readonly (readonly [column: string, (row: TypedRow) => string | null])[] = [
    ['newReadOn', ({ readOn }) => readOn],
    ['newClass', ({ rateClass }) => rateClass],
    ['newCarts', ({ carts }) => (carts === null ? null : String(carts))],
    ['newTariffs', ({ tariffs }) => (tariffs.size === 0 ? null : [...tariffs.values()].toSorted().join(', '))],
  ];
  return answers.flatMap(([column, answerOf]) => {
    const given = rows.flatMap((row) => answerOf(row) ?? []);
    if (new Set(given).size < 2) return [];
    return rows
      .filter((row) => answerOf(row) !== null)
      .map((each): Issue => {
        const message = `The rows of ${billName(each.posted)} say ${given.join(' and ')}.`;
        return {
          ...each.row,
          column,
          code: 'two-answers',
          message,
          fix: 'Type it on one row of the bill, or the same on all.',
        };
      });
  });
}

function toCorrection(rows: readonly TypedRow[]): BillCorrection {
  const [first, ...others] = rows;
  if (first === undefined) throw new RangeError('A bill is corrected by rows.');
  const reads = rows.flatMap(({ read, row, previous, value, multiplier }): [string, ReadCorrection][] => {
    return read === null ? [] : [[read.rowKey, { row, previous, value, multiplier }]];
  });
  const said = <Value>(of: (row: TypedRow) => Value | null) => rows.map(of).find((value) => value !== null) ?? null;
  return {
    billNumber: first.posted.billNumber,
    rows: [first.row, ...others.map(({ row }) => row)],
    reads: new Map(reads),
    readOn: said(({ readOn }) => readOn),
    rateClass: said(({ rateClass }) => rateClass),
    tariffs: new Map(rows.flatMap(({ tariffs }) => [...tariffs])),
    carts: said(({ carts }) => carts),
    isByRecord: rows.some(({ isByRecord }) => isByRecord),
    reason: joinedTexts(rows.map(({ reason }) => reason)),
    note: joinedTexts(rows.map(({ note }) => note)),
    document: joinedTexts(rows.map(({ document }) => document)),
  };
}
