import path from 'node:path';
import { noteEbillNotices } from '../../commands/outputs/note-ebill-notices.js';
import { chunksOf } from '../../contract/chunks-of.js';
import { ebillMailSchema, type EbillMail } from '../../contract/settings/ebill-mail.js';
import { runNotices, type KeptNotice } from '../../queries/ebill/notices.js';
import { contactsThen } from '../../queries/contacts-then.js';
import { statementRun, type StatementRun } from '../../queries/statement/statement-run.js';
import { statements } from '../../queries/statement/statements.js';
import { settingOn, utilityDate } from '../../queries/utility-settings.js';
import type { NoticeState } from '../../store/ebill-notices.js';
import type { Office } from '../office.js';
import { PassingTrouble } from '../place/place.js';
import { secret, secretMissing } from '../secrets.js';
import { folderBox } from './folder-box.js';
import { noticeMessage, noticeOf, type Notice } from './notice-mail.js';
import type { HandedOver, PostBox } from './post-box.js';
import { SmtpBox } from './smtp-box.js';

/** So many may have been sent when the bridge is killed while it sends. */
const AT_ONCE = 10;

export interface NoticesWanted {
  readonly billRunId: string;
  /** Sends also those that may have been sent; needs a reason. */
  readonly again: boolean;
  readonly reason: string;
  /** A post box instead of the one of the setting. */
  readonly box?: PostBox;
  readonly onHanded?: (count: number, of: number) => void;
}

/** How the e-bills of a run stand. */
export interface EbillState {
  /** The accounts of the run that are told by e-mail. */
  readonly accounts: readonly string[];
  readonly notices: readonly KeptNotice[];
}

/** How the e-bills of a posted run stand. Throws what `statementRun` throws. */
export async function ebillState({ database }: Pick<Office, 'database'>, billRunId: string): Promise<EbillState> {
  const of = await statementRun(database, billRunId);
  return { accounts: [...(await eBillers(database, of)).keys()], notices: await runNotices(database, billRunId) };
}

/**
 * Sends the notices of a posted run that were not sent, each once. One that a mailbox refuses stops no other; what is put
 * off is tried again later. Throws what `statementRun` throws, `secret-missing`, or what the server says of all of them.
 */
export async function sendNotices(office: Office, wanted: NoticesWanted): Promise<EbillState> {
  const { billRunId, again } = wanted;
  const of = await statementRun(office.database, billRunId);
  const mail = await mailToday(office);
  const stateOf = new Map((await runNotices(office.database, billRunId)).map((each) => [each.accountId, each.state]));
  const isToSend = (state: NoticeState | undefined) =>
    state === undefined || state === 'not-sent' || (again && state === 'sending');
  const emailOf = await eBillers(office.database, of);
  const accountIds = [...emailOf.keys()].filter((accountId) => isToSend(stateOf.get(accountId)));
  const notices: Notice[] = [];
  for await (const statement of statements(office.database, of, accountIds)) {
    notices.push(noticeOf(statement, emailOf.get(statement.account.accountId) ?? '', mail));
  }
  const box = wanted.box ?? (await postBox(office, mail));
  try {
    await inRounds(office, { of, mail, box, wanted, total: notices.length }, notices);
  } finally {
    await box.close();
  }
  return ebillState(office, billRunId);
}

/** The e-mail of each account of a run that is told by e-mail, as it was when the run was posted. */
async function eBillers(database: Office['database'], of: StatementRun): Promise<ReadonlyMap<string, string>> {
  const contactOf = await contactsThen(database, of, of.accountIds);
  return new Map(
    of.accountIds.flatMap((accountId): [string, string][] => {
      const contact = contactOf(accountId);
      return contact?.eBill === true ? [[accountId, contact.email]] : [];
    }),
  );
}

interface Sending {
  readonly of: StatementRun;
  readonly mail: EbillMail;
  readonly box: PostBox;
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

/** Gives those that were put off. */
async function oneRound(office: Office, sending: Sending, notices: readonly Notice[]): Promise<Notice[]> {
  const putOff: Notice[] = [];
  for (const some of chunksOf(notices, AT_ONCE)) {
    await note(
      office,
      sending,
      some.map((notice) => ({ notice, state: 'sending', detail: '' })),
    );
    putOff.push(...(await handAll(office, sending, some)));
    sending.wanted.onHanded?.(
      sending.total - notices.length + notices.indexOf(some.at(-1) as Notice) + 1,
      sending.total,
    );
  }
  return putOff;
}

interface Noted {
  readonly notice: Notice;
  readonly state: NoticeState;
  readonly detail: string;
}

const STATES: Readonly<Record<HandedOver['state'], NoticeState | null>> = {
  sent: 'sent',
  refused: 'refused',
  deferred: 'not-sent',
  // It stays as one that is being sent: it may have been.
  uncertain: null,
};

/** Hands notices over and notes what came of each, also when the server's trouble ends it; gives those put off. */
async function handAll(office: Office, sending: Sending, notices: readonly Notice[]): Promise<Notice[]> {
  const noted: Noted[] = [];
  const putOff: Notice[] = [];
  let trouble: Error | null = null;
  for (const notice of notices) {
    const handed: HandedOver | Error = trouble ?? (await handOne(office, sending, notice).catch(asError));
    if (handed instanceof Error) {
      trouble = handed;
      noted.push({ notice, state: 'not-sent', detail: handed.message });
      if (handed instanceof PassingTrouble) putOff.push(notice);
      continue;
    }
    const state = STATES[handed.state];
    if (state !== null) noted.push({ notice, state, detail: handed.detail });
    if (state === 'not-sent') putOff.push(notice);
  }
  if (noted.length > 0) await note(office, sending, noted);
  if (trouble !== null && !(trouble instanceof PassingTrouble)) throw trouble;
  return putOff;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function handOne(office: Office, { of, mail, box }: Sending, notice: Notice): Promise<HandedOver> {
  // A file is the same whenever it is made; a message that travels has the moment at which it does.
  const date = mail.server.kind === 'folder' ? new Date(`${of.run.billedOn}T12:00:00Z`) : office.clock();
  return box.hand(notice, await noticeMessage(notice, mail, of.utility.name, date));
}

async function note(office: Office, { of, box, wanted }: Sending, noted: readonly Noted[]): Promise<void> {
  const { again, reason } = wanted;
  const notices = noted.map(({ notice: { accountId, email, messageId, amountCents }, state, detail }) => {
    return { accountId, email, messageId, amountCents, state, target: box.name, detail: detail.slice(0, 1_000) };
  });
  await office.run(noteEbillNotices, { billRunId: of.run.billRunId, again, notices }, reason);
}

async function mailToday({ database, clock }: Office): Promise<EbillMail> {
  const today = await utilityDate(database, clock());
  return ebillMailSchema.parse(await settingOn(database, 'ebill-mail', today));
}

async function postBox({ folders }: Office, { server, from }: EbillMail): Promise<PostBox> {
  if (server.kind === 'folder') return folderBox(server.folder ?? path.join(folders.ebill, 'to-send'));
  const password = server.user === null ? null : await secret(folders.secrets, 'ebill-password');
  if (server.user !== null && password === null) throw secretMissing(folders.secrets, ['ebill-password']);
  return new SmtpBox(server, from.address, password);
}
