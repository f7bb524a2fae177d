import { noteCallSend, refuseWithdrawn } from '../../commands/outputs/note-call-send.js';
import { CurbstopError } from '../../contract/problem.js';
import { tellsWindow } from '../../contract/settings/calls-layout.js';
import { callsSchema } from '../../contract/settings/calls.js';
import { isWithinHours, nextWindow } from '../../domain/calls/calling-hours.js';
import { callFiles, isReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
import { localMoment } from '../../queries/local-clock.js';
import { settingOn } from '../../queries/utility-settings.js';
import { unfinishedName } from '../deliver-file.js';
import type { Office } from '../office.js';
import { CALLING_SERVICE } from '../recipient.js';
import { sendOnce } from '../send-once.js';
import type { MadeCalls } from './make-calls.js';

/** A file that is sent, by now or before. */
export interface SentCalls {
  readonly kept: KeptCallFile;
  readonly isSentBefore: boolean;
}

/**
 * Sends a file that was made, proves it and notes it, once. A file that does not tell the hours within which its calls may
 * be made is sent only within them. Throws what `sendOnce` throws, `outside-calling-hours` or `consent-withdrawn`.
 */
export async function sendCalls(office: Office, billRunId: string, { kept, file }: MadeCalls): Promise<SentCalls> {
  const { edition, send } = kept;
  if (send?.outcome === 'sent') return { kept, isSentBefore: true };
  const now = office.clock();
  const today = localMoment(now, kept.timeZone).date;
  await refuseWithdrawn({ trx: office.database, now, today }, kept);
  await refuseOutsideHours(office, kept);
  const { isSentBefore } = await sendOnce(
    office,
    CALLING_SERVICE,
    { ...kept, file },
    {
      note: async (noted) => {
        if (noted.outcome === 'sending') await refuseOutsideHours(office, kept);
        return office.run(noteCallSend, { billRunId, edition, ...noted }, '');
      },
      lastOutcome: async () => (await keptNow(office, billRunId, edition)).send?.outcome ?? null,
      leftBehind: (attempt) => leftBehind(office, billRunId, attempt),
    },
  );
  return { kept: await keptNow(office, billRunId, edition), isSentBefore };
}

/** What others of the run's sendings may have left unfinished: none of them goes on any more. */
async function leftBehind({ database }: Office, billRunId: string, attempt: string): Promise<string[]> {
  const files = await callFiles(database, billRunId);
  return files.flatMap((each) => {
    const { fileName, send } = each;
    const isOver = send?.outcome === 'failed' || isReplaced(each, files);
    return send !== null && isOver && send.attempt !== attempt ? [unfinishedName(fileName, send.attempt)] : [];
  });
}

async function keptNow({ database }: Office, billRunId: string, wanted: number): Promise<KeptCallFile> {
  const kept = (await callFiles(database, billRunId)).find(({ edition }) => edition === wanted);
  if (kept === undefined) throw new RangeError(`The run ${billRunId} has no file of calls of edition ${wanted}.`);
  return kept;
}

async function refuseOutsideHours({ database, clock }: Office, { layout, timeZone }: KeptCallFile): Promise<void> {
  if (tellsWindow(layout)) return;
  const moment = localMoment(clock(), timeZone);
  const { hours } = callsSchema.parse(await settingOn(database, 'calls', moment.date));
  if (isWithinHours(hours, moment)) return;
  const { on, from, to } = nextWindow(hours, moment);
  throw new CurbstopError({
    code: 'outside-calling-hours',
    status: 409,
    message: `It is ${moment.time.slice(0, 5)} on ${moment.date}, when no calls may be made, and the file does not tell the calling service when they may.`,
    fix: `Send it on ${on} from ${from} to ${to}, or name call-on, call-from and call-to in the setting calls-layout.`,
  });
}
