import { counted } from '../contract/counted.js';
import { centsToDollars } from '../contract/money.js';
import type { Issue } from '../contract/problem.js';
import { makeMailing, type MadeMailing, type MailingWanted } from '../delivery/mailing/make-mailing.js';
import { sendMailing } from '../delivery/mailing/send-mailing.js';
import type { Office, Sender } from '../delivery/office.js';
import type { Stop } from '../delivery/stop.js';
import { inTurn } from '../delivery/turn.js';
import { note, say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { officeOf } from './office-of.js';
import { stoppable } from './stoppable.js';
import { withUtility } from './with-utility.js';

export interface MailingOptions extends MailingWanted {
  readonly isSent: boolean;
  readonly person: string;
}

/** Makes the file of a run for the mailing service, and sends it where that is asked for. */
export async function mailing(folder: DataFolder, options: MailingOptions): Promise<number> {
  const { billRunId, person, isSent } = options;
  return withUtility(folder, async (database) => {
    const office = (stop?: Stop) => officeOf(folder, database, person, stop);
    if (isSent)
      await stoppable((stop) => inTurn(office(stop), 'mailing', billRunId, (sender) => send(sender, options)));
    else await make(office(), options);
  });
}

async function make(office: Office, options: MailingOptions): Promise<MadeMailing> {
  const made = await makeMailing(office, options);
  const { accounts, lines, totalCents, bytes, sha256 } = made.kept;
  say(`Made: ${made.file}`);
  say(
    `  ${counted(accounts, 'account')}, ${counted(lines, 'line')}, ${centsToDollars(totalCents)} due, ${counted(bytes, 'byte')}`,
  );
  say(`  SHA-256 ${sha256}`);
  made.shortened.forEach(noteIssue);
  return made;
}

async function send(sender: Sender, options: MailingOptions): Promise<void> {
  const { kept, isSentBefore } = await sendMailing(sender, options.billRunId, await make(sender, options));
  const { send } = kept;
  if (isSentBefore)
    say(`Already sent to ${send?.target ?? '?'} by ${send?.by ?? '?'} at ${send?.at ?? '?'}: nothing was sent now.`);
  else say(`Sent to ${send?.target ?? '?'}, read back and the same.`);
}

function noteIssue({ message }: Issue): void {
  note(`Shortened: ${message}`);
}
