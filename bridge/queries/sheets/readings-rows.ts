import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { dateInTimeZone, daysBetween } from '../../contract/calendar-date.js';
import { readSeverities, readyStatuses } from '../../contract/metering.js';
import { billRunParametersSchema, readingsSheet, type BillRunParameters } from '../../contract/sheets/readings.js';
import { estimatesInARow, isEstimatedTooOften, usualGallons } from '../../domain/metering/read-facts.js';
import { separateCodes } from '../../domain/metering/review-reports.js';
import { proposedActionFor } from '../../domain/metering/review-read.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { periodReads, type PeriodRead } from '../period-reads.js';
import { readFacts, runFacts, type RunFacts } from '../run-facts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** The reads of a run, what needs a decision first, then in walking order. */
export const readingsSource: SheetSource<BillRunParameters> = {
  kind: readingsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { timeZone } = await utilitySettings(database, now);
    const facts = await runFacts(database, billRunId, dateInTimeZone(now, timeZone));
    const reads = await periodReads(database, billRunId);
    const sorted = reads.toSorted((one, other) => urgency(one) - urgency(other));
    const rows = await readingRows(database, facts, sorted);
    const { cycleName, periodFrom, periodTo } = facts.run;
    return { subject: `${cycleName}, ${periodFrom} to ${periodTo}`, rows, totals: totalsOf(reads) };
  },
};

/** The sheet's rows of these reads of a run, in their order. */
async function readingRows(database: Database, facts: RunFacts, reads: readonly PeriodRead[]): Promise<SheetCell[][]> {
  const places = await accountPlaces(database, facts.run.billRunId);
  return reads.map((read) => toRow(facts, read, places));
}

/** What stands beside an account's reads. */
type AccountPlace = readonly [customer: string, address: string, route: string | null, sequence: number | null];

async function accountPlaces(database: Database, billRunId: string): Promise<ReadonlyMap<string, AccountPlace>> {
  const rows = await bulkRead<[string, ...AccountPlace]>(
    database,
    ['account_id', 'name', 'address', 'route_id', 'sequence'],
    `SELECT account_id, name, address, run_stop.route_id, run_stop.sequence
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop ON run_stop.bill_run_id = ? AND run_stop.premises_id = account.premises_id
     WHERE account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ?)`,
    [billRunId, billRunId],
  );
  return new Map(rows.map(([accountId, ...place]) => [accountId, place]));
}

/** Undecided first, the severest on top; what waits next; what is ready last. */
function urgency({ status, exceptions }: PeriodRead): number {
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

function toRow(facts: RunFacts, read: PeriodRead, places: ReadonlyMap<string, AccountPlace>): SheetCell[] {
  const { readOn, previousOn, accountId } = read;
  const { action, newReading, reason, reading, previous } = comparedCells(read);
  const [customer, address, route, sequence] = places.get(accountId) ?? ['', '', '', 0];
  const undecided = action === null && !readyStatuses.includes(read.status);
  return [
    read.rowKey,
    sentencesOf(facts, read),
    undecided ? suggestionOf(facts, read) : null,
    action,
    newReading,
    reason,
    read.status,
    reading,
    previous,
    readOn,
    readOn === null ? null : daysBetween(previousOn, readOn),
    read.usageGallons,
    usualGallons(readFacts(facts, read, { reading: null, date: readOn ?? facts.run.periodTo })),
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

function meterOf({ meterId, registerNumber, isCompound, removedOn }: PeriodRead): string {
  const facts = [
    ...(isCompound ? [registerNumber === 1 ? 'low' : 'high'] : []),
    ...(removedOn === null ? [] : [`removed ${removedOn}`]),
  ];
  return facts.length === 0 ? meterId : `${meterId} (${facts.join(', ')})`;
}

function sentencesOf(facts: RunFacts, read: PeriodRead): string | null {
  if (read.status === 'missing') return missingSentence(facts, read);
  const notable = read.exceptions.map((exception) => exception.sentence);
  return notable.length === 0 ? null : notable.join(' ');
}

function missingSentence(facts: RunFacts, read: PeriodRead): string {
  const given = readFacts(facts, read);
  const missing = 'No reading has come back yet.';
  if (!isEstimatedTooOften(given)) return missing;
  const { estimateLimit } = facts.review.thresholds;
  return `${missing} An estimate would be number ${estimatesInARow(given) + 1} in a row; the limit is ${estimateLimit}.`;
}

function suggestionOf(facts: RunFacts, read: PeriodRead): string {
  if (read.status !== 'missing') return proposedActionFor(read.exceptions);
  return isEstimatedTooOften(readFacts(facts, read)) ? 'reread' : 'estimate';
}

/** The codes as they came, each with its words where they are known. */
export function codesOf({ codes }: Pick<RunFacts, 'codes'>, { fieldReading }: PeriodRead): string | null {
  if (!fieldReading) return null;
  const { format, codes: told } = fieldReading;
  const { skipCode, readCode, troubleCodes, tamper, leak, leakDays, backflow, noFlowDays, reentries } = told;
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
    told.changedOut ? 'changed out' : '',
    told.newMeterId === null ? '' : `new meter ${told.newMeterId}`,
    told.newEndpointSerial === null ? '' : `new endpoint ${told.newEndpointSerial}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

function totalsOf(reads: readonly PeriodRead[]): SheetContent['totals'] {
  const ready = reads.filter((read) => readyStatuses.includes(read.status));
  const gallons = ready.reduce((sum, read) => sum + (read.usageGallons ?? 0), 0);
  return [
    { label: 'Reads', value: reads.length.toLocaleString('en-US') },
    { label: 'Ready', value: ready.length.toLocaleString('en-US') },
    { label: 'To decide', value: (reads.length - ready.length).toLocaleString('en-US') },
    { label: 'Gallons ready', value: gallons.toLocaleString('en-US') },
  ];
}
