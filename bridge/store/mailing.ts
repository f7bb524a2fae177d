import type { Database } from './database.js';

export type MailingPurpose = 'run' | 'again' | 'paper';

/** A file for the mailing service, as it is kept. */
export interface NewMailingFile {
  readonly billRunId: string;
  /** 1 is the run's own file. */
  readonly edition: number;
  readonly purpose: MailingPurpose;
  readonly layout: unknown;
  /** The accounts of a file of some; null for all of the run. */
  readonly accountIds: readonly string[] | null;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly accounts: number;
  readonly lines: number;
  readonly totalCents: number;
}

export async function writeMailingFile(trx: Database, file: NewMailingFile, commandNumber: number): Promise<void> {
  await trx('mailing_file').insert({
    bill_run_id: file.billRunId,
    edition: file.edition,
    purpose: file.purpose,
    layout: JSON.stringify(file.layout),
    account_ids: file.accountIds === null ? null : JSON.stringify(file.accountIds),
    file_name: file.fileName,
    byte_count: file.bytes,
    sha256: file.sha256,
    account_count: file.accounts,
    line_count: file.lines,
    total_cents: file.totalCents,
    command_number: commandNumber,
  });
}

export type SendState = 'sending' | 'sent' | 'failed';

export interface NewMailingSend {
  readonly fileNumber: number;
  readonly target: string;
  readonly outcome: SendState;
  /** Tells this sender from others. */
  readonly attempt: string;
  readonly detail: string;
}

export async function writeMailingSend(trx: Database, send: NewMailingSend, commandNumber: number): Promise<void> {
  const { fileNumber, target, outcome, attempt, detail } = send;
  await trx('mailing_send').insert({
    ...{ file_number: fileNumber, target, outcome, attempt, detail },
    command_number: commandNumber,
  });
}
