import { addDays, daysBetween, latest, type CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';
import type { BilledPeriod } from '../billing/billed-period.js';
import type { BillCorrection, ReadCorrection, TypedIn } from './bill-correction.js';
import { correctedUse, type CorrectedUse } from './corrected-use.js';
import { billName, type PostedPeriod, type PostedRead } from './posted-period.js';

/** A posted period with its reads and its days as they are right, beside what else is to be put right of its bill. */
export interface CorrectedPeriod {
  readonly posted: PostedPeriod;
  /** Null of a period that nobody asked for: it follows others at most. */
  readonly correction: BillCorrection | null;
  readonly reads: readonly PostedRead[];
  readonly period: BilledPeriod;
  readonly billedTo: CalendarDate | null;
  /** True where its reads or its days are others than those that were billed. */
  readonly isMoved: boolean;
}

/** Where a register's next period begins, with the row that says so. */
export interface CorrectedEnd {
  readonly meterId: string;
  readonly value: number;
  readonly on: CalendarDate;
  readonly row: TypedIn;
  /** What it was before it was corrected. */
  readonly was: Pick<PostedRead, 'value' | 'readOn'>;
}

export interface CorrectedPeriods {
  readonly periods: readonly CorrectedPeriod[];
  /** The corrected ends of the last period, by meter and register: what reads of an open run go on from. */
  readonly ends: ReadonlyMap<string, CorrectedEnd>;
  readonly issues: readonly Issue[];
}

export interface CorrectionTerms {
  readonly rolloverFrom: string;
  /** The last period must end before this day. */
  readonly endsBefore: CalendarDate;
}

/** How a register is named among those of an account. */
export function registerKey({ meterId, registerNumber }: Pick<PostedRead, 'meterId' | 'registerNumber'>): string {
  return `${meterId}/${registerNumber}`;
}

/**
 * Puts the reads and dates of periods right, the oldest first: where one ends otherwise, the next one begins there, whether
 * it was asked for or not. `periods` are all of an account from the first corrected one on.
 */
export function correctPeriods(
  periods: readonly PostedPeriod[],
  corrections: ReadonlyMap<number, BillCorrection>,
  terms: CorrectionTerms,
): CorrectedPeriods {
  const issues: Issue[] = [];
  let ends: ReadonlyMap<string, CorrectedEnd> = new Map();
  let before: CorrectedPeriod | null = null;
  const corrected = periods.map((posted, index): CorrectedPeriod => {
    const correction = corrections.get(posted.billNumber) ?? null;
    const nextEnd = periods[index + 1]?.period.to ?? terms.endsBefore;
    const { period, billedTo } = movedDays(posted, correction, before);
    if (correction !== null) issues.push(...dateIssues(posted, correction, period, nextEnd));
    const reads = posted.reads.map((read) => correctRead(read, { posted, correction, ends, terms }));
    issues.push(...reads.flatMap((read) => read.issues));
    ends = new Map(reads.flatMap(({ end, read }) => (end === null ? [] : [[registerKey(read), end] as const])));
    const isMoved = period.from !== posted.period.from || period.to !== posted.period.to || reads.some(isChanged);
    before = { posted, correction, reads: reads.map(({ read }) => read), period, billedTo, isMoved };
    return before;
  });
  return { periods: corrected, ends, issues };
}

function isChanged({ isMoved }: ReadCorrected): boolean {
  return isMoved;
}

/** A period begins where the one before it ends, where that moved. */
function movedDays(
  { period, billedTo }: PostedPeriod,
  correction: BillCorrection | null,
  before: CorrectedPeriod | null,
): Pick<CorrectedPeriod, 'period' | 'billedTo'> {
  const hasMoved = before !== null && before.period.to !== before.posted.period.to;
  const from = hasMoved && billedTo === before.posted.period.to ? before.period.to : period.from;
  const to = correction?.readOn ?? period.to;
  if (from === period.from && to === period.to) return { period, billedTo };
  const moved = { ...period, from, to, days: Math.max(0, daysBetween(from, to)) };
  return { period: moved, billedTo: hasMoved ? before.period.to : billedTo };
}

function dateIssues(
  posted: PostedPeriod,
  { readOn, rows: [row] }: BillCorrection,
  period: BilledPeriod,
  nextEnd: CalendarDate,
): Issue[] {
  const from = lastDayBefore(posted, period);
  if (readOn === null || (readOn > from && readOn < nextEnd)) return [];
  return [
    {
      ...row,
      column: 'newReadOn',
      code: 'date-not-between',
      message: `The read date ${readOn} of ${billName(posted)} does not lie between ${from} and ${nextEnd}.`,
      fix: `Type a day after ${from} and before ${nextEnd}.`,
    },
  ];
}

/** A meter that took the place of another within the period is read on the day of that or later. */
function lastDayBefore({ reads }: PostedPeriod, { from }: BilledPeriod): CalendarDate {
  return latest([from, ...reads.flatMap(({ removedOn }) => (removedOn === null ? [] : addDays(removedOn, -1)))]);
}

interface ReadCorrected {
  readonly read: PostedRead;
  readonly end: CorrectedEnd | null;
  readonly isMoved: boolean;
  readonly issues: readonly Issue[];
}

interface ReadTerms {
  readonly posted: PostedPeriod;
  readonly correction: BillCorrection | null;
  readonly ends: ReadonlyMap<string, CorrectedEnd>;
  readonly terms: CorrectionTerms;
}

function correctRead(read: PostedRead, { posted, correction, ends, terms }: ReadTerms): ReadCorrected {
  const typed = correction?.reads.get(read.rowKey) ?? null;
  const start = ends.get(registerKey(read)) ?? null;
  const asked = typed?.row ?? correction?.rows[0] ?? start?.row ?? null;
  if (asked === null) return { read, end: null, isMoved: false, issues: [] };
  const right = withCorrections(read, { typed, start, readOn: correction?.readOn ?? null });
  const use = useOf(read, right, { isAsked: correction !== null, rolloverFrom: terms.rolloverFrom });
  if ('refused' in use) {
    return { read, end: null, isMoved: false, issues: [useIssue(posted, read, { typed, start, why: use.refused })] };
  }
  const corrected = { ...right, usageGallons: right.value === null ? null : use.gallons };
  return { read: corrected, end: endOf(read, corrected, asked), isMoved: isOther(read, corrected), issues: [] };
}

interface UseTerms {
  readonly isAsked: boolean;
  readonly rolloverFrom: string;
}

/** What its register would not tell, as of an estimate that was too high, stays where nothing of the read is corrected. */
function useOf(read: PostedRead, right: PostedRead, { isAsked, rolloverFrom }: UseTerms): CorrectedUse {
  const kept = { gallons: read.usageGallons ?? 0 };
  const isSame =
    right.previousValue === read.previousValue &&
    right.value === read.value &&
    right.register.multiplier === read.register.multiplier;
  if (isSame && !isAsked) return kept;
  const use = correctedUse(right, rolloverFrom);
  return isSame && 'refused' in use ? kept : use;
}

/** Where the register's next period begins, where that is another read than before. */
function endOf(was: PostedRead, { meterId, value, readOn }: PostedRead, row: TypedIn): CorrectedEnd | null {
  const isSame = value === was.value && readOn === was.readOn;
  return isSame || value === null || readOn === null ? null : { meterId, value, on: readOn, row, was };
}

function isOther(was: PostedRead, read: PostedRead): boolean {
  const facts = ({ previousValue, previousOn, value, readOn, usageGallons }: PostedRead) =>
    JSON.stringify([previousValue, previousOn, value, readOn, usageGallons]);
  return facts(was) !== facts(read);
}

interface Corrections {
  readonly typed: Pick<ReadCorrection, 'previous' | 'value' | 'multiplier'> | null;
  readonly start: CorrectedEnd | null;
  readonly readOn: CalendarDate | null;
}

/** The day on which a meter was taken out is of the meter's own history, whatever the day of the read. */
function withCorrections(read: PostedRead, { typed, start, readOn }: Corrections): PostedRead {
  const value = typed?.value ?? read.value;
  return {
    ...read,
    previousValue: typed?.previous ?? start?.value ?? read.previousValue,
    previousOn: start?.on ?? read.previousOn,
    value,
    readOn: read.removedOn === null && read.readOn !== null ? (readOn ?? read.readOn) : read.readOn,
    status: value === read.value ? read.status : 'changed',
    ownMultiplier: typed?.multiplier ?? read.ownMultiplier,
    register: { ...read.register, multiplier: typed?.multiplier ?? read.register.multiplier },
  };
}

function useIssue(
  posted: PostedPeriod,
  { meterId, registerNumber }: PostedRead,
  { typed, start, why }: Pick<Corrections, 'start'> & { typed: { row: TypedIn } | null; readonly why: string },
): Issue {
  const row = typed?.row ?? start?.row ?? { rowKey: '', sheetRow: 0 };
  const where = `Register ${registerNumber} of meter ${meterId} in ${billName(posted)}`;
  const follows = typed === null ? ', which goes on from the corrected read,' : '';
  return {
    ...row,
    column: 'newRead',
    code: 'reading-not-possible',
    message: `${where}${follows} has no use that could be billed: ${why}`,
    fix: 'Type what the dials showed; correct the read of the period after it as well, where that is wrong too.',
  };
}
