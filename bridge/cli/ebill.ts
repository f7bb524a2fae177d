import { counted } from '../contract/counted.js';
import type { NoticeAction } from '../contract/outputs.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { giveUpNotices } from '../delivery/ebill/give-up-notices.js';
import { makeNoticesAgain } from '../delivery/ebill/make-notices-again.js';
import { ebillState, sendNotices, type EbillState } from '../delivery/ebill/send-notices.js';
import { takeBounces } from '../delivery/ebill/take-bounces.js';
import type { Office } from '../delivery/office.js';
import type { NoticeState } from '../store/ebill-notices.js';
import { isStopped } from '../delivery/stop.js';
import { inTurn } from '../delivery/turn.js';
import { note, say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { officeOf } from './office-of.js';
import { stoppable } from './stoppable.js';
import { withUtility } from './with-utility.js';

export interface EbillOptions {
  readonly billRunId: string;
  /** What is done before it is said how they stand; null for nothing. */
  readonly action: NoticeAction | null;
  /** On which accounts is given up; none named for all. */
  readonly accountIds: readonly string[];
  readonly person: string;
  readonly reason: string;
}

/** Says how the notices of a run stand, after sending them or giving up on them where that is asked for. */
export async function ebill(folder: DataFolder, options: EbillOptions): Promise<number> {
  return withUtility(folder, async (database) => {
    await stoppable((stop) => act(officeOf(folder, database, options.person, stop), options));
  });
}

async function act(office: Office, options: EbillOptions): Promise<void> {
  try {
    report(await done(office, options), options);
  } catch (error) {
    if (isStopped(error)) report(await ebillState(office, options.billRunId), options);
    throw error;
  }
}

function done(office: Office, options: EbillOptions): Promise<EbillState> {
  const { billRunId, action, accountIds, reason } = options;
  if (action === null) return ebillState(office, billRunId);
  return inTurn(office, 'ebill', billRunId, (sender) => {
    if (action === 'give-up') {
      return giveUpNotices(sender, { billRunId, reason, ...(accountIds.length === 0 ? {} : { accountIds }) });
    }
    return sendNotices(sender, { billRunId, again: action === 'untold', refused: action === 'refused', reason });
  });
}

const TOLD: readonly [NoticeState, string][] = [
  ['sending', 'may have been sent, and are not sent again unless you say so with --send-again and a reason'],
  ['not-sent', 'could not be sent yet; send again later, or --give-up with a reason'],
  ['refused', 'were refused by their mailboxes'],
  ['bounced', 'came back'],
  ['given-up', 'were given up'],
];

function report({ accounts, isReversed, notices }: EbillState, { billRunId }: EbillOptions): void {
  const of = (state: NoticeState) => notices.filter((notice) => notice.state === state);
  say(`Run ${billRunId}: ${counted(accounts.length, 'e-bill account')}, ${counted(of('sent').length, 'notice')} sent.`);
  if (isReversed) say('  The run was reversed: nothing more is sent of it.');
  const waiting = isReversed ? 0 : accounts.length - notices.length;
  if (waiting > 0) say(`  ${waiting.toLocaleString('en-US')} not sent yet: add --send.`);
  for (const [state, words] of TOLD) {
    const these = of(state);
    if (these.length === 0) continue;
    say(`  ${these.length.toLocaleString('en-US')} ${words}:`);
    for (const { accountId, email, detail } of these) say(`    ${accountId} ${email} ${detail}`.trimEnd());
  }
  if (!isReversed && of('refused').length + of('bounced').length + of('given-up').length > 0) {
    say(`  Their bills go on paper: curbstop mailing ${billRunId} --paper --send`);
  }
}

/** Makes the notices of a run again as they were sent, and sends nothing. */
export async function ebillAgain(folder: DataFolder, billRunId: string): Promise<number> {
  return withUtility(folder, async (database) => {
    const again = await makeNoticesAgain({ database, folders: folder }, billRunId);
    say(`Made again as sent: ${counted(again.made, 'notice')}, in ${again.folder}`);
    const left = [
      ...again.differing.map((id) => leftOut(id, 'it would be another notice now')),
      ...again.notKept.map((id) => leftOut(id, 'an older version of Curbstop sent it and did not keep what it said')),
    ];
    if (left.length > 0) throw notMadeAgain(left);
  });
}

function leftOut(accountId: string, why: string): Issue {
  const fix = 'Ask whoever took the message for it.';
  return { code: 'notice-not-made', rowKey: accountId, column: '', message: `Account ${accountId}: ${why}.`, fix };
}

function notMadeAgain(issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'notices-not-made',
    status: 409,
    message: `${counted(issues.length, 'notice')} of the run can't be made again as it was.`,
    fix: 'Where a rule of the day of the bill was changed since, such as "late-rule" or "statement", set it back and make them again.',
    issues,
  });
}

/** Reads what came back and says of which accounts it is. */
export async function ebillBounces(data: DataFolder, folder: string, person: string): Promise<number> {
  return withUtility(data, async (database) => {
    const office = officeOf(data, database, person);
    const { messages, bounced, known, delayed, others, tooLarge } = await withFile(folder, () =>
      takeBounces(office, folder),
    );
    say(
      `Read ${counted(messages, 'message')}: ${counted(bounced.length, 'notice')} came back, ${known} known before, ${delayed} only delayed.`,
    );
    for (const { billRunId, accountId, email } of bounced) say(`  ${accountId} ${email}, run ${billRunId}`);
    for (const file of others) note(`${file} reports on no notice; look at it yourself.`);
    for (const file of tooLarge)
      note(`${file} is too large and was not read: take its messages apart into .eml files.`);
    for (const run of new Set(bounced.map(({ billRunId }) => billRunId))) {
      say(`The bills go on paper: curbstop mailing ${run} --paper --send`);
    }
  });
}
