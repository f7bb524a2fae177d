import type { NoticeWords } from '../contract/settings/ebill-mail.js';
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
  /** Of one that may go out from now on. */
  readonly made?: MadeNotice | null;
}

/** What tells a message as it was made. */
export interface MadeNotice {
  /** The moment that stands in it, in UTC. */
  readonly dated: string;
  /** Of all its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

export async function writeNotices(
  trx: Database,
  billRunId: string,
  notices: readonly NewNotice[],
  { wordsNumber, commandNumber }: { readonly wordsNumber: number | null; readonly commandNumber: number },
): Promise<void> {
  await bulkInsert(
    trx,
    'ebill_notice',
    [
      ...['bill_run_id', 'account_id', 'state', 'email', 'message_id', 'amount_cents', 'target', 'detail'],
      ...['command_number', 'words_number', 'dated', 'sha256'],
    ],
    notices.map(({ accountId, state, email, messageId, amountCents, target, detail, made = null }) => {
      const asMade = made === null ? [null, null, null] : [wordsNumber, made.dated, made.sha256];
      return [billRunId, accountId, state, email, messageId, amountCents, target, detail, commandNumber, ...asMade];
    }),
  );
}

/** Keeps what notices say, once however often it is sent, and gives its number. */
export async function keepNoticeWords(trx: Database, words: NoticeWords, commandNumber: number): Promise<number> {
  const text = JSON.stringify(words);
  const last = await trx<WordsRow>('ebill_words').orderBy('words_number', 'desc').first('words_number', 'words');
  if (last?.words === text) return last.words_number;
  const wordsNumber = (last?.words_number ?? 0) + 1;
  await trx<WordsRow>('ebill_words').insert({ words_number: wordsNumber, words: text, command_number: commandNumber });
  return wordsNumber;
}

interface WordsRow {
  readonly words_number: number;
  readonly words: string;
  readonly command_number: number;
}
