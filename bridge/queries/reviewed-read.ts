import type { PastRead, ReadEvent, ReadReply } from '../contract/api.js';
import { calendarDate, daysBetween } from '../contract/calendar-date.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import { usualGallons } from '../domain/metering/read-facts.js';
import { gallonsOfCounts, stopLimits } from '../domain/metering/stop-limits.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { ATTEMPTS_UP_TO } from './attempts.js';
import { correctionEvents } from './meter-corrections.js';
import { periodReads, type PeriodRead } from './period-reads.js';
import { readFacts, shownFacts, type RunFacts } from './run-facts.js';
import { codesOf } from './sheets/readings-rows.js';

/** A year and the same month of the year before. */
const PAST_READS = 13;

export interface ReviewedRead {
  readonly billRunId: string;
  readonly rowKey: string;
}

/**
 * One read of a run with what it is judged by: what is usual, its limits, the reads before it, and what happened to it so
 * far. Throws `unknown-bill-run` or `unknown-read`.
 */
export async function reviewedRead(
  database: Database,
  { billRunId, rowKey }: ReviewedRead,
  today: CalendarDate,
): Promise<ReadReply> {
  const facts = await shownFacts(database, billRunId, today, { rowKey });
  const [read] = await periodReads(database, billRunId, { rowKey });
  if (read === undefined) throw unknownRead(billRunId, rowKey);
  const { accountId, meterId, isCompound, registerNumber, status, value, readOn, previousOn } = read;
  return {
    ...{ rowKey, accountId, ...(await placeOf(database, accountId)), meterId },
    register: isCompound ? (registerNumber === 1 ? 'low' : 'high') : '',
    status,
    exceptions: read.exceptions.map(({ sentence }) => sentence),
    reading: value,
    readOn,
    days: readOn === null ? null : daysBetween(previousOn, readOn),
    gallons: read.usageGallons,
    usualGallons: usualOf(facts, read),
    limits: limitsOf(facts, read),
    codes: codesOf(facts, read) ?? '',
    past: await pastReads(database, read),
    trail: await trailOf(database, billRunId, read),
  };
}

function usualOf(facts: RunFacts, read: PeriodRead): number | null {
  return usualGallons(readFacts(facts, read, { reading: null, date: read.readOn ?? facts.run.periodTo }));
}

function limitsOf(facts: RunFacts, read: PeriodRead): ReadReply['limits'] {
  const limits = stopLimits(readFacts(facts, read));
  if (limits === null) return null;
  const { lowReading: low, highReading: high, lowCounts, highCounts } = limits;
  const gallons = (counts: number) => gallonsOfCounts(counts, read.register);
  return { low, high, lowGallons: gallons(lowCounts), highGallons: gallons(highCounts) };
}

async function placeOf(
  database: Database,
  accountId: string,
): Promise<{ readonly customerName: string; readonly address: string }> {
  const [place] = await database.raw<{ name: string; address: string }[]>(
    `SELECT name, address FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE account_id = ?`,
    [accountId],
  );
  return { customerName: place?.name ?? '', address: place?.address ?? '' };
}

type PastRow = [readOn: string, previousOn: string, reading: number | null, gallons: number, estimated: number];

/**
 * The posted reads of the register across change-outs of its meter, by the rule of what it is judged by: a compound meter's
 * register by that register, a simple meter by the whole use of the account. A reading is that of the meter which stayed.
 */
async function pastReads(
  database: Database,
  { accountId, registerNumber, isCompound }: PeriodRead,
): Promise<PastRead[]> {
  const ofRegister = isCompound ? 'AND register_number = ? AND is_compound' : '';
  const rows = await bulkRead<PastRow>(
    database,
    ['read_on', 'previous_on', 'value', 'gallons', 'estimated'],
    `WITH past AS (
       SELECT bill_run_id, read_on, previous_on, usage_gallons, period_read.status = 'estimated' AS estimated, value,
              row_number() OVER (PARTITION BY bill_run_id ORDER BY removed_on IS NULL DESC, read_on DESC) AS place,
              count(*) FILTER (WHERE removed_on IS NULL) OVER (PARTITION BY bill_run_id) AS registers
       FROM period_read JOIN standing_run USING (bill_run_id) JOIN meter USING (meter_id)
       WHERE account_id = ? AND usage_gallons IS NOT NULL ${ofRegister})
     SELECT max(read_on) AS read_on, min(previous_on) AS previous_on,
            max(iif(place = 1 AND registers = 1, value, NULL)) AS value, sum(usage_gallons) AS gallons,
            max(estimated) AS estimated
     FROM past GROUP BY bill_run_id ORDER BY 1 DESC LIMIT ${PAST_READS}`,
    isCompound ? [accountId, registerNumber] : [accountId],
  );
  return rows.map(([readOn, previousOn, reading, gallons, estimated]) => ({
    readOn: calendarDate(readOn),
    reading,
    days: daysBetween(calendarDate(previousOn), calendarDate(readOn)),
    gallons,
    estimated: estimated === 1,
  }));
}

/**
 * What happened to a read, in the order of the receipts. A correction judges again within its own receipt, so that it comes
 * before what was settled by it.
 */
async function trailOf(database: Database, billRunId: string, read: PeriodRead): Promise<ReadEvent[]> {
  const corrections = await correctionEvents(database, billRunId, read);
  const field = await fieldEvents(database, { billRunId, rowKey: read.rowKey });
  return [...corrections, ...field].sort((one, other) => one.receiptNumber - other.receiptNumber);
}

type EventRow = [commandNumber: number, at: string, person: string, billRunId: string, what: string, reason: string];

/**
 * What came from the field, and what was asked of it, in the order of the receipts; also what the runs before this one
 * had of the read, that billed its period and were reversed.
 */
async function fieldEvents(database: Database, { billRunId, rowKey }: ReviewedRead): Promise<ReadEvent[]> {
  const rows = await bulkRead<EventRow>(
    database,
    ['command_number', 'applied_at', 'name', 'bill_run_id', 'what', 'reason'],
    `WITH run AS MATERIALIZED (${ATTEMPTS_UP_TO}), asked (row_key) AS (SELECT ?)
     SELECT command_number, applied_at, person.name, bill_run_id, what, event.reason FROM (
       SELECT reading.command_number, 1 AS place, bill_run_id,
              iif(raw IS NULL, 'Came back unread', 'Reading ' || raw || ' came back')
                || coalesce(' with ' || file_name, '') || '.' AS what, '' AS reason
       FROM run JOIN reading USING (bill_run_id) JOIN asked USING (row_key) LEFT JOIN reading_import USING (import_number)
       UNION ALL
       SELECT opened_by_command, 2, bill_run_id, 'A reread was asked for.', reason
       FROM run JOIN work_order USING (bill_run_id) JOIN asked USING (row_key)
       UNION ALL
       SELECT closed_by_command, 0, bill_run_id, iif(status = 'done', 'The reread came back.', 'The reread was withdrawn.'), ''
       FROM run JOIN work_order USING (bill_run_id) JOIN asked USING (row_key) WHERE closed_by_command IS NOT NULL
       UNION ALL
       SELECT settled_by_command, 3, bill_run_id, 'The reread was settled: ' || outcome || '.', ''
       FROM run JOIN work_order USING (bill_run_id) JOIN asked USING (row_key) WHERE settled_by_command IS NOT NULL
     ) AS event JOIN command USING (command_number) JOIN person USING (person_id)
     ORDER BY command_number, place`,
    [billRunId, rowKey],
  );
  return rows.map(([receiptNumber, at, personName, ofRun, what, reason]) => {
    return {
      receiptNumber,
      at,
      personName,
      what: ofRun === billRunId ? what : `${what} ${reversedWords(ofRun)}`,
      reason,
    };
  });
}

function reversedWords(billRunId: string): string {
  return `(In the run ${billRunId}, which was reversed.)`;
}

function unknownRead(billRunId: string, rowKey: string): CurbstopError {
  return new CurbstopError({
    code: 'unknown-read',
    status: 404,
    message: `The bill run ${billRunId} has no read "${rowKey}".`,
    fix: 'Pull the readings again.',
  });
}
