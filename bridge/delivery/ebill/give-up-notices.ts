import { noteEbillNotices } from '../../commands/outputs/note-ebill-notices.js';
import { chunksOf } from '../../contract/chunks-of.js';
import { CurbstopError } from '../../contract/problem.js';
import { statementRun } from '../../queries/statement/statement-run.js';
import type { Office } from '../office.js';
import { mailToday, noticesOfRun } from './notices-of-run.js';
import { ebillState, type EbillState } from './send-notices.js';

const AT_ONCE = 500;

export interface GivingUp {
  readonly billRunId: string;
  readonly reason: string;
  /** Only of these accounts; of all that are not sent unless told. */
  readonly accountIds?: readonly string[];
}

/**
 * Gives up on notices that were not sent, or may not have been, so that their bills go on paper before they are due.
 * Throws what `statementRun` throws, `reason-missing` or `nothing-to-give-up`.
 */
export async function giveUpNotices(office: Office, { billRunId, reason, accountIds }: GivingUp): Promise<EbillState> {
  const of = await statementRun(office.database, billRunId);
  const mail = await mailToday(office);
  const given = await noticesOfRun(office, of, mail, (accountId, kept) => {
    const isOpen = kept === undefined || kept.state === 'not-sent' || kept.state === 'sending';
    return isOpen && (accountIds === undefined || accountIds.includes(accountId));
  });
  if (given.length === 0) throw nothingToGiveUp(billRunId);
  for (const some of chunksOf(given, AT_ONCE)) {
    const notices = some.map(({ accountId, email, messageId, amountCents }) => {
      const noted = { state: 'given-up' as const, target: '', detail: reason.trim().slice(0, 1_000) };
      return { accountId, email, messageId, amountCents, ...noted };
    });
    await office.run(noteEbillNotices, { billRunId, notices }, reason);
  }
  return ebillState(office, billRunId);
}

function nothingToGiveUp(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'nothing-to-give-up',
    status: 409,
    message: `No e-bill notice of the run ${billRunId} that was chosen waits to be sent.`,
    fix: 'Look how the notices stand; what was refused or came back goes on paper by itself.',
  });
}
