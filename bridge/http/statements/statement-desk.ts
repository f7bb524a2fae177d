import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RunStatementsReply, SavedFilesReply } from '../../contract/api.js';
import { CurbstopError } from '../../contract/problem.js';
import { fileNamePart } from '../../files/file-name-part.js';
import type { Statement } from '../../domain/statement/statement.js';
import { saveStatementFile } from '../../files/statement/save-statements.js';
import { statementRun, type StatementRun } from '../../queries/statement/statement-run.js';
import { statements } from '../../queries/statement/statements.js';
import type { Database } from '../../store/database.js';

const NOTHING: RunStatementsReply = { state: 'none', written: 0, of: 0, file: null, failure: null };

/** Writes statements for whoever asks, one run at a time, and tells how far each is. */
export class StatementDesk {
  private readonly jobs = new Map<string, RunStatementsReply>();

  constructor(
    private readonly reader: Database,
    /** Has a folder for each run. */
    private readonly folder: string,
  ) {}

  /** How far a run's statements are; of a run that has none, why not. */
  async state(billRunId: string): Promise<RunStatementsReply> {
    const job = this.jobs.get(billRunId);
    if (job !== undefined && job.state !== 'done') return job;
    const refusal = await this.refusalOf(billRunId);
    if (refusal !== null) return { ...NOTHING, state: 'failed', failure: refusal };
    const file = this.fileOf(billRunId);
    return existsSync(file) ? { ...NOTHING, ...job, state: 'done', file } : NOTHING;
  }

  /**
   * Begins to write a run's statements, unless that is going on. Throws what `statementRun` throws, or `statements-busy`
   * while those of another run are written.
   */
  async begin(billRunId: string): Promise<RunStatementsReply> {
    const of = await statementRun(this.reader, billRunId);
    const working = [...this.jobs].find(([, { state }]) => state === 'working');
    if (working?.[0] === billRunId) return working[1];
    if (working !== undefined) throw busy(working[0]);
    this.note(billRunId, { ...NOTHING, state: 'working', of: of.accountIds.length });
    void this.write(of);
    return this.jobs.get(billRunId) ?? NOTHING;
  }

  /** Writes the statement of one bill. Throws `no-such-bill`, `statement-not-written` or what `statementRun` throws. */
  async saveBill(accountId: string, billNumber: number): Promise<SavedFilesReply> {
    const [row] = await this.reader.raw<{ run: string }[]>(
      'SELECT bill_run_id AS run FROM bill WHERE bill_number = ? AND account_id = ?',
      [billNumber, accountId],
    );
    if (row === undefined) throw noSuchBill(accountId, billNumber);
    const of = await statementRun(this.reader, row.run);
    const folder = path.join(this.folder, fileNamePart(row.run));
    const fileName = `${fileNamePart(accountId)}.pdf`;
    const made = statements(this.reader, of, [accountId]);
    const pdf = pdfOf(of, `Statement of account ${accountId}`);
    try {
      await saveStatementFile(path.join(folder, fileName), made, pdf);
    } catch (error) {
      throw error instanceof CurbstopError ? error : notWritten(error);
    }
    return { folder, files: [fileName] };
  }

  private async write(of: StatementRun): Promise<void> {
    const { billRunId } = of.run;
    const total = of.accountIds.length;
    const onWritten = (written: number) => this.note(billRunId, { ...NOTHING, state: 'working', written, of: total });
    const pdf = { ...pdfOf(of, `Statements of bill run ${billRunId}`), onWritten };
    try {
      const written = await saveStatementFile(this.fileOf(billRunId), this.whileItStands(of), pdf);
      this.note(billRunId, { ...NOTHING, state: 'done', written, of: total });
    } catch (error) {
      this.note(billRunId, { ...NOTHING, state: 'failed', of: total, failure: failureOf(error) });
    }
  }

  /** The statements of a run, which must still be owed once the last of them is made. */
  private async *whileItStands(of: StatementRun): AsyncGenerator<Statement, void, undefined> {
    yield* statements(this.reader, of);
    await statementRun(this.reader, of.run.billRunId);
  }

  private async refusalOf(billRunId: string): Promise<RunStatementsReply['failure']> {
    try {
      await statementRun(this.reader, billRunId);
      return null;
    } catch (error) {
      if (error instanceof CurbstopError) return failureOf(error);
      throw error;
    }
  }

  private note(billRunId: string, job: RunStatementsReply): void {
    this.jobs.set(billRunId, job);
  }

  private fileOf(billRunId: string): string {
    return path.join(this.folder, fileNamePart(billRunId), `statements-${fileNamePart(billRunId)}.pdf`);
  }
}

function pdfOf({ utility, run }: StatementRun, title: string) {
  return { title, utility, billedOn: run.billedOn };
}

function failureOf(error: unknown): RunStatementsReply['failure'] {
  const { message, fix } = error instanceof CurbstopError ? error : notWritten(error);
  return { message, fix };
}

/** What the file system said; on Windows a file that a viewer shows can't be replaced. */
function notWritten(error: unknown): CurbstopError {
  return new CurbstopError({
    code: 'statement-not-written',
    status: 409,
    message: `The statements could not be written (${error instanceof Error ? error.message : String(error)}).`,
    fix: 'Close the file where another program shows it, look whether the disk of the data folder is full or may not be written, and make them again.',
  });
}

function busy(billRunId: string): CurbstopError {
  return new CurbstopError({
    code: 'statements-busy',
    status: 409,
    message: `The statements of run ${billRunId} are being written.`,
    fix: 'Wait until they are done, then make these.',
  });
}

function noSuchBill(accountId: string, billNumber: number): CurbstopError {
  return new CurbstopError({
    code: 'no-such-bill',
    status: 404,
    message: `The account "${accountId}" has no posted bill ${billNumber}.`,
    fix: 'Check the account number and the bill number.',
  });
}
