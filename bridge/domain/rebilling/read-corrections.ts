import { groupBy } from '../../contract/group-by.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { rateClasses, type RateClass, type ServiceName } from '../../contract/services.js';
import type { RowChange } from '../sheet/compare-rows.js';
import type { BillCorrection, ReadCorrection, TypedIn } from './bill-correction.js';
import { billName, type PostedPeriod, type PostedRead } from './posted-period.js';

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
  const typed = changes.flatMap((change): TypedRow[] => {
    const row = rows.get(change.key);
    if (row === undefined) throw new RangeError(`The row ${change.key} was compared and is gone.`);
    const read = readRow({ ...row, change }, facts);
    issues.push(...read.issues);
    return [read];
  });
  const corrections = [...groupBy(typed, ({ posted }) => posted.billNumber).values()].map((ofBill) => {
    issues.push(...contradictions(ofBill));
    return toCorrection(ofBill);
  });
  return { corrections: new Map(corrections.map((each) => [each.billNumber, each])), issues };
}

interface SheetRow {
  readonly posted: PostedPeriod;
  readonly read: PostedRead | null;
}

function rowsOf(periods: readonly PostedPeriod[]): ReadonlyMap<string, SheetRow> {
  return new Map(
    periods.flatMap((posted) => {
      const reads = posted.reads.length === 0 ? [null] : posted.reads;
      return reads.map((read) => [rebillKey(posted.billNumber, read), { posted, read }] as const);
    }),
  );
}

interface TypedRow {
  readonly posted: PostedPeriod;
  readonly read: PostedRead | null;
  readonly row: TypedIn;
  readonly value: number | null;
  readonly multiplier: string | null;
  readonly readOn: CalendarDate | null;
  readonly rateClass: RateClass | null;
  readonly tariffs: ReadonlyMap<ServiceName, string>;
  readonly carts: number | null;
  readonly reason: string;
  readonly issues: readonly Issue[];
}

function readRow(
  { posted, read, change }: SheetRow & { readonly change: RowChange },
  facts: CorrectionFacts,
): TypedRow {
  const { wanted, key, sheetRow } = change;
  const row = { rowKey: key, sheetRow };
  const tariffs = readTariffs(wanted['newTariffs'] ?? null, posted, facts);
  const typed = {
    ...{ posted, read, row, tariffs: tariffs.found },
    value: whole(wanted['newRead']),
    multiplier: text(wanted['newMultiplier']),
    readOn: text(wanted['newReadOn']) as CalendarDate | null,
    rateClass: rateClasses.find((each) => each === wanted['newClass']) ?? null,
    carts: whole(wanted['newCarts']),
    reason: text(wanted['reason']) ?? '',
  };
  const found = [
    ...nothingTyped(typed, wanted['decision'] ?? null),
    ...meterIssues(typed),
    ...cartIssues(typed),
    ...tariffs.problems,
  ];
  return { ...typed, issues: found.map((problem) => ({ ...row, ...problem })) };
}

type Typed = Omit<TypedRow, 'issues'>;
type Found = Pick<Issue, 'column' | 'code' | 'message' | 'fix'>;

function whole(cell: SheetCell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

function text(cell: SheetCell | undefined): string | null {
  return typeof cell === 'string' ? cell : null;
}

function nothingTyped(
  { value, multiplier, readOn, rateClass, tariffs, carts, reason }: Typed,
  decision: SheetCell,
): Found[] {
  const isCorrected = [value, multiplier, readOn, rateClass, carts].some((each) => each !== null) || tariffs.size > 0;
  if (!isCorrected && decision === null) {
    const message = 'The row says nothing that is to be put right.';
    const fix = 'Type what was wrong, or choose rebill to make the bill again by what is on record now.';
    return [{ column: 'decision', code: 'nothing-typed', message, fix }];
  }
  if (reason !== '') return [];
  return [{ column: 'reason', code: 'missing', message: 'Reason is empty.', fix: 'Type why, for the record.' }];
}

function meterIssues({ posted, read, value, multiplier, readOn }: Typed): Found[] {
  const noMeter = (column: string): Found => ({
    ...{ column, code: 'no-meter', message: `No meter was read for ${billName(posted)}.` },
    fix: 'Clear the cell.',
  });
  if (read === null) {
    const typedInto = { newRead: value, newReadOn: readOn, newMultiplier: multiplier };
    return Object.entries(typedInto).flatMap(([column, typed]) => (typed === null ? [] : [noMeter(column)]));
  }
  const issues: Found[] = [];
  if (value !== null && value < 0) {
    const message = `${value} is no reading.`;
    issues.push({ column: 'newRead', code: 'reading-negative', message, fix: 'Type what the dials showed.' });
  }
  if (value !== null && String(value).length > read.register.dials) {
    const message = `The reading ${value} has more digits than the ${read.register.dials} that the register shows.`;
    issues.push({ column: 'newRead', code: 'over-capacity', message, fix: 'Type what the dials showed.' });
  }
  if (multiplier !== null && !(Number(multiplier) > 0)) {
    const message = `A register can't count by ${multiplier}.`;
    issues.push({
      column: 'newMultiplier',
      code: 'not-positive',
      message,
      fix: 'Type a number above zero, such as 10.',
    });
  }
  return issues;
}

function cartIssues({ posted, carts }: Typed): Found[] {
  if (carts === null) return [];
  if (posted.services.every((service) => service.carts === null)) {
    const message = `No carts were billed with ${billName(posted)}.`;
    return [{ column: 'newCarts', code: 'no-carts', message, fix: 'Clear the cell.' }];
  }
  if (carts >= 0) return [];
  return [
    {
      column: 'newCarts',
      code: 'not-positive',
      message: `There are never ${carts} carts.`,
      fix: 'Type how many there were.',
    },
  ];
}

function readTariffs(
  cell: SheetCell,
  posted: PostedPeriod,
  { serviceOfTariff }: CorrectionFacts,
): { readonly found: ReadonlyMap<ServiceName, string>; readonly problems: readonly Found[] } {
  const found = new Map<ServiceName, string>();
  const problems: Found[] = [];
  const refuse = (code: string, message: string, fix: string) =>
    problems.push({ column: 'newTariffs', code, message, fix });
  const names = (text(cell) ?? '').split(',').map((name) => name.trim());
  for (const tariffId of names.filter((name) => name !== '')) {
    const service = serviceOfTariff.get(tariffId);
    if (service === undefined) {
      const known = [...serviceOfTariff.keys()].toSorted().join(', ');
      refuse('unknown-tariff', `There are no rates "${tariffId}".`, `Name one of ${known}.`);
    } else if (posted.services.every((each) => each.service !== service)) {
      refuse(
        'no-such-service',
        `${tariffId} is of ${service}, which ${billName(posted)} does not have.`,
        'Take it out.',
      );
    } else if (found.has(service)) {
      refuse('two-tariffs', `${found.get(service) ?? ''} and ${tariffId} are both of ${service}.`, 'Name one of them.');
    } else found.set(service, tariffId);
  }
  return { found, problems };
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
  const reads = rows.flatMap(({ read, row, value, multiplier }): [string, ReadCorrection][] => {
    return read === null ? [] : [[read.rowKey, { row, value, multiplier }]];
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
    reason: [...new Set(rows.map(({ reason }) => reason))].join('; '),
  };
}
