import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { dateInTimeZone, daysBetween } from '../../contract/calendar-date.js';
import { readSeverities, readyStatuses } from '../../contract/metering.js';
import { billRunParametersSchema, readingsSheet, type BillRunParameters } from '../../contract/sheets/readings.js';
import { usualGallons } from '../../domain/metering/read-facts.js';
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
export async function readingRows(
  database: Database,
  facts: RunFacts,
  reads: readonly PeriodRead[],
): Promise<SheetCell[][]> {
  const places = await accountPlaces(database, facts.run.billRunId);
  return reads.map((read) => toRow(facts, read, places));
}

/** What stands beside an account's reads. */
type AccountPlace = readonly [customer: string, address: string, route: string, sequence: number];

async function accountPlaces(database: Database, billRunId: string): Promise<ReadonlyMap<string, AccountPlace>> {
  const rows = await bulkRead<[string, ...AccountPlace]>(
    database,
    ['account_id', 'name', 'address', 'route_id', 'sequence'],
    `SELECT account_id, name, address, route_id, sequence
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ?)`,
    [billRunId],
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

function toRow(facts: RunFacts, read: PeriodRead, places: ReadonlyMap<string, AccountPlace>): SheetCell[] {
  const { action, value, readOn, previousOn, accountId } = read;
  const [customer, address, route, sequence] = places.get(accountId) ?? ['', '', '', 0];
  const undecided = action === null && !readyStatuses.includes(read.status);
  return [
    read.rowKey,
    sentencesOf(read),
    undecided ? suggestionOf(read) : null,
    action,
    action === 'change' ? value : null,
    read.reason === '' ? null : read.reason,
    read.status,
    value,
    read.previousValue,
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
    codesOf(read),
  ];
}

function meterOf({ meterId, registerNumber, isCompound, removedOn }: PeriodRead): string {
  const facts = [
    ...(isCompound ? [registerNumber === 1 ? 'low' : 'high'] : []),
    ...(removedOn === null ? [] : [`removed ${removedOn}`]),
  ];
  return facts.length === 0 ? meterId : `${meterId} (${facts.join(', ')})`;
}

function sentencesOf({ status, exceptions }: PeriodRead): string | null {
  if (status === 'missing') return 'No reading has come back yet.';
  const notable = exceptions.map((exception) => exception.sentence);
  return notable.length === 0 ? null : notable.join(' ');
}

function suggestionOf(read: PeriodRead): string {
  return read.status === 'missing' ? 'estimate' : proposedActionFor(read.exceptions);
}

function codesOf({ fieldReading }: PeriodRead): string | null {
  if (!fieldReading) return null;
  const { skipCode, troubleCodes, tamper } = fieldReading.codes;
  const parts = [
    skipCode === null ? '' : `skip ${skipCode}`,
    ...troubleCodes.map((code) => `trouble ${code}`),
    tamper === null ? '' : `tamper ${tamper}`,
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
