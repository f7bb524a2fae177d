import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { isUnreached, type CallDecision, type CallGroup, type CallOutcome } from '../../contract/calls.js';
import { groupBy } from '../../contract/group-by.js';
import { callsSchema, type CallsSetting } from '../../contract/settings/calls.js';
import { accountUse, type ReadUse } from '../../domain/calls/account-use.js';
import { callList, type CallCandidate, type CallRow, type DecidedCall } from '../../domain/calls/call-list.js';
import { usualGallons } from '../../domain/metering/read-facts.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { contacts } from '../contacts.js';
import { periodReads, type PeriodRead } from '../period-reads.js';
import { readFacts, shownFacts, type RunFacts } from '../run-facts.js';
import { statementRun, type StatementRun } from '../statement/statement-run.js';
import { settingOn, utilitySettings } from '../utility-settings.js';
import { earlierCalls } from './earlier-calls.js';
import { optedOutPhones } from './opted-out-phones.js';
import { accountsThatLeft } from './withdrawn-calls.js';

/** The calls of a posted run as they stand at a moment. */
export interface RunCalls {
  readonly of: StatementRun;
  readonly setting: CallsSetting;
  readonly timeZone: string;
  readonly today: CalendarDate;
  readonly rows: readonly CallRow[];
}

export interface RunCallsOptions {
  /** As if none of these had been called yet; what phones take in all still counts. */
  readonly again?: Exclude<CallGroup, 'uncalled'>;
}

/**
 * Whom there is a reason to call of a posted run, by the setting, the contacts and the calls of the day. Throws what
 * `statementRun` throws.
 */
export async function runCalls(
  database: Database,
  billRunId: string,
  now: Date,
  { again }: RunCallsOptions = {},
): Promise<RunCalls> {
  const of = await statementRun(database, billRunId);
  const { timeZone } = await utilitySettings(database, now);
  const today = dateInTimeZone(now, timeZone);
  const setting = callsSchema.parse(await settingOn(database, 'calls', today));
  const isOfRun = (outcome: CallOutcome | null) =>
    again === undefined || (again === 'unreached' && !isUnreached(outcome));
  const { run } = of;
  const { days } = setting.perPhone;
  const rows = callList(await candidates(database, of, timeZone), setting, {
    optedOut: await optedOutPhones(database),
    earlier: await earlierCalls(database, { run, timeZone, today, days, isOfRun }),
    decisions: await decisionsOf(database, billRunId),
  });
  return { of, setting, timeZone, today, rows };
}

async function candidates(database: Database, { run }: StatementRun, timeZone: string): Promise<CallCandidate[]> {
  const uses = await usesOf(database, run.billRunId, run.billedOn);
  const billed = { query: 'SELECT account_id FROM bill WHERE bill_run_id = ?', bindings: [run.billRunId] };
  const listed = await contacts(database, billed, { timeZone });
  const left = await accountsThatLeft(database, billed);
  return listed.flatMap(({ accountId, customerName, serviceAddress, contact }): CallCandidate[] => {
    const use = uses.get(accountId);
    if (use === undefined) return [];
    const { phone, calls } = contact;
    return [{ accountId, customerName, address: serviceAddress, hasLeft: left.has(accountId), phone, calls, use }];
  });
}

async function usesOf(database: Database, billRunId: string, billedOn: CalendarDate) {
  const facts = await shownFacts(database, billRunId, billedOn, {});
  const byAccount = groupBy(await periodReads(database, billRunId), ({ accountId }) => accountId);
  return new Map(
    [...byAccount].map(([accountId, reads]) => [accountId, accountUse(reads.map((read) => useOf(facts, read)))]),
  );
}

function useOf(facts: RunFacts, read: PeriodRead): ReadUse {
  const { usageGallons, readOn, previousOn, status, fieldReading, meterId } = read;
  const to = readOn ?? facts.run.periodTo;
  // What came by another meter, or by its endpoint, tells nothing of this one.
  const told = fieldReading?.meterId === meterId ? fieldReading.codes : null;
  return {
    gallons: usageGallons ?? 0,
    usualGallons: usualGallons(readFacts(facts, read, { reading: null, date: to })),
    ...{ from: previousOn, to },
    isEstimated: status === 'estimated' || usageGallons === null,
    leak: told?.leak ?? null,
    leakDays: told?.leakDays ?? null,
  };
}

async function decisionsOf(database: Database, billRunId: string): Promise<ReadonlyMap<string, DecidedCall>> {
  const rows = await bulkRead<[accountId: string, decision: CallDecision, why: string]>(
    database,
    ['account_id', 'decision', 'why'],
    'SELECT account_id, decision, why FROM call_decision WHERE bill_run_id = ? ORDER BY decision_number',
    [billRunId],
  );
  return new Map(rows.map(([accountId, decision, why]) => [accountId, { decision, why }]));
}
