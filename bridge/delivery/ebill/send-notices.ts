import path from 'node:path';
import { sha256Hex } from '../../bytes/sha256.js';
import { noteEbillNotices } from '../../commands/outputs/note-ebill-notices.js';
import type { EbillMail, NoticeWords } from '../../contract/settings/ebill-mail.js';
import { runNotices, type KeptNotice } from '../../queries/ebill/notices.js';
import { mailingFiles } from '../../queries/mailing/mailing-files.js';
import { statementRun, type StatementRun } from '../../queries/statement/statement-run.js';
import type { MadeNotice, NoticeState } from '../../store/ebill-notices.js';
import type { Office, Sender } from '../office.js';
import { refuseMissing } from '../place/folder-place.js';
import { PassingTrouble } from '../place/place.js';
import { secret, secretMissing } from '../secrets.js';
import { isStopped, refuseStopped, sendingStopped } from '../stop.js';
import { FirstRefusals } from './first-refusals.js';
import { folderBox } from './folder-box.js';
import { refuseMadeUp } from './made-up-mail.js';
import { noticeMessage, type Notice } from './notice-mail.js';
import { eBillers, mailToday, noticesOfRun } from './notices-of-run.js';
import type { HandedOver, PostBox } from './post-box.js';
import { SmtpBox } from './smtp-box.js';

/** So many may have been sent when the bridge is killed while it sends; when it is told to stop, they are finished. */
const AT_ONCE = 10;

export interface NoticesWanted {
  readonly billRunId: string;
  /** Sends also those that may have been sent; needs a reason. */
  readonly again: boolean;
  /** Sends also those that mailboxes refused and no paper was made of; needs a reason. */
  readonly refused?: boolean;
  readonly reason: string;
  /** A post box instead of the one of the setting. */
  readonly box?: PostBox;
  readonly onHanded?: (count: number, of: number) => void;
}

/** How the e-bills of a run stand. */
export interface EbillState {
  /** The accounts of the run that are told by e-mail. */
  readonly accounts: readonly string[];
  /** Nothing more is sent of it. */
  readonly isReversed: boolean;
  readonly notices: readonly KeptNotice[];
}

/** How the e-bills of a run stand that was posted, also of one that was reversed since. Throws what `statementRun` throws. */
export async function ebillState({ database }: Pick<Office, 'database'>, billRunId: string): Promise<EbillState> {
  const of = await statementRun(database, billRunId, { takesReversed: true });
  const accounts = [...eBillers(of).keys()];
  return { accounts, isReversed: of.isReversed, notices: await runNotices(database, billRunId) };
}

/**
 * Sends the notices of a posted run that were not sent, each once. One that a mailbox refuses stops no other; what is put
 * off is tried again later. Throws what `statementRun` throws, `secret-missing`, `sending-stopped`, or what the server says
 * of all of them.
 */
export async function sendNotices(sender: Sender, wanted: NoticesWanted): Promise<EbillState> {
  const { billRunId, again, refused = false } = wanted;
  const of = await statementRun(sender.database, billRunId);
  const mail = await mailToday(sender);
  const files = await mailingFiles(sender.database, billRunId);
  const onPaper = new Set(files.flatMap(({ accountIds }) => accountIds ?? []));
  const notices = await noticesOfRun(sender, of, mail, (accountId, kept) => {
    if (kept === undefined || kept.state === 'not-sent') return true;
    return (again && kept.state === 'sending') || (refused && kept.state === 'refused' && !onPaper.has(accountId));
  });
  const box = wanted.box ?? (await postBox(sender, mail));
  const refusals = new FirstRefusals();
  const hangUp = () => box.hangUp();
  sender.stop.overdue.addEventListener('abort', hangUp);
  try {
    const words = wordsOf(mail, of);
    await inRounds(sender, { of, mail, words, box, refusals, wanted, total: notices.length }, notices);
  } finally {
    sender.stop.overdue.removeEventListener('abort', hangUp);
    await box.close();
  }
  refusals.end(box.name);
  return ebillState(sender, billRunId);
}

interface Sending {
  readonly of: StatementRun;
  readonly mail: EbillMail;
  readonly words: NoticeWords;
  readonly box: PostBox;
  readonly refusals: FirstRefusals;
  readonly wanted: NoticesWanted;
  readonly total: number;
}

/** All once, then what was put off, with longer and longer pauses. */
async function inRounds(office: Office, sending: Sending, notices: readonly Notice[]): Promise<void> {
  let left = notices;
  for (const milliseconds of [0, ...office.patience.pauses]) {
    if (left.length === 0) return;
    if (milliseconds > 0) await office.patience.wait(milliseconds);
    left = await oneRound(office, sending, left);
  }
}

/**
 * Gives those that were put off; when nothing is taken at all now, those that were not tried are among them. Throws
 * `sending-stopped` once those under way are finished.
 */
async function oneRound(office: Office, sending: Sending, notices: readonly Notice[]): Promise<Notice[]> {
  const putOff: Notice[] = [];
  for (let at = 0; at < notices.length; at += AT_ONCE) {
    refuseStopped(office.stop);
    const some = notices.slice(at, at + AT_ONCE);
    const made = await Promise.all(some.map((notice) => madeNow(office, sending, notice)));
    await note(
      office,
      sending,
      made.map(({ notice, dated, sha256 }) => ({ notice, state: 'sending', detail: '', made: { dated, sha256 } })),
    );
    const handed = await handAll(office, sending, made);
    putOff.push(...handed.putOff);
    sending.wanted.onHanded?.(sending.total - notices.length + at + some.length, sending.total);
    if (handed.isDown) return [...putOff, ...notices.slice(at + AT_ONCE)];
  }
  return putOff;
}

/** A notice as it is handed over. */
interface Made extends MadeNotice {
  readonly notice: Notice;
  readonly message: Buffer;
}

async function madeNow(office: Office, { of, mail, words }: Sending, notice: Notice): Promise<Made> {
  // A file is the same whenever it is made; a message that travels has the moment at which it does.
  const date = mail.server.kind === 'folder' ? new Date(`${of.run.billedOn}T12:00:00Z`) : office.clock();
  const message = await noticeMessage(notice, words, date);
  return { notice, message, dated: date.toISOString(), sha256: sha256Hex(message) };
}

interface Noted {
  readonly notice: Notice;
  readonly state: NoticeState;
  readonly detail: string;
  readonly made?: MadeNotice;
}

const STATES: Readonly<Record<HandedOver['state'], NoticeState | null>> = {
  sent: 'sent',
  refused: 'refused',
  unwanted: 'not-sent',
  deferred: 'not-sent',
  // It stays as one that is being sent: it may have been.
  uncertain: null,
};

interface AllHanded {
  readonly putOff: readonly Notice[];
  /** The server takes nothing now. */
  readonly isDown: boolean;
}

/** Hands notices over and notes what came of each, also when the server's trouble ends it. */
async function handAll(office: Office, sending: Sending, made: readonly Made[]): Promise<AllHanded> {
  const { box, refusals } = sending;
  const noted: Noted[] = [];
  const putOff: Notice[] = [];
  let trouble: Error | null = null;
  for (const { notice, message } of made) {
    if (office.stop.overdue.aborted) trouble ??= sendingStopped();
    const handed: HandedOver | Error = trouble ?? (await box.hand(notice, message).catch(asError));
    if (handed instanceof Error) {
      trouble = handed;
      noted.push({ notice, state: 'not-sent', detail: handed.message });
      if (handed instanceof PassingTrouble) putOff.push(notice);
      continue;
    }
    const state = STATES[handed.state];
    if (state !== null) noted.push({ notice, state, detail: handed.detail });
    if (handed.state === 'deferred') putOff.push(notice);
    trouble = refusals.watch(handed, box.name);
  }
  const isDown = trouble instanceof PassingTrouble;
  const isOfServer = trouble !== null && !isDown && !isStopped(trouble);
  if (noted.length > 0) await note(office, sending, isOfServer ? noted.map(notRefused) : noted);
  if (trouble !== null && !isDown) throw trouble;
  return { putOff, isDown };
}

/** What a server refuses that refuses everything is not refused by its mailbox. */
function notRefused(noted: Noted): Noted {
  return noted.state === 'refused' ? { ...noted, state: 'not-sent' } : noted;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function note(office: Office, { of, words, box, wanted }: Sending, noted: readonly Noted[]): Promise<void> {
  const { again, refused = false, reason } = wanted;
  const notices = noted.map(({ notice: { accountId, email, messageId, amountCents }, state, detail, made = null }) => {
    const said = { target: box.name, detail: detail.slice(0, 1_000) };
    return { accountId, email, messageId, amountCents, state, ...said, made };
  });
  const asMade = notices.some(({ made }) => made !== null) ? { words } : {};
  await office.run(
    noteEbillNotices,
    { billRunId: of.run.billRunId, again: again ? 'all' : refused ? 'refused' : null, ...asMade, notices },
    reason,
  );
}

/** What notices of a run say by the setting. */
function wordsOf({ from, replyTo, link, unsubscribe, subject }: EbillMail, { utility }: StatementRun): NoticeWords {
  return { from, replyTo, link, unsubscribe, subject, utilityName: utility.name };
}

async function postBox({ folders }: Office, mail: EbillMail): Promise<PostBox> {
  const { server, from } = mail;
  if (server.kind === 'folder') {
    if (server.folder !== null) await refuseMissing(server.folder);
    return folderBox(server.folder ?? path.join(folders.ebill, 'to-send'));
  }
  refuseMadeUp(mail);
  const password = server.user === null ? null : await secret(folders.secrets, 'ebill-password');
  if (server.user !== null && password === null) throw secretMissing(folders.secrets, ['ebill-password']);
  return new SmtpBox(server, from.address, password);
}
