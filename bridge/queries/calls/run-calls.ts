import { addDays, dateInTimeZone, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import type { CallDecision } from '../../contract/calls.js';
import { groupBy } from '../../contract/group-by.js';
import { callsSchema, type CallsSetting } from '../../contract/settings/calls.js';
import { accountUse, type ReadUse } from '../../domain/calls/account-use.js';
import {
  callList,
  type CallCandidate,
  type CallRow,
  type DecidedCall,
  type EarlierCall,
} from '../../domain/calls/call-list.js';
import { usualGallons } from '../../domain/metering/read-facts.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { contacts } from '../contacts.js';
import { periodReads, type PeriodRead } from '../period-reads.js';
import { readFacts, shownFacts, type RunFacts } from '../run-facts.js';
import { statementRun, type StatementRun } from '../statement/statement-run.js';
import { settingOn, utilitySettings } from '../utility-settings.js';
import { optedOutPhones } from './opted-out-phones.js';

/** The calls of a posted run as they stand at a moment. */
export interface RunCalls {
  readonly of: StatementRun;
  readonly setting: CallsSetting;
  readonly timeZone: string;
  readonly today: CalendarDate;
  readonly rows: readonly CallRow[];
}

export interface RunCallsOptions {
  /** As if nothing of the run had been called yet; what phones take in all still counts. */
  readonly again?: boolean;
}

/**
 * Whom there is a reason to call of a posted run, by the setting, the contacts and the calls of the day. Throws what
 * `statementRun` throws.
 */
export async function runCalls(
  database: Database,
  billRunId: string,
  now: Date,
  { again = false }: RunCallsOptions = {},
): Promise<RunCalls> {
  const of = await statementRun(database, billRunId);
  const { timeZone } = await utilitySettings(database, now);
  const today = dateInTimeZone(now, timeZone);
  const setting = callsSchema.parse(await settingOn(database, 'calls', today));
  const earlier = await earlierCalls(database, of, { since: addDays(today, -setting.perPhone.days), timeZone });
  const rows = callList(await candidates(database, of, timeZone), setting, {
    optedOut: await optedOutPhones(database),
    earlier: again ? earlier.map((call) => ({ ...call, isOfRun: false })) : earlier,
    decisions: await decisionsOf(database, billRunId),
  });
  return { of, setting, timeZone, today, rows };
}

async function candidates(database: Database, { run }: StatementRun, timeZone: string): Promise<CallCandidate[]> {
  const uses = await usesOf(database, run.billRunId, run.billedOn);
  const billed = { query: 'SELECT account_id FROM bill WHERE bill_run_id = ?', bindings: [run.billRunId] };
  const listed = await contacts(database, billed, { timeZone });
  const closed = new Set(
    (
      await bulkRead<[accountId: string]>(
        database,
        ['account_id'],
        `SELECT account_id FROM account WHERE status = 'closed' AND account_id IN (${billed.query})`,
        billed.bindings,
      )
    ).map(([accountId]) => accountId),
  );
  return listed.flatMap(({ accountId, customerName, serviceAddress, contact }): CallCandidate[] => {
    const use = uses.get(accountId);
    if (use === undefined) return [];
    const { phone, calls } = contact;
    return [{ accountId, customerName, address: serviceAddress, isClosed: closed.has(accountId), phone, calls, use }];
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
  const { usageGallons, readOn, previousOn, status, fieldReading } = read;
  const on = readOn ?? facts.run.periodTo;
  return {
    gallons: usageGallons ?? 0,
    usualGallons: usualGallons(readFacts(facts, read, { reading: null, date: on })),
    days: daysBetween(previousOn, on),
    isEstimated: status === 'estimated' || usageGallons === null,
    leak: fieldReading?.codes.leak ?? null,
    leakDays: fieldReading?.codes.leakDays ?? null,
  };
}

/** A file that is being sent may be there already, so that its calls count as made. */
async function earlierCalls(
  database: Database,
  { run }: StatementRun,
  { since, timeZone }: { readonly since: CalendarDate; readonly timeZone: string },
): Promise<EarlierCall[]> {
  const rows = await bulkRead<[phone: string, accountIds: string, isOfRun: number, sentAt: string]>(
    database,
    ['phone', 'account_ids', 'is_of_run', 'sent_at'],
    `SELECT phone, of_run.bill_run_id IS NOT NULL AS is_of_run, applied_at AS sent_at,
            (SELECT json_group_array(account_id ORDER BY account_id) FROM placed_call_account AS own
             WHERE own.call_number = placed_call.call_number) AS account_ids
     FROM call_send JOIN call_file USING (file_number) JOIN placed_call USING (file_number)
     JOIN command ON command.command_number = call_send.command_number
     LEFT JOIN bill_run AS of_run ON of_run.bill_run_id = call_file.bill_run_id AND of_run.cycle_id = ? AND of_run.period_to = ?
     WHERE send_number IN (SELECT max(send_number) FROM call_send GROUP BY file_number)
       AND outcome IN ('sending', 'sent')
     ORDER BY call_number`,
    [run.cycleId, run.periodTo],
  );
  return rows.flatMap(([phone, accountIds, isOfRun, sentAt]): EarlierCall[] => {
    const on = dateInTimeZone(new Date(sentAt), timeZone);
    if (isOfRun === 0 && on < since) return [];
    return [{ isOfRun: isOfRun === 1, phone, accountIds: JSON.parse(accountIds) as string[], on }];
  });
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
