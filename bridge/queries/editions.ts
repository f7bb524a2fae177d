import type { Database } from '../store/database.js';
import type { SendState } from '../store/mailing.js';

/** A file that was made of a run to be sent, one of several made after each other, and what came of sending it. */
export interface Edition {
  readonly fileNumber: number;
  /** Counts the files of the run from 1. */
  readonly edition: number;
  readonly fileName: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
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

/** An edition as it is read, beside the columns that its table has of its own. */
export interface EditionRow {
  readonly file_number: number;
  readonly edition: number;
  readonly file_name: string;
  readonly byte_count: number;
  readonly sha256: string;
  readonly made_at: string;
  readonly outcome: SendState | null;
  readonly attempt: string;
  readonly target: string;
  readonly detail: string;
  readonly sent_at: string;
  readonly sent_by: string;
}

/** What reads the files of a run, which it binds, in the order in which they were made: those for the mailing or the calling service. */
export function editionsQuery(kind: 'mailing' | 'call'): string {
  return `SELECT file.*, made.applied_at AS made_at, send.outcome, send.attempt, send.target, send.detail,
                 sending.applied_at AS sent_at, person.name AS sent_by
    FROM ${kind}_file AS file JOIN command AS made ON made.command_number = file.command_number
    LEFT JOIN ${kind}_send AS send ON send.send_number = (
      SELECT max(send_number) FROM ${kind}_send AS said WHERE said.file_number = file.file_number)
    LEFT JOIN command AS sending ON sending.command_number = send.command_number
    LEFT JOIN person ON person.person_id = sending.person_id
    WHERE file.bill_run_id = ? ORDER BY edition`;
}

/** The names of the files of all runs that were sent, or handed over by hand, and are never sent again. */
export async function sentFileNames(database: Database, kind: 'mailing' | 'call'): Promise<string[]> {
  const rows = await database.raw<{ name: string }[]>(
    `SELECT file_name AS name FROM ${kind}_file JOIN ${kind}_send USING (file_number) WHERE outcome = 'sent'`,
  );
  return rows.map(({ name }) => name);
}

export function toEdition(row: EditionRow): Edition {
  const { outcome, attempt, target, detail } = row;
  return {
    ...{ fileNumber: row.file_number, edition: row.edition, fileName: row.file_name },
    ...{ bytes: row.byte_count, sha256: row.sha256, madeAt: row.made_at },
    send: outcome === null ? null : { outcome, attempt, target, detail, at: row.sent_at, by: row.sent_by },
  };
}
