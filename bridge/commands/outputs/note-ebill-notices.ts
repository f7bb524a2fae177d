import { z } from 'zod';
import { CurbstopError } from '../../contract/problem.js';
import { noticeWordsSchema } from '../../contract/settings/ebill-mail.js';
import { runNotices } from '../../queries/ebill/notices.js';
import { keepNoticeWords, noticeStates, writeNotices, type NoticeState } from '../../store/ebill-notices.js';
import type { Command } from '../command.js';
import { refuseUnlessStanding } from './standing-run.js';

/** What becomes of e-bill notices of a run. The bridge itself says so, never a client. */
export const noteEbillNoticesPayloadSchema = z.object({
  billRunId: z.string().min(1).max(60),
  /** Sends also what may have been sent or was refused; needs a reason. */
  again: z.enum(['all', 'refused']).nullable().default(null),
  /** What those say that are made now; null where none is. */
  words: noticeWordsSchema.nullable().default(null),
  notices: z
    .array(
      z.object({
        accountId: z.string().min(1),
        state: z.enum(noticeStates),
        email: z.string(),
        messageId: z.string(),
        amountCents: z.number().int(),
        target: z.string().max(1_000),
        detail: z.string().max(1_000),
        made: z
          .object({ dated: z.iso.datetime(), sha256: z.string().length(64) })
          .nullable()
          .default(null),
      }),
    )
    .min(1)
    .max(1_000),
});
export type NoteEbillNoticesPayload = z.input<typeof noteEbillNoticesPayloadSchema>;

/** From which states a notice goes on to each; null is one of which nothing was noted yet. */
const FROM: Readonly<Record<NoticeState, readonly (NoticeState | null)[]>> = {
  sending: [null, 'not-sent'],
  // Also when somebody gave it up while it went out: what is known counts.
  sent: ['sending', 'given-up'],
  'not-sent': ['sending'],
  refused: ['sending'],
  bounced: ['sending', 'sent'],
  'given-up': [null, 'not-sent', 'sending'],
};

/** From which others it goes on to being sent, when that is asked for with a reason: of all, or of what mailboxes refused. */
const FROM_AGAIN: Readonly<Record<'all' | 'refused', readonly (NoticeState | null)[]>> = {
  all: ['sending', 'refused'],
  refused: ['refused'],
};

/**
 * Notes what becomes of notices: before each is sent, and after it is known. Throws `notice-under-way` for one that is
 * sent or may be, so that two who send at once send nothing twice, or `reason-missing`.
 */
export const noteEbillNotices: Command<NoteEbillNoticesPayload, null> = {
  kind: 'note-ebill-notices',
  roles: ['coordinator', 'supervisor'],
  payload: noteEbillNoticesPayloadSchema,
  async execute({ trx, commandNumber, reason }, { billRunId, again = null, words = null, notices }) {
    const isSending = notices.some(({ state }) => state === 'sending');
    if (isSending) await refuseUnlessStanding(trx, billRunId);
    const isGivenUp = notices.some(({ state }) => state === 'given-up');
    if ((again !== null || isGivenUp) && reason.trim() === '') throw reasonMissing();
    const stateOf = new Map((await runNotices(trx, billRunId)).map(({ accountId, state }) => [accountId, state]));
    const isNext = ({ accountId, state }: (typeof notices)[number]) => {
      const before = stateOf.get(accountId) ?? null;
      return (
        FROM[state].includes(before) || (again !== null && state === 'sending' && FROM_AGAIN[again].includes(before))
      );
    };
    const next = notices.filter(isNext);
    if (isSending && next.length < notices.length) throw underWay(billRunId);
    if (next.length === 0) return { outcome: 'unchanged', reply: null };
    const wordsNumber = words === null ? null : await keepNoticeWords(trx, words, commandNumber);
    await writeNotices(trx, billRunId, next, { wordsNumber, commandNumber });
    return { outcome: 'applied', reply: null };
  },
};

function underWay(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'notice-under-way',
    status: 409,
    message: `Notices of the run ${billRunId} are being sent by someone else at this moment.`,
    fix: 'Wait until that is done; then see what is left to send.',
  });
}

function reasonMissing(): CurbstopError {
  return new CurbstopError({
    code: 'reason-missing',
    message:
      'What may have been sent or was refused is sent again, and what is not sent is given up, only with a reason.',
    fix: 'Say why, for the receipt.',
  });
}
