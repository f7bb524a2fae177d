import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';
import { metersSheet } from '../../contract/sheets/meters.js';
import type { Register } from '../metering/register.js';
import { isCompound, type Meter } from './meter.js';
import { meterIssue } from './meter-issue.js';
import type { MeterWork } from './meter-work.js';
import { meterByFacts } from './new-meter.js';

/** A fact of a meter that is another one than before; `column` is its cell in the Meters sheet. */
export interface CorrectedFact {
  readonly column: string;
  readonly before: string;
  readonly after: string;
  /** It is of a register, so that what its readings are worth rests on it. */
  readonly ofRegister: boolean;
}

export interface Correction {
  readonly meter: Meter;
  readonly facts: readonly CorrectedFact[];
}

/** The meter as a row corrects it, with what differs; or everything that is wrong with the row. */
export function correctionOf(work: MeterWork, before: Meter, knownSizes: readonly string[]): Correction | Issue[] {
  const meter = meterByFacts(work, knownSizes);
  if (!('registers' in meter)) return meter;
  if (isCompound(meter) !== isCompound(before)) return [otherKind(work, before)];
  const facts = correctedFacts(before, meter);
  return facts.length > 0 ? { meter, facts } : [nothingCorrected(work)];
}

/** What differs between what a meter was taken for and what it is. */
export function correctedFacts(before: Omit<Meter, 'meterId'>, after: Omit<Meter, 'meterId'>): CorrectedFact[] {
  const ofMeter = (['size', 'maker', 'endpoint'] as const).map((column) => ({
    ...{ column, before: before[column], after: after[column], ofRegister: false },
  }));
  const ofRegisters = after.registers.flatMap((register, index) =>
    registerFacts(before.registers[index], register, index),
  );
  return [...ofMeter, ...ofRegisters].filter((fact) => fact.before !== fact.after);
}

/** "Size 5/8" is 1"": what was corrected, as a sentence. */
export function correctionWords(facts: readonly CorrectedFact[]): string {
  const shown = (text: string) => (text === '' ? 'empty' : text);
  const each = facts.map((fact) => `${headerOf(fact.column)} ${shown(fact.before)} is now ${shown(fact.after)}`);
  return `${each.join(', ')}.`;
}

/** The readings of a meter that its registers must be able to show, and what of it was billed. */
export interface ReadsOfMeter {
  /** The last read that was billed and whose bill stands; null when there is none. */
  readonly billed: { readonly billRunId: string; readonly readOn: CalendarDate } | null;
  /** The highest reading of each register that a person or a review took, as its dials show it. */
  readonly highest: readonly (number | null)[];
  /** A read of an open run that a person decided, or that ended with the meter; null when there is none. */
  readonly settled: SettledRead | null;
}

interface SettledRead {
  readonly billRunId: string;
  /** The day of the meter's final reading; null where a person decided the read. */
  readonly endedOn: CalendarDate | null;
}

/**
 * Why the facts of registers can't be corrected: bills count on them, a person decided a read by them, or a reading would
 * be none by the dials that are corrected. What a meter is beside its registers can be corrected always.
 */
export function registerIssues(work: MeterWork, { meter, facts }: Correction, reads: ReadsOfMeter): Issue[] {
  const fact = facts.find(({ ofRegister }) => ofRegister);
  if (fact === undefined) return [];
  if (reads.billed !== null) return [billedByIt(work, fact, reads.billed)];
  if (reads.settled !== null) return [settledByIt(work, fact, reads.settled)];
  return meter.registers.flatMap(({ dials }, index) => {
    const column = index === 0 ? 'dials' : 'highDials';
    const highest = reads.highest[index] ?? null;
    if (highest === null || highest < 10 ** dials || !facts.some((each) => each.column === column)) return [];
    const message = `Meter ${work.meterId} was read at ${highest}, which ${dials} dials can't show.`;
    return [meterIssue(work, column, 'reading-too-long', message, 'Count the digits that are read.')];
  });
}

function registerFacts(before: Register | undefined, after: Register, index: number): CorrectedFact[] {
  const fact = (name: 'dials' | 'decimals' | 'fixedZeros' | 'multiplier') => ({
    column: index === 0 ? name : `high${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    before: String(before?.[name] ?? ''),
    after: String(after[name]),
    ofRegister: true,
  });
  const unit = { column: 'unit', before: before?.unit ?? '', after: after.unit, ofRegister: true };
  return [...(index === 0 ? [unit] : []), ...(['dials', 'decimals', 'fixedZeros', 'multiplier'] as const).map(fact)];
}

function billedByIt(
  work: MeterWork,
  { column }: CorrectedFact,
  { billRunId, readOn }: NonNullable<ReadsOfMeter['billed']>,
) {
  const message = `${headerOf(column)} of meter ${work.meterId} can't be corrected: its reads up to ${readOn} were billed by it, last in the run ${billRunId}.`;
  const fix =
    'Add the meter as it is under another number, change it out at its last reading, and put past bills right in Rebill.';
  return meterIssue(work, column, 'billed-by-register', message, fix);
}

function settledByIt(work: MeterWork, { column }: CorrectedFact, { billRunId, endedOn }: SettledRead): Issue {
  const what = `${headerOf(column)} of meter ${work.meterId} can't be corrected: its read in the run ${billRunId}`;
  if (endedOn === null) {
    const fix = 'Take the decision back in the Readings sheet first, by clearing its action.';
    return meterIssue(work, column, 'read-decided', `${what} is decided by it.`, fix);
  }
  const message = `${what} ended with its final reading of ${endedOn}.`;
  return meterIssue(work, column, 'read-ended', message, 'Make its use good by an adjustment once the run is posted.');
}

function otherKind(work: MeterWork, before: Meter): Issue {
  const kind = isCompound(before) ? 'a compound meter' : 'a meter of one register';
  const message = `Meter ${work.meterId} is ${kind}, and no correction makes it another kind.`;
  const fix = 'Put the cells of the high register back. Another meter is added, and this one changed out for it.';
  return meterIssue(work, 'highDials', 'other-kind', message, fix);
}

function nothingCorrected(work: MeterWork): Issue {
  const message = `The action is correct, and nothing that meter ${work.meterId} is was written over.`;
  return meterIssue(work, 'action', 'nothing-corrected', message, 'Type the right size, maker, endpoint or register.');
}

function headerOf(column: string): string {
  return metersSheet.columns.find(({ id }) => id === column)?.header ?? column;
}
