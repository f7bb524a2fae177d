import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { dateInTimeZone, daysBetween } from '../../contract/calendar-date.js';
import { readSeverities, readyStatuses } from '../../contract/metering.js';
import { billRunParametersSchema, readingsSheet, type BillRunParameters } from '../../contract/sheets/readings.js';
import type { UsagePeriod } from '../../domain/metering/daily-use.js';
import { estimatesInARow, isEstimatedTooOften, usualGallons } from '../../domain/metering/read-facts.js';
import { separateCodes } from '../../domain/metering/review-reports.js';
import { proposedActionFor } from '../../domain/metering/review-read.js';
import type { PeriodRead } from '../period-reads.js';
import { shownFacts, type RunFacts } from '../run-facts.js';
import { shownReads, type ShownRead } from '../shown-reads.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** The reads of a run, what needs a decision first, then in walking order. */
export const readingsSource: SheetSource<BillRunParameters> = {
  kind: readingsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { timeZone } = await utilitySettings(database, now);
    const { reads, asked } = await shownReads(database, billRunId);
    const facts = await shownFacts(database, billRunId, dateInTimeZone(now, timeZone), {}, asked);
    const sorted = reads.toSorted((one, other) => urgency(one) - urgency(other));
    const rows = sorted.map((read) => toRow(facts, read));
    const { cycleName, periodFrom, periodTo } = facts.run;
    return { subject: `${cycleName}, ${periodFrom} to ${periodTo}`, rows, totals: totalsOf(reads) };
  },
};

/** Undecided first, the severest on top; what waits next; what is ready last. */
function urgency({ status, exceptions }: ShownRead): number {
  if (status === 'exception') return Math.min(...exceptions.map((found) => readSeverities.indexOf(found.severity)), 2);
  if (status === 'missing') return 3;
  if (status === 'reread' || status === 'hold') return 4;
  return exceptions.length > 0 ? 5 : 6;
}

/** What a decision on a read is compared by, when it is pushed and when it is reversed. */
export type ComparedRead = Pick<PeriodRead, 'action' | 'reason' | 'value' | 'previousValue' | 'readOn'>;

/** The cells of the sheet by which a decision is compared: itself, and what it rests on. */
export function comparedCells({ action, reason, value, previousValue, readOn }: ComparedRead) {
  return {
    action,
    newReading: action === 'change' ? value : null,
    reason: reason === '' ? null : reason,
    reading: value,
    previous: previousValue,
    readOn,
  };
}

function toRow(facts: RunFacts, read: ShownRead): SheetCell[] {
  const { readOn, previousOn, accountId, customer, address, route, sequence } = read;
  const history = facts.history.of(accountId, read.registerNumber);
  const { action, newReading, reason, reading, previous } = comparedCells(read);
  const undecided = action === null && !readyStatuses.includes(read.status);
  return [
    read.rowKey,
    sentencesOf(facts, read, history),
    undecided ? suggestionOf(facts, read, history) : null,
    action,
    newReading,
    reason,
    read.status,
    reading,
    previous,
    readOn,
    readOn === null ? null : daysBetween(previousOn, readOn),
    read.usageGallons,
    usualOf(facts, read, history),
    accountId,
    customer,
    address,
    route,
    sequence,
    meterOf(read),
    codesOf(facts, read),
    read.fieldReading?.codes.note ?? null,
  ];
}

function usualOf(
  { run: { periodTo }, review }: RunFacts,
  { previousOn, readOn }: ShownRead,
  history: readonly UsagePeriod[],
): number | null {
  const expected = { previousDate: previousOn };
  return usualGallons({ periodTo, review, history, expected, returned: { date: readOn ?? periodTo } });
}

function meterOf({ meterId, registerNumber, isCompound, removedOn }: ShownRead): string {
  const facts = [
    ...(isCompound ? [registerNumber === 1 ? 'low' : 'high'] : []),
    ...(removedOn === null ? [] : [`removed ${removedOn}`]),
  ];
  return facts.length === 0 ? meterId : `${meterId} (${facts.join(', ')})`;
}

function sentencesOf(facts: RunFacts, read: ShownRead, history: readonly UsagePeriod[]): string | null {
  if (read.status === 'missing') return missingSentence(facts, history);
  const notable = read.exceptions.map((exception) => exception.sentence);
  return notable.length === 0 ? null : notable.join(' ');
}

function missingSentence({ review }: RunFacts, history: readonly UsagePeriod[]): string {
  const missing = 'No reading has come back yet.';
  if (!isEstimatedTooOften({ history, review })) return missing;
  const { estimateLimit } = review.thresholds;
  return `${missing} An estimate would be number ${estimatesInARow({ history }) + 1} in a row; the limit is ${estimateLimit}.`;
}

function suggestionOf({ review }: RunFacts, read: ShownRead, history: readonly UsagePeriod[]): string {
  if (read.status !== 'missing') return proposedActionFor(read.exceptions);
  return isEstimatedTooOften({ history, review }) ? 'reread' : 'estimate';
}

/** The codes as they came, each with its words where they are known. */
export function codesOf(
  { codes }: Pick<RunFacts, 'codes'>,
  { fieldReading }: Pick<ShownRead, 'fieldReading'>,
): string | null {
  if (!fieldReading) return null;
  const { format, codes: told } = fieldReading;
  const { skipCode = null, readCode = null, troubleCodes = [], tamper = null, leak = null, leakDays = null } = told;
  const { backflow = null, noFlowDays = null, reentries = null, changedOut = false } = told;
  const { newMeterId = null, newEndpointSerial = null } = told;
  const reads = separateCodes(readCode).filter((code) => codes.find(format, 'read', code)?.severity !== 'info');
  const parts = [
    skipCode === null ? '' : `skip ${codes.spoken(format, 'skip', skipCode)}`,
    ...troubleCodes.map((code) => `trouble ${codes.spoken(format, 'trouble', code)}`),
    ...reads.map((code) => `read ${codes.spoken(format, 'read', code)}`),
    tamper === null ? '' : `tamper ${tamper}`,
    leak === null ? '' : `leak ${leak}`,
    leakDays === null || leakDays === 0 ? '' : `leak ${leakDays} of 35 days`,
    backflow === null ? '' : `backflow ${backflow}`,
    noFlowDays === null || noFlowDays === 0 ? '' : `no flow ${noFlowDays} days`,
    reentries === null || reentries === 0 ? '' : `typed ${reentries + 1} times`,
    changedOut ? 'changed out' : '',
    newMeterId === null ? '' : `new meter ${newMeterId}`,
    newEndpointSerial === null ? '' : `new endpoint ${newEndpointSerial}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

function totalsOf(reads: readonly ShownRead[]): SheetContent['totals'] {
  const ready = reads.filter((read) => readyStatuses.includes(read.status));
  const gallons = ready.reduce((sum, read) => sum + (read.usageGallons ?? 0), 0);
  return [
    { label: 'Reads', value: reads.length.toLocaleString('en-US') },
    { label: 'Ready', value: ready.length.toLocaleString('en-US') },
    { label: 'To decide', value: (reads.length - ready.length).toLocaleString('en-US') },
    { label: 'Gallons ready', value: gallons.toLocaleString('en-US') },
  ];
}
