import { cents, type Cents } from '../../contract/money.js';
import type { MailingLayout } from '../../contract/settings/mailing-layout.js';
import type { Database } from '../../store/database.js';
import type { MailingPurpose, SendState } from '../../store/mailing.js';

/** A file that was made of a run, and what came of sending it. */
export interface KeptMailingFile {
  readonly fileNumber: number;
  readonly edition: number;
  readonly purpose: MailingPurpose;
  readonly layout: MailingLayout;
  readonly accountIds: readonly string[] | null;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly accounts: number;
  readonly lines: number;
  readonly totalCents: Cents;
  readonly madeAt: string;
  /** What was noted last of sending it; null when nothing was. */
  readonly send: KeptSend | null;
}

export interface KeptSend {
  readonly outcome: SendState;
  /** Of which sender, as its unfinished file at the place is named. */
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
  readonly at: string;
  readonly by: string;
}

interface Row {
  readonly file_number: number;
  readonly edition: number;
  readonly purpose: MailingPurpose;
  readonly layout: string;
  readonly account_ids: string | null;
  readonly file_name: string;
  readonly byte_count: number;
  readonly sha256: string;
  readonly account_count: number;
  readonly line_count: number;
  readonly total_cents: number;
  readonly made_at: string;
  readonly outcome: SendState | null;
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
  readonly sent_at: string;
  readonly sent_by: string;
}

/** The files of a run in the order in which they were made. */
export async function mailingFiles(database: Database, billRunId: string): Promise<KeptMailingFile[]> {
  const rows = await database.raw<Row[]>(
    `SELECT file.*, made.applied_at AS made_at, send.outcome, send.attempt, send.target, send.detail,
            sending.applied_at AS sent_at, person.name AS sent_by
     FROM mailing_file AS file JOIN command AS made ON made.command_number = file.command_number
     LEFT JOIN mailing_send AS send ON send.send_number = (
       SELECT max(send_number) FROM mailing_send WHERE mailing_send.file_number = file.file_number)
     LEFT JOIN command AS sending ON sending.command_number = send.command_number
     LEFT JOIN person ON person.person_id = sending.person_id
     WHERE file.bill_run_id = ? ORDER BY edition`,
    [billRunId],
  );
  return rows.map(toKept);
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
  const { outcome, attempt, target, detail } = row;
  return {
    ...{ fileNumber: row.file_number, edition: row.edition, purpose: row.purpose, fileName: row.file_name },
    // As it was when the file was kept, though a layout like it may not be set any more.
    layout: JSON.parse(row.layout) as MailingLayout,
    accountIds: row.account_ids === null ? null : (JSON.parse(row.account_ids) as string[]),
    ...{ bytes: row.byte_count, sha256: row.sha256, accounts: row.account_count, lines: row.line_count },
    ...{ totalCents: cents(row.total_cents), madeAt: row.made_at },
    send: outcome === null ? null : { outcome, attempt, target, detail, at: row.sent_at, by: row.sent_by },
  };
}
