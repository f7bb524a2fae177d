import path from 'node:path';
import { recordRunOutput } from '../commands/record-run-output.js';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import { fileNamePart } from '../files/file-name-part.js';
import { saveStatementFile, saveStatementFiles } from '../files/statement/save-statements.js';
import { statementRun, type StatementRun } from '../queries/statement/statement-run.js';
import { statements } from '../queries/statement/statements.js';
import { say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface StatementsOptions {
  readonly billRunId: string;
  readonly out: string;
  /** All accounts of the run where none is named. */
  readonly accountIds: readonly string[];
  /** A file for each account, instead of one for all. */
  readonly perCustomer: boolean;
}

export interface MailedOptions {
  readonly billRunId: string;
  readonly person: string;
  readonly reason: string;
}

/** Notes that the statements of a run were mailed, so that only a supervisor reverses it from then on. */
export async function statementsMailed(folder: DataFolder, options: MailedOptions): Promise<number> {
  const { billRunId, person, reason } = options;
  return withUtility(folder, async (database) => {
    const payload = { billRunId, kind: 'statements' };
    const { receiptNumber } = await runCommand({ folder, database }, recordRunOutput, payload, {
      ...{ person, reason, post: true },
    });
    say(`The statements of run ${billRunId} are noted as mailed. Receipt ${receiptNumber ?? 'none'}.`);
  });
}

/** Writes the statements of a posted run as PDF. */
export async function writeStatements(folder: DataFolder, options: StatementsOptions): Promise<number> {
  const { billRunId, out, perCustomer } = options;
  return withUtility(folder, async (database) => {
    const of = await statementRun(database, billRunId);
    const accountIds = wanted(of, options.accountIds);
    const pdf = { title: `Statements of bill run ${billRunId}`, utility: of.utility, billedOn: of.run.billedOn };
    const made = statements(database, of, accountIds);
    if (perCustomer) {
      const count = await withFile(out, () => saveStatementFiles(out, made, pdf));
      say(`Written: ${counted(count, 'statement')} into ${out}`);
      return;
    }
    const file = path.join(out, `statements-${fileNamePart(billRunId)}.pdf`);
    const count = await withFile(out, () => saveStatementFile(file, made, pdf));
    say(`Written: ${file}, ${counted(count, 'statement')}`);
  });
}

/** The named accounts in mailing order. Throws `no-such-bill` for one that the run did not bill. */
function wanted({ run, accountIds }: StatementRun, named: readonly string[]): readonly string[] {
  const unknown = named.find((accountId) => !accountIds.includes(accountId));
  if (unknown !== undefined) {
    throw new CurbstopError({
      code: 'no-such-bill',
      status: 404,
      message: `The bill run ${run.billRunId} has no bill of an account "${unknown}".`,
      fix: 'Check the account number and the run.',
    });
  }
  return named.length === 0 ? accountIds : accountIds.filter((accountId) => named.includes(accountId));
}
