import { cents, type Cents } from '../../contract/money.js';
import type { NoticeWords } from '../../contract/settings/ebill-mail.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import type { MadeNotice } from '../../store/ebill-notices.js';

/** A notice that left the office, or may have, as it was made last. */
export interface SentNotice {
  readonly accountId: string;
  readonly email: string;
  readonly messageId: string;
  readonly amountCents: Cents;
  /** Null of one that was sent by a version of Curbstop which did not keep it. */
  readonly made: (MadeNotice & { readonly words: NoticeWords }) | null;
}

type Row = [
  ...[accountId: string, email: string, messageId: string, amount: number],
  ...[wordsNumber: number | null, dated: string | null, sha256: string | null],
];

/** The notices of a run that left the office, or may have, by account; not those that are known to be unsent. */
export async function sentNotices(database: Database, billRunId: string): Promise<SentNotice[]> {
  const rows = await bulkRead<Row>(
    database,
    ['account_id', 'email', 'message_id', 'amount_cents', 'words_number', 'dated', 'sha256'],
    `SELECT account_id, email, message_id, amount_cents, words_number, dated, sha256 FROM ebill_notice AS notice
     WHERE notice_number IN (
       SELECT max(notice_number) FROM ebill_notice WHERE bill_run_id = ? AND state = 'sending' GROUP BY account_id)
     AND NOT EXISTS (
       SELECT 1 FROM ebill_notice AS later
       WHERE later.bill_run_id = notice.bill_run_id AND later.account_id = notice.account_id
         AND later.notice_number > notice.notice_number AND later.state = 'not-sent')
     ORDER BY account_id`,
    [billRunId],
  );
  const wordsOf = await noticeWords(database);
  return rows.map(([accountId, email, messageId, amount, wordsNumber, dated, sha256]) => {
    const words = wordsNumber === null ? undefined : wordsOf.get(wordsNumber);
    const isKept = words !== undefined && dated !== null && sha256 !== null;
    const made = isKept ? { words, dated, sha256 } : null;
    return { accountId, email, messageId, amountCents: cents(amount), made };
  });
}

/** What notices ever said, as it was kept, though a setting like it may not be set any more. */
async function noticeWords(database: Database): Promise<ReadonlyMap<number, NoticeWords>> {
  const rows = await database.raw<{ words_number: number; words: string }[]>(
    'SELECT words_number, words FROM ebill_words',
  );
  return new Map(rows.map(({ words_number: wordsNumber, words }) => [wordsNumber, JSON.parse(words) as NoticeWords]));
}
