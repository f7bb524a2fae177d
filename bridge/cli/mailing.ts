import { counted } from '../contract/counted.js';
import { centsToDollars } from '../contract/money.js';
import type { Issue } from '../contract/problem.js';
import { makeMailing, type MailingWanted } from '../delivery/mailing/make-mailing.js';
import { sendMailing } from '../delivery/mailing/send-mailing.js';
import { note, say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { officeOf } from './office-of.js';
import { withUtility } from './with-utility.js';

export interface MailingOptions extends MailingWanted {
  readonly isSent: boolean;
  readonly person: string;
}

/** Makes the file of a run for the mailing service, and sends it where that is asked for. */
export async function mailing(folder: DataFolder, options: MailingOptions): Promise<number> {
  const { billRunId, person, isSent } = options;
  return withUtility(folder, async (database) => {
    const office = officeOf(folder, database, person);
    const made = await makeMailing(office, options);
    const { accounts, lines, totalCents, bytes, sha256 } = made.kept;
    say(`Made: ${made.file}`);
    say(
      `  ${counted(accounts, 'account')}, ${counted(lines, 'line')}, ${centsToDollars(totalCents)} due, ${counted(bytes, 'byte')}`,
    );
    say(`  SHA-256 ${sha256}`);
    made.shortened.forEach(noteIssue);
    if (!isSent) return;
    const { kept, isSentBefore } = await sendMailing(office, billRunId, made);
    const { send } = kept;
    if (isSentBefore)
      say(`Already sent to ${send?.target ?? '?'} by ${send?.by ?? '?'} at ${send?.at ?? '?'}: nothing was sent now.`);
    else say(`Sent to ${send?.target ?? '?'}, read back and the same.`);
  });
}

function noteIssue({ message }: Issue): void {
  note(`Shortened: ${message}`);
}
