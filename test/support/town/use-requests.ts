import type { PushRow, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { account } from '../../../bridge/queries/account.js';
import { adjustmentRow, push, pushRowsOf, type Edits } from './sheet-rows.js';
import { useTown, type RunOptions } from './town.js';

/** What Home tells whom no request is for. */
export const NO_REQUESTS = { waiting: 0, toAcknowledge: 0, ownWaiting: 0, ownReturned: 0 };

/** Gives every test of the surrounding `describe` a fresh town, its Adjustments sheet, and an account that owes water. */
export function useRequests() {
  const town = useTown();
  let pullId: string;
  let accountId: string;

  beforeEach(async () => {
    ({ pullId } = await town().pull('adjustments', {}));
    accountId = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1110'
       GROUP BY account_id HAVING sum(amount_cents) > 10000 ORDER BY account_id LIMIT 1`,
    );
  });

  /** Goodwill of $600.00 for the account, above what the coordinator may give alone, unless told otherwise. */
  const row = (key: string, changes: Readonly<Record<string, SheetCell>> = {}, sheetRow = 5): PushRow =>
    adjustmentRow(key, sheetRow, {
      ...{ account: accountId, service: 'water', kind: 'goodwill', amount: -600, reason: 'Long outage' },
      ...changes,
    });
  const ask = (rows: PushRow[] = [row('k1')]) => push(town(), pullId, rows);
  const balance = async () => (await account(town().database, accountId)).balanceCents;
  /** Pulls what waits and says something of each request by its number. */
  const say = async (edits: Edits, options: RunOptions = {}) => {
    const sheet = await town().pull('pending-approvals', {});
    const rows = pushRowsOf('pending-approvals', sheet, edits);
    return push(town(), sheet.pullId, rows, { role: 'supervisor', ...options });
  };
  const entries = () => town().value<number>('SELECT count(*) FROM journal_entry');

  return { town, pullId: () => pullId, accountId: () => accountId, row, ask, balance, say, entries };
}
