import { cents, type Cents } from '../../contract/money.js';
import type { MailingLayout } from '../../contract/settings/mailing-layout.js';
import type { Database } from '../../store/database.js';
import type { MailingPurpose } from '../../store/mailing.js';
import { editionsQuery, toEdition, type Edition, type EditionRow } from '../editions.js';

/** A file that was made of a run for the mailing service, and what came of sending it. */
export interface KeptMailingFile extends Edition {
  readonly purpose: MailingPurpose;
  readonly layout: MailingLayout;
  readonly accountIds: readonly string[] | null;
  readonly accounts: number;
  readonly lines: number;
  readonly totalCents: Cents;
}

interface Row extends EditionRow {
  readonly purpose: MailingPurpose;
  readonly layout: string;
  readonly account_ids: string | null;
  readonly account_count: number;
  readonly line_count: number;
  readonly total_cents: number;
}

/** The files of a run in the order in which they were made. */
export async function mailingFiles(database: Database, billRunId: string): Promise<KeptMailingFile[]> {
  return (await database.raw<Row[]>(editionsQuery('mailing'), [billRunId])).map(toKept);
}

/** The file of the whole run that counts: the one made last; those before it are never sent any more. */
export function currentFile(files: readonly KeptMailingFile[]): KeptMailingFile | undefined {
  return files.findLast(({ purpose }) => purpose !== 'paper');
}

/** Whether a file is never sent any more because one of all its accounts was made after it. */
export function isReplaced(file: KeptMailingFile, files: readonly KeptMailingFile[]): boolean {
  if (file.send?.outcome === 'sent') return false;
  const isCoveredBy = ({ accountIds }: KeptMailingFile) =>
    file.accountIds === null
      ? accountIds === null
      : accountIds !== null && file.accountIds.every((accountId) => accountIds.includes(accountId));
  return files.some((each) => each.edition > file.edition && isCoveredBy(each));
}

function toKept(row: Row): KeptMailingFile {
  return {
    ...toEdition(row),
    purpose: row.purpose,
    // As it was when the file was kept, though a layout like it may not be set any more.
    layout: JSON.parse(row.layout) as MailingLayout,
    accountIds: row.account_ids === null ? null : (JSON.parse(row.account_ids) as string[]),
    ...{ accounts: row.account_count, lines: row.line_count, totalCents: cents(row.total_cents) },
  };
}
