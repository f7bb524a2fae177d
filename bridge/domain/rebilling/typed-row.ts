import type { CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { rateClasses, type RateClass, type ServiceName } from '../../contract/services.js';
import type { RowChange } from '../sheet/compare-rows.js';
import type { TypedIn } from './bill-correction.js';
import { billName, type PostedPeriod, type PostedRead } from './posted-period.js';

/** A row of the Rebill sheet: a bill, and a register that was read for it; null where none measured. */
export interface RebillRow {
  readonly posted: PostedPeriod;
  readonly read: PostedRead | null;
  /** The bill of the account that ended with the read that this one begins with; null where none did. */
  readonly before: PostedPeriod | null;
}

/** What was typed into a row, with every issue of its cells. */
export interface TypedRow {
  readonly posted: PostedPeriod;
  readonly read: PostedRead | null;
  readonly row: TypedIn;
  readonly previous: number | null;
  readonly value: number | null;
  readonly multiplier: string | null;
  readonly readOn: CalendarDate | null;
  readonly rateClass: RateClass | null;
  readonly tariffs: ReadonlyMap<ServiceName, string>;
  readonly carts: number | null;
  /** Its decision asks for what is on record by now. */
  readonly isByRecord: boolean;
  readonly reason: string;
  readonly note: string;
  readonly document: string;
  readonly issues: readonly Issue[];
}

/** Reads what was typed into a row. */
export function readTypedRow(
  { posted, read, before, change }: RebillRow & { readonly change: RowChange },
  serviceOfTariff: ReadonlyMap<string, ServiceName>,
): TypedRow {
  const { wanted, key, sheetRow } = change;
  const row = { rowKey: key, sheetRow };
  const tariffs = readTariffs(wanted['newTariffs'] ?? null, posted, serviceOfTariff);
  const typed = {
    ...{ posted, read, row, tariffs: tariffs.found },
    previous: whole(wanted['newPrevious']),
    value: whole(wanted['newRead']),
    multiplier: text(wanted['newMultiplier']),
    readOn: text(wanted['newReadOn']) as CalendarDate | null,
    rateClass: rateClasses.find((each) => each === wanted['newClass']) ?? null,
    carts: whole(wanted['newCarts']),
    isByRecord: wanted['decision'] === 'rebill',
    reason: text(wanted['reason']) ?? '',
    note: text(wanted['note']) ?? '',
    document: text(wanted['document']) ?? '',
  };
  const found = [
    ...nothingTyped(typed),
    ...meterIssues(typed),
    ...beginningIssues(typed, before),
    ...removalIssues(typed),
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

function nothingTyped(typed: Typed): Found[] {
  const { previous, value, multiplier, readOn, rateClass, tariffs, carts, isByRecord, reason } = typed;
  const isCorrected =
    [previous, value, multiplier, readOn, rateClass, carts].some((each) => each !== null) || tariffs.size > 0;
  if (!isCorrected && !isByRecord) {
    const message = 'The row says nothing that is to be put right.';
    const fix = 'Type what was wrong, or choose rebill to make the bill again by what is on record now.';
    return [{ column: 'decision', code: 'nothing-typed', message, fix }];
  }
  if (reason !== '') return [];
  return [{ column: 'reason', code: 'missing', message: 'Reason is empty.', fix: 'Type why, for the record.' }];
}

function meterIssues({ posted, read, previous, value, multiplier, readOn }: Typed): Found[] {
  const noMeter = (column: string): Found => ({
    ...{ column, code: 'no-meter', message: `No meter was read for ${billName(posted)}.` },
    fix: 'Clear the cell.',
  });
  if (read === null) {
    const typedInto = { newPrevious: previous, newRead: value, newReadOn: readOn, newMultiplier: multiplier };
    return Object.entries(typedInto).flatMap(([column, typed]) => (typed === null ? [] : [noMeter(column)]));
  }
  const { dials } = read.register;
  const issues = [...readingIssues('newPrevious', previous, dials), ...readingIssues('newRead', value, dials)];
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

function readingIssues(column: string, value: number | null, dials: number): Found[] {
  const fix = 'Type what the dials showed.';
  if (value === null) return [];
  if (value < 0) return [{ column, code: 'reading-negative', message: `${value} is no reading.`, fix }];
  if (String(value).length <= dials) return [];
  const message = `The reading ${value} has more digits than the ${dials} that the register shows.`;
  return [{ column, code: 'over-capacity', message, fix }];
}

/** A bill begins with the read that the one before it ended with, so that one correction is of both. */
function beginningIssues({ previous, read }: Typed, before: PostedPeriod | null): Found[] {
  if (previous === null || read === null || before === null) return [];
  const message = `The previous read ${read.previousValue} is the one that ${billName(before)} ended with.`;
  const fix = `Clear the cell, and type it as the right read of bill ${before.billNumber}.`;
  return [{ column: 'newPrevious', code: 'not-the-first-read', message, fix }];
}

/** The date of a bill's reads is of the meter that stayed; the day on which the other one was taken out is its own. */
function removalIssues({ posted, read, readOn }: Typed): Found[] {
  const stayed = posted.reads.find(({ removedOn }) => removedOn === null);
  if (readOn === null || read === null || read.removedOn === null || stayed === undefined) return [];
  const message = `Meter ${read.meterId} was taken out on ${read.removedOn}, before ${billName(posted)} was read.`;
  const fix = `Clear the cell, or type the read date in the row of meter ${stayed.meterId}.`;
  return [{ column: 'newReadOn', code: 'meter-taken-out', message, fix }];
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
  serviceOfTariff: ReadonlyMap<string, ServiceName>,
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
