import path from 'node:path';
import { callAgainReasonMissing, callFileDiffers, keepCallFile } from '../../commands/outputs/keep-call-file.js';
import { refuseSentAgainMeanwhile } from '../../commands/outputs/sent-again-meanwhile.js';
import type { CallGroup, PlacedCall } from '../../contract/calls.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { tellsWindow, type CallsLayout } from '../../contract/settings/calls-layout.js';
import { callCounts } from '../../domain/calls/call-list.js';
import type { CallFileRun } from '../../domain/calls/call-values.js';
import { MINUTES_NEEDED, MINUTES_NEEDED_AT_ONCE, nextWindow } from '../../domain/calls/calling-hours.js';
import { placedCalls } from '../../domain/calls/placed-call.js';
import { writeCallFile, type WrittenCallFile } from '../../files/calls/write-call-file.js';
import { fileNamePart } from '../../files/file-name-part.js';
import { saveFiles } from '../../files/save-files.js';
import { callFiles, callsOfFile, isReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
import { runCalls, type RunCalls } from '../../queries/calls/run-calls.js';
import { localMoment } from '../../queries/local-clock.js';
import type { BillRun } from '../../queries/run-facts.js';
import { statementRun } from '../../queries/statement/statement-run.js';
import { keptSetting } from '../../queries/utility-settings.js';
import type { CallPurpose, NamedCall } from '../../store/calls.js';
import type { Office } from '../office.js';
import type { MadeFile } from '../send-once.js';

/** Which calls of a run. */
export interface CallsWanted {
  readonly billRunId: string;
  readonly who: CallGroup;
  /** For the receipt; calls that are made again need one. */
  readonly reason: string;
}

/** A file that lies in the data folder now, with the names and addresses that were shortened for it. */
export interface MadeCalls extends MadeFile<KeptCallFile> {
  readonly shortened: readonly Issue[];
}

/**
 * Makes the file of the calls that were decided on and may be made, and keeps what it is. While nothing has changed, the
 * file that was made before is made again byte for byte; else it is a new one, and the one before is never sent. Throws
 * what `statementRun` and `writeCallFile` throw, `nobody-to-call`, `nothing-sent-yet` or `reason-missing`.
 */
export async function makeCalls(office: Office, wanted: CallsWanted): Promise<MadeCalls> {
  const { billRunId, who } = wanted;
  const { run } = await statementRun(office.database, billRunId);
  const files = await callFiles(office.database, billRunId);
  if (who !== 'uncalled') refuseAgain(wanted, files);
  const now = office.clock();
  if (who === 'all') {
    const again = files.filter(({ purpose }) => purpose === 'again');
    refuseSentAgainMeanwhile(again, office.askedAt);
  }
  const untold = files.findLast((file) => file.send?.outcome === 'sending' && !isReplaced(file, files));
  if (who === 'uncalled' && untold !== undefined) return madeAgain(office, run, untold);
  const again = who === 'uncalled' ? {} : { again: who };
  const list = await runCalls(office.database, billRunId, now, again);
  const calls = placedCalls(list.rows, list.setting, list.of.utility.name);
  const sent = files.findLast(({ send }) => send?.outcome === 'sent');
  if (calls.length === 0 && who === 'uncalled' && sent !== undefined) return madeAgain(office, run, sent);
  if (calls.length === 0) throw nobodyToCall(list, who);
  const fresh = await freshFile(office, list, { ...wanted, edition: (files.at(-1)?.edition ?? 0) + 1 }, calls);
  const open = files.at(-1);
  if (open !== undefined && isSameFile({ ...fresh, calls }, open)) return madeAgain(office, run, open);
  return keptNew(office, fresh, wanted.reason);
}

/** A file before it is written. */
interface CallFilePlan extends Pick<KeptCallFile, 'edition' | 'utilityName' | 'layout' | 'window' | 'timeZone'> {
  readonly billRunId: string;
  readonly purpose: CallPurpose;
  readonly cycleName: string;
  readonly calls: readonly NamedCall[];
}

async function freshFile(
  { database, clock }: Office,
  { of, setting, timeZone, today }: RunCalls,
  { billRunId, who, edition }: CallsWanted & { readonly edition: number },
  calls: readonly PlacedCall[],
): Promise<CallFilePlan> {
  const layout: CallsLayout = await keptSetting(database, 'calls-layout', today);
  const minutesNeeded = tellsWindow(layout) ? MINUTES_NEEDED : MINUTES_NEEDED_AT_ONCE;
  const window = nextWindow(setting.hours, localMoment(clock(), timeZone), minutesNeeded);
  const purpose: CallPurpose = who === 'all' ? 'again' : 'run';
  const { cycleName } = of.run;
  const plan = { billRunId, purpose, edition, utilityName: of.utility.name, cycleName, layout, window, timeZone };
  return { ...plan, calls: named(calls, plan, edition) };
}

/** Tells whether a file that was not sent says what one that is made now does. */
function isSameFile(
  fresh: Omit<CallFilePlan, 'calls'> & { readonly calls: readonly PlacedCall[] },
  open: KeptCallFile,
): boolean {
  const { edition, purpose, send, window } = open;
  if (purpose !== fresh.purpose || (send !== null && send.outcome !== 'failed')) return false;
  // Only some layouts tell it.
  if (window.on !== fresh.window.on || window.from !== fresh.window.from || window.to !== fresh.window.to) return false;
  const again = { ...fresh, edition, calls: named(fresh.calls, fresh, edition) };
  return writeCallFile(contentOf(again)).sha256 === open.sha256;
}

/** The name by which the calling service tells what came of a call. */
function named(
  calls: readonly PlacedCall[],
  { billRunId }: Pick<CallFilePlan, 'billRunId'>,
  edition: number,
): NamedCall[] {
  return calls.map((call, index) => {
    return { ...call, reference: `${billRunId}.${edition}.${String(index + 1).padStart(4, '0')}` };
  });
}

function contentOf({
  billRunId,
  edition,
  cycleName,
  utilityName,
  window,
  timeZone,
  layout,
  calls,
}: Omit<CallFilePlan, 'purpose'>) {
  const of: CallFileRun = { fileId: `${billRunId}.${edition}`, billRunId, cycleName, utilityName, window, timeZone };
  return { layout, run: of, calls };
}

async function keptNew(office: Office, plan: CallFilePlan, reason: string): Promise<MadeCalls> {
  const { billRunId, edition, layout } = plan;
  const fileName = `calls-${fileNamePart(billRunId)}-${edition}.${layout.shape === 'delimited' ? 'csv' : 'txt'}`;
  const written = writeCallFile(contentOf(plan));
  const file = await save(office, billRunId, fileName, written);
  const calls = plan.calls.map((call) => ({ ...call, accounts: [...call.accounts] }));
  const { sha256 } = written;
  await office.run(keepCallFile, { ...plan, calls, fileName, bytes: written.bytes.length, sha256 }, reason);
  const kept = (await callFiles(office.database, billRunId)).find((each) => each.edition === edition);
  if (kept === undefined) throw new RangeError(`The file ${fileName} was not kept.`);
  return { kept, file, shortened: written.shortened };
}

/** From what was kept of it, whatever the settings and contacts are now. */
async function madeAgain(office: Office, run: BillRun, kept: KeptCallFile): Promise<MadeCalls> {
  const { billRunId } = run;
  const calls = await callsOfFile(office.database, kept.fileNumber);
  const cycleName = kept.cycleName ?? run.cycleName;
  const written = writeCallFile(contentOf({ ...kept, billRunId, cycleName, calls }));
  if (written.sha256 !== kept.sha256) throw callFileDiffers(kept.fileName);
  const file = await save(office, billRunId, kept.fileName, written);
  return { kept, file, shortened: written.shortened };
}

async function save({ folders }: Office, billRunId: string, fileName: string, { bytes }: WrittenCallFile) {
  const folder = path.join(folders.calls, fileNamePart(billRunId));
  const [file = ''] = await saveFiles(folder, [{ fileName, bytes }]);
  return file;
}

function refuseAgain({ billRunId, reason }: CallsWanted, files: readonly KeptCallFile[]): void {
  if (!files.some(({ send }) => send !== null && send.outcome !== 'failed')) {
    throw new CurbstopError({
      code: 'nothing-sent-yet',
      status: 409,
      message: `No calls of the run ${billRunId} were sent yet, so that nobody is to be called again.`,
      fix: 'Send them first.',
    });
  }
  if (reason.trim() === '') throw callAgainReasonMissing();
}

function nobodyToCall({ of, rows }: RunCalls, who: CallGroup): CurbstopError {
  const { undecided, skipped, called, notCalled } = callCounts(rows);
  const why = [
    undecided > 0 ? `${counted(undecided, 'account')} not decided on` : '',
    skipped > 0 ? `${counted(skipped, 'account')} skipped` : '',
    called > 0
      ? `${counted(called, 'account')} called already${who === 'unreached' ? ' and reached, or not told yet' : ''}`
      : '',
    notCalled > 0 ? `${counted(notCalled, 'account')} that may not be called` : '',
  ].filter((each) => each !== '');
  return new CurbstopError({
    code: 'nobody-to-call',
    status: 409,
    message: `Nobody is to be called of the run ${of.run.billRunId}: ${why.join(', ') || 'no use is high and no leak was told'}.`,
    fix: undecided > 0 ? 'Pull Calls, decide, and push.' : 'There is nothing to send.',
  });
}
