import type { EbillMail } from '../../contract/settings/ebill-mail.js';
import { runNotices, type KeptNotice } from '../../queries/ebill/notices.js';
import type { StatementRun } from '../../queries/statement/statement-run.js';
import { statements } from '../../queries/statement/statements.js';
import { keptSetting, utilityDate } from '../../queries/utility-settings.js';
import type { Office } from '../office.js';
import { noticeOf, type Notice } from './notice-mail.js';

/** The e-mail of each account of a run that is told by e-mail, as it was when the run was posted. */
export function eBillers({ accountIds, contactOf }: StatementRun): ReadonlyMap<string, string> {
  return new Map(
    accountIds.flatMap((accountId): [string, string][] => {
      const contact = contactOf(accountId);
      return contact?.eBill === true ? [[accountId, contact.email]] : [];
    }),
  );
}

/** The notices of a run that are chosen by how they stand; one that was noted before keeps its identity. */
export async function noticesOfRun(
  { database }: Pick<Office, 'database'>,
  of: StatementRun,
  mail: EbillMail,
  isChosen: (accountId: string, kept: KeptNotice | undefined) => boolean,
): Promise<Notice[]> {
  const keptOf = new Map((await runNotices(database, of.run.billRunId)).map((each) => [each.accountId, each]));
  const emailOf = eBillers(of);
  const accountIds = [...emailOf.keys()].filter((accountId) => isChosen(accountId, keptOf.get(accountId)));
  const notices: Notice[] = [];
  for await (const statement of statements(database, of, accountIds)) {
    const { accountId } = statement.account;
    notices.push(noticeOf(statement, emailOf.get(accountId) ?? '', mail, keptOf.get(accountId)?.messageId));
  }
  return notices;
}

/** What notices say today. */
export async function mailToday({ database, clock }: Office): Promise<EbillMail> {
  const today = await utilityDate(database, clock());
  return keptSetting(database, 'ebill-mail', today);
}
