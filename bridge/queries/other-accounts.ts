import type { AccountMatches } from '../domain/comparison/match-accounts.js';
import type { Finding } from '../domain/comparison/usage-reason.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { BillRun } from './run-facts.js';

/** Accounts that a run does not bill. */
export interface OtherAccounts {
  /** Those of other cycles: they are compared with their own run. */
  readonly ofOtherCycles: ReadonlySet<string>;
  readonly whyNotBilled: (accountId: string) => Finding;
}

type AccountRow = [accountId: string, status: string, openedOn: string, closedOn: string | null, cycleId: string];

/** Finds out of accounts that are in no bill of a run why that is so; of one that there is not, which may be meant. */
export async function otherAccounts(
  database: Database,
  { cycleId, periodTo }: BillRun,
  accountIds: readonly string[],
  likely: AccountMatches['likely'],
): Promise<OtherAccounts> {
  const rows = await bulkRead<AccountRow>(
    database,
    ['account_id', 'status', 'opened_on', 'closed_on', 'cycle_id'],
    `SELECT account_id, account.status, opened_on, closed_on, cycle_id
     FROM json_each(?) AS wanted CROSS JOIN account ON account_id = wanted.value
     JOIN premises USING (premises_id) JOIN route USING (route_id)`,
    [JSON.stringify(accountIds)],
  );
  const known = new Map(rows.map((row) => [row[0], row]));
  return {
    ofOtherCycles: new Set(rows.filter((row) => row[4] !== cycleId).map(([accountId]) => accountId)),
    whyNotBilled: (accountId) => {
      const row = known.get(accountId);
      return row === undefined ? unknownAccount(accountId, likely.get(accountId) ?? []) : whyNotBilled(row, periodTo);
    },
  };
}

function unknownAccount(accountId: string, likely: readonly string[]): Finding {
  const none = `There is no account ${accountId} here.`;
  const meant = `It may be ${likely.join(' or ')}, and nothing tells for sure.`;
  return { reason: 'unknown-account', sentence: likely.length === 0 ? none : `${none} ${meant}` };
}

function whyNotBilled(row: AccountRow, periodTo: string): Finding {
  const [, status, openedOn, closedOn] = row;
  if (status === 'closed') return notBilled(`The account is closed here, since ${closedOn ?? 'long ago'}.`);
  if (openedOn > periodTo) return notBilled(`The account opens here on ${openedOn}, after the period.`);
  return notBilled('The account’s stop is not in this run.');
}

function notBilled(sentence: string): Finding {
  return { reason: 'not-billed', sentence };
}
