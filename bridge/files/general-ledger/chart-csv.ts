import { CsvError, parse } from 'csv-parse/sync';
import { newLedgerAccountSchema, type NewLedgerAccount } from '../../contract/commands/add-ledger-accounts.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';

const COLUMNS = ['account', 'name', 'kind', 'service', 'use'] as const;

interface CsvLine {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * Reads accounts for the chart: a line that names the columns account, name, kind and perhaps service, in any order, and
 * a line each. The column `use`, which the list of the chart has, is not read. Throws `chart-file-refused`.
 */
export function readChartCsv(text: string): NewLedgerAccount[] {
  const lines = linesOf(text);
  if (lines.length === 0)
    throw refused([issue(1, '', 'The file has no account.', 'Write one a line under the names.')]);
  const read = lines.map(({ record, info }) => ({ line: info.lines, ...accountOf(record) }));
  const issues = read.flatMap(({ line, wrong }) =>
    wrong.map(({ column, message }) => issue(line, column, `Line ${line}, ${column}: ${message}.`, 'Mend the line.')),
  );
  if (issues.length > 0) throw refused(issues);
  return read.flatMap(({ account }) => account ?? []);
}

function linesOf(text: string): CsvLine[] {
  try {
    return parse<CsvLine>(text, { bom: true, columns: headersOf, info: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refused([issue(0, '', `${error.message}.`, 'Save the table as CSV again.')]);
  }
}

function headersOf(cells: string[]): string[] {
  const names = cells.map((cell) => cell.toLowerCase());
  const unknown = names.filter((name) => !COLUMNS.some((column) => column === name));
  const missing = ['account', 'name', 'kind'].filter((name) => !names.includes(name));
  const fix = `Begin the file with the line ${COLUMNS.slice(0, 4).join(',')}.`;
  if (unknown.length > 0) throw refused([issue(1, '', `There is no column "${unknown.join('", "')}".`, fix)]);
  if (missing.length > 0) throw refused([issue(1, '', `The file has no column ${missing.join(', ')}.`, fix)]);
  return names;
}

interface ReadAccount {
  readonly account: NewLedgerAccount | null;
  readonly wrong: readonly { readonly column: string; readonly message: string }[];
}

function accountOf({ account, name, kind, service = '' }: Readonly<Record<string, string>>): ReadAccount {
  const wanted = { ledgerAccount: account, name, kind: kind?.toLowerCase(), service: service === '' ? null : service };
  const read = newLedgerAccountSchema.safeParse(wanted);
  if (read.success) return { account: read.data, wrong: [] };
  const wrong = read.error.issues.map(({ path, message }) => {
    return { column: path[0] === 'ledgerAccount' ? 'account' : String(path[0]), message };
  });
  return { account: null, wrong };
}

function issue(line: number, column: string, message: string, fix: string): Issue {
  return { code: 'chart-line-wrong', rowKey: line === 0 ? '' : `line ${line}`, column, message, fix };
}

function refused(issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'chart-file-refused',
    message: 'The file of accounts was not taken; no account was added.',
    fix: '"curbstop gl chart" lists the chart in the form that is read.',
    issues,
  });
}
