import { noteCallSend, refuseWithdrawn } from '../../commands/outputs/note-call-send.js';
import { CurbstopError } from '../../contract/problem.js';
import { tellsWindow } from '../../contract/settings/calls-layout.js';
import { callsSchema } from '../../contract/settings/calls.js';
import { isOver, isWithinHours, MINUTES_NEEDED, nextWindow } from '../../domain/calls/calling-hours.js';
import { callFiles, isReplaced, type KeptCallFile } from '../../queries/calls/call-files.js';
import { localMoment } from '../../queries/local-clock.js';
import { settingOn } from '../../queries/utility-settings.js';
import type { Office, Sender } from '../office.js';
import { CALLING_SERVICE } from '../recipient.js';
import { sendOnce, type SentFile } from '../send-once.js';
import type { MadeCalls } from './make-calls.js';

/**
 * Sends a file that was made, proves it and notes it, once, while its calls may be made. One that may have been sent is
 * proven first, whatever was said since. Throws what `sendOnce` throws, `consent-withdrawn`, `call-hours-over` or
 * `outside-calling-hours`.
 */
export async function sendCalls(sender: Sender, billRunId: string, made: MadeCalls): Promise<SentFile<KeptCallFile>> {
  const { kept } = made;
  const { edition, send } = kept;
  if (send === null || send.outcome === 'failed') {
    const now = sender.clock();
    await refuseWithdrawn({ trx: sender.database, now, today: localMoment(now, kept.timeZone).date }, kept);
    await refuseAtThisTime(sender, kept);
  }
  return sendOnce(sender, CALLING_SERVICE, made, {
    files: () => callFiles(sender.database, billRunId),
    isReplaced,
    note: async (noted) => {
      if (noted.outcome === 'sending') await refuseAtThisTime(sender, kept);
      return sender.run(noteCallSend, { billRunId, edition, ...noted }, '');
    },
  });
}

async function refuseAtThisTime(
  { database, clock }: Office,
  { layout, timeZone, window, fileName }: KeptCallFile,
): Promise<void> {
  const moment = localMoment(clock(), timeZone);
  if (tellsWindow(layout)) {
    if (isOver(window, moment)) throw hoursOver(fileName, window);
    return;
  }
  const { hours } = callsSchema.parse(await settingOn(database, 'calls', moment.date));
  if (isWithinHours(hours, moment)) return;
  const { on, from, to } = nextWindow(hours, moment);
  throw new CurbstopError({
    code: 'outside-calling-hours',
    status: 409,
    message: `It is ${moment.time.slice(0, 5)} on ${moment.date}, when no calls may be made, and the file does not tell the calling service when they may.`,
    fix: `Send it on ${on} from ${from} to ${to}, or name call-on, call-from, call-to and time-zone in the setting calls-layout.`,
  });
}

function hoursOver(fileName: string, { on, to }: KeptCallFile['window']): CurbstopError {
  return new CurbstopError({
    code: 'call-hours-over',
    status: 409,
    message: `${fileName} was not sent: its calls were to be made on ${on} until ${to}, of which less than ${MINUTES_NEEDED} minutes are left.`,
    fix: 'Send again: the file is made anew with the next hours.',
  });
}
