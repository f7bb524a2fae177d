import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/**
 * sending: it may go out from now on. not-sent: it is known that it did not. refused, bounced, and given-up, which a person
 * says of what can't be sent: its bill goes on paper.
 */
export const noticeStates = ['sending', 'sent', 'not-sent', 'refused', 'bounced', 'given-up'] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface NewNotice {
  readonly accountId: string;
  readonly state: NoticeState;
  readonly email: string;
  readonly messageId: string;
  readonly amountCents: number;
  readonly target: string;
  readonly detail: string;
}

export async function writeNotices(
  trx: Database,
  billRunId: string,
  notices: readonly NewNotice[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'ebill_notice',
    [
      ...['bill_run_id', 'account_id', 'state', 'email', 'message_id', 'amount_cents', 'target', 'detail'],
      'command_number',
    ],
    notices.map(({ accountId, state, email, messageId, amountCents, target, detail }) => {
      return [billRunId, accountId, state, email, messageId, amountCents, target, detail, commandNumber];
    }),
  );
}
