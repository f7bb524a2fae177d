import { cents, type Cents } from '../../contract/money.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { NoticeState } from '../../store/ebill-notices.js';

/** How a notice stands: what was noted of it last. */
export interface KeptNotice {
  readonly billRunId: string;
  readonly accountId: string;
  readonly state: NoticeState;
  readonly email: string;
  readonly messageId: string;
  readonly amountCents: Cents;
  readonly target: string;
  readonly detail: string;
  readonly at: string;
  /** Who sent it, read what came back, or gave it up. */
  readonly by: string;
}

type Row = [
  ...[run: string, accountId: string, state: NoticeState, email: string, messageId: string],
  ...[amount: number, target: string, detail: string, at: string, by: string],
];

/** The notices of which a row of ebill_notice meets a condition, by account, as each was noted last. */
async function noticesWhere(database: Database, condition: string, bindings: readonly string[]): Promise<KeptNotice[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['bill_run_id', 'account_id', 'state', 'email', 'message_id', 'amount_cents', 'target', 'detail'],
      ...['applied_at', 'name'],
    ],
    `WITH meant AS MATERIALIZED (SELECT DISTINCT bill_run_id, account_id FROM ebill_notice WHERE ${condition})
     SELECT last.*, applied_at, name FROM meant JOIN ebill_notice AS last ON notice_number = (
       SELECT max(noted.notice_number) FROM ebill_notice AS noted
       WHERE noted.bill_run_id = meant.bill_run_id AND noted.account_id = meant.account_id)
     JOIN command USING (command_number) JOIN person USING (person_id)
     ORDER BY last.account_id, notice_number`,
    bindings,
  );
  return rows.map(([billRunId, accountId, state, email, messageId, amount, target, detail, at, by]) => {
    return { billRunId, accountId, state, email, messageId, amountCents: cents(amount), target, detail, at, by };
  });
}

/** How the notices of a run stand, by account. */
export function runNotices(database: Database, billRunId: string): Promise<KeptNotice[]> {
  return noticesWhere(database, 'bill_run_id = ?', [billRunId]);
}

/** Every notice by the identity of its message. */
export function noticesByMessage(database: Database, messageIds: readonly string[]): Promise<KeptNotice[]> {
  return noticesWhere(database, 'message_id IN (SELECT value FROM json_each(?))', [JSON.stringify(messageIds)]);
}

/** The notices that went to a mailbox, the latest last. */
export function noticesByEmail(database: Database, email: string): Promise<KeptNotice[]> {
  return noticesWhere(database, 'lower(email) = lower(?)', [email]);
}
