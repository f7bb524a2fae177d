import type { ReadEvent, ReadReply } from '../contract/api.js';
import { daysBetween, type CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import { usualGallons } from '../domain/metering/read-facts.js';
import { gallonsOfCounts, stopLimits } from '../domain/metering/stop-limits.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { ATTEMPTS_UP_TO } from './attempts.js';
import { correctionEvents } from './meter-corrections.js';
import { pastReads } from './past-reads.js';
import { periodReads, type PeriodRead } from './period-reads.js';
import { readFacts, shownFacts, type RunFacts } from './run-facts.js';
import { codesOf } from './sheets/readings-rows.js';

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
    past: await pastReads(database, accountId, {
      ...{ compoundRegister: isCompound ? registerNumber : null, before: facts.run.periodTo },
    }),
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
