import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { importCallResults } from '../commands/import-call-results.js';
import { noteCallsHandedOver } from '../commands/outputs/note-calls-handed-over.js';
import { CALL_RESULTS_BYTES_MAX, callOutcomeWords, type CallGroup } from '../contract/calls.js';
import type { ImportCallResultsReply } from '../contract/commands/import-call-results.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import { makeCalls, type MadeCalls } from '../delivery/calls/make-calls.js';
import { sendCalls } from '../delivery/calls/send-calls.js';
import type { Office, Sender } from '../delivery/office.js';
import type { Stop } from '../delivery/stop.js';
import { inTurn } from '../delivery/turn.js';
import { callCounts } from '../domain/calls/call-list.js';
import { callFiles, type KeptCallFile } from '../queries/calls/call-files.js';
import { callsToTakeBack } from '../queries/calls/calls-to-take-back.js';
import { runCalls } from '../queries/calls/run-calls.js';
import type { Database } from '../store/database.js';
import { note, say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { officeOf } from './office-of.js';
import { runCommand } from './run-command.js';
import { stoppable } from './stoppable.js';
import { withUtility } from './with-utility.js';

export interface CallsOptions {
  readonly billRunId: string;
  readonly who: CallGroup;
  readonly isSent: boolean;
  readonly person: string;
  readonly reason: string;
}

/** Says how the calls of a run stand, makes the file of those that were decided on, and sends it where that is asked for. */
export async function calls(folder: DataFolder, options: CallsOptions): Promise<number> {
  const { billRunId, person, isSent } = options;
  return withUtility(folder, async (database) => {
    const office = (stop?: Stop) => officeOf(folder, database, person, stop);
    if (isSent) await stoppable((stop) => inTurn(office(stop), 'calls', billRunId, (sender) => send(sender, options)));
    else await make(office(), options);
  });
}

async function make(office: Office, options: CallsOptions): Promise<MadeCalls> {
  const { billRunId } = options;
  const list = await runCalls(office.database, billRunId, office.clock());
  const { toCall, undecided, skipped, called, notCalled } = callCounts(list.rows);
  say(
    `Run ${billRunId}: ${toCall} to call, ${undecided} to decide, ${skipped} skipped, ${called} called, ${notCalled} not called.`,
  );
  for (const { accountId, standing } of list.rows) {
    if (standing.kind === 'not-called') say(`  ${accountId} is not called: ${standing.why}`);
  }
  const made = await makeCalls(office, options);
  const { window, sha256, bytes } = made.kept;
  say(`Made: ${made.file}`);
  say(
    `  ${counted(made.kept.calls, 'call')} on ${window.on}, ${window.from} to ${window.to}, ${counted(bytes, 'byte')}`,
  );
  say(`  SHA-256 ${sha256}`);
  made.shortened.forEach(({ message }) => note(`Shortened: ${message}`));
  return made;
}

async function send(sender: Sender, options: CallsOptions): Promise<void> {
  const { kept, isSentBefore } = await sendCalls(sender, options.billRunId, await make(sender, options));
  const { send } = kept;
  await noteCallsToTakeBack(sender.database, kept, sender.clock());
  if (isSentBefore)
    say(`Already sent to ${send?.target ?? '?'} by ${send?.by ?? '?'} at ${send?.at ?? '?'}: nothing was sent now.`);
  else say(`Sent to ${send?.target ?? '?'}, read back and the same.`);
}

/** Names the calls that the calling service has and that may not be made any more: nobody but a person can tell it. */
async function noteCallsToTakeBack(database: Database, file: KeptCallFile, now: Date): Promise<void> {
  for (const { accountId, phone } of await callsToTakeBack(database, file, now))
    note(`Tell the calling service not to call ${phone} (${accountId}): it may not be called any more.`);
}

export interface HandedOverOptions {
  readonly billRunId: string;
  /** As it was typed; the last one where none was. */
  readonly edition?: string;
  readonly person: string;
  readonly reason: string;
}

/** Notes that the calling service got a file by hand. */
export async function callsHandedOver(folder: DataFolder, options: HandedOverOptions): Promise<number> {
  const { billRunId, person, reason } = options;
  return withUtility(folder, async (database) => {
    const last = (await callFiles(database, billRunId)).at(-1)?.edition ?? 1;
    const edition = options.edition === undefined ? last : Number(options.edition);
    const asked = { person, reason, post: true };
    const { receiptNumber, reply } = await runCommand(
      { folder, database },
      noteCallsHandedOver,
      { billRunId, edition },
      asked,
    );
    if (receiptNumber === null) say(`${reply.fileName} was noted as sent before: nothing was changed.`);
    else say(`${reply.fileName} is noted as handed over, ${counted(reply.calls, 'call')}. Receipt ${receiptNumber}.`);
    const file = (await callFiles(database, billRunId)).find((each) => each.edition === edition);
    if (file !== undefined) await noteCallsToTakeBack(database, file, new Date());
  });
}

export interface CallResultsOptions {
  readonly file: string;
  readonly person: string;
  readonly preview: boolean;
}

/** Reads what came of calls: the whole file or nothing. */
export async function callResults(folder: DataFolder, { file, person, preview }: CallResultsOptions): Promise<number> {
  return withUtility(folder, async (database) => {
    const contentBase64 = (await withFile(file, () => readResults(file))).toString('base64');
    const payload = { fileName: path.basename(file), contentBase64 };
    const asked = { person, reason: 'Read by command line', post: !preview };
    const { receiptNumber, reply } = await runCommand({ folder, database }, importCallResults, payload, asked);
    report(reply);
    if (reply.alreadyRead === null)
      say(preview ? 'Nothing was changed: this was a preview.' : `Receipt ${receiptNumber ?? 'none'}.`);
  });
}

async function readResults(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size <= CALL_RESULTS_BYTES_MAX) return readFile(file);
  throw new CurbstopError({
    code: 'call-results-too-large',
    message: `${file} is larger than ${CALL_RESULTS_BYTES_MAX / 1024 / 1024} MB, the most that a file of results may be.`,
    fix: 'Have the results written by day, a file each.',
  });
}

function report(reply: ImportCallResultsReply) {
  const { fileName, alreadyRead, results, repeated, outcomes, optedOut, optedOutPhones, wrongNumber } = reply;
  if (alreadyRead !== null) {
    const asWhat = alreadyRead.fileName === fileName ? '' : `, as ${alreadyRead.fileName}`;
    say(`${fileName} was read with receipt ${alreadyRead.receipt} already${asWhat}: nothing was changed.`);
    return;
  }
  say(`${fileName}: ${counted(results, 'new result')}, ${counted(repeated, 'line')} known already.`);
  for (const { outcome, calls: count } of outcomes) say(`  ${callOutcomeWords[outcome]} ${count}`);
  if (optedOut.length > 0) say(`Not called any more: ${optedOut.join(', ')}.`);
  if (optedOutPhones.length > 0)
    say(`Not called any more, though no account has the phone now: ${optedOutPhones.join(', ')}.`);
  if (wrongNumber.length > 0) say(`Phone taken away, as it is not theirs: ${wrongNumber.join(', ')}.`);
  reply.outsideHours.forEach(({ phone, on, at }) => {
    note(`Called outside the hours of the setting calls: ${phone} on ${on} at ${at}.`);
  });
}
