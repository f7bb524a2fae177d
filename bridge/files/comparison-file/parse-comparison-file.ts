import type { UsageUnit } from '../../contract/comparison.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import { SERVICE_NAME_LENGTH_MAX, type ComparisonServices } from '../../contract/settings/comparison-services.js';
import type { TheirLine } from '../../domain/comparison/their-line.js';
import { FileIssues } from '../reading-file/file-issues.js';
import { eachRow, type Row } from '../split-rows.js';
import { addUpLines, type FileLine } from './add-up-lines.js';
import { readCharge } from './charge-text.js';
import { readColumns, type ComparisonColumns, type ComparisonField } from './comparison-columns.js';
import { comparisonText } from './comparison-text.js';
import { decimalMark, withPoint, type DecimalMark } from './decimal-mark.js';
import { fileMark } from './file-mark.js';
import { findHeadings } from './find-headings.js';
import { readUsage, type ReadUsage } from './usage-text.js';

/** The most lines of a comparison file. */
export const COMPARISON_LINES_MAX = 500_000;
/** The longest line; a longer one is no line of charges. */
const LINE_MAX = 4_096;
const ACCOUNT_LENGTH_MAX = 40;
const CUT_BY_EXCEL = /^\d(?:[.,]\d+)?E\+\d{2,}$/i;

export interface ComparisonFileOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  /** What the system in use now calls the services. */
  readonly names: ComparisonServices;
  /** The unit of usage where no heading says it. */
  readonly usageUnit: UsageUnit | null;
}

export interface ComparisonFile {
  readonly lines: readonly TheirLine[];
  readonly hasUsage: boolean;
  /** Lines of the file that others of the same account and service were added to. */
  readonly addedUp: number;
  /** Of those, the ones that are the same as a line before. */
  readonly repeated: number;
  /** Lines of services that the setting leaves out. */
  readonly leftOut: number;
}

/**
 * Reads what the system in use now charges: a first line that names the columns, and a line per account and service, with
 * commas, tabs or semicolons between. The whole file or nothing: throws `comparison-file-invalid` with everything that is
 * wrong, by line and column.
 */
export function parseComparisonFile(bytes: Buffer, options: ComparisonFileOptions): ComparisonFile {
  const issues = new FileIssues();
  const text = comparisonText(bytes, issues);
  const headings = findHeadings(text);
  const split = { delimiter: headings.delimiter, lineMax: LINE_MAX };
  const reader = new LineReader({ ...options, mark: fileMark(text, split, issues) }, issues);
  const lines: FileLine[] = [];
  eachRow(text, split, issues, (row) => {
    if (row.line < headings.line) return;
    if (reader.rows === 0) reader.readHeader(row);
    else if (!issues.full && !reader.isLost) lines.push(...reader.read(row));
    reader.rows += 1;
  });
  if (reader.rows > COMPARISON_LINES_MAX) throw tooManyLines(options.fileName);
  reader.addUnknownServices();
  if (lines.length === 0 && issues.list.length === 0) addNoLines(issues);
  if (issues.list.length > 0) throw invalid(options.fileName, issues);
  const all = addUpLines(lines);
  const repeated = all.reduce((sum, { once }) => sum + (once?.same.flatMap((set) => set.slice(1)).length ?? 0), 0);
  return {
    ...{ lines: all, hasUsage: reader.hasUsage, addedUp: lines.length - all.length, repeated },
    leftOut: reader.leftOut,
  };
}

/** Reads the lines by the columns that the first one names; what is wrong becomes an issue with its line and column. */
class LineReader {
  rows = 0;
  leftOut = 0;
  readonly #names: ReadonlyMap<string, ServiceName | 'leftOut'>;
  readonly #unknown = new Map<string, { readonly name: string; readonly line: number; lines: number }>();
  #columns: ComparisonColumns = { places: {}, headings: [], usageUnit: null };
  /** True when the columns can't be told: nothing in a line can be named then. */
  isLost = false;

  constructor(
    private readonly options: ComparisonFileOptions & { readonly mark: DecimalMark },
    private readonly issues: FileIssues,
  ) {
    this.#names = servicesByName(options.names);
  }

  get hasUsage(): boolean {
    return this.#columns.places.usage !== undefined;
  }

  readHeader(row: Row): void {
    const before = this.issues.list.length;
    const columns = readColumns(row, this.issues);
    this.#columns = { ...columns, usageUnit: columns.usageUnit ?? this.options.usageUnit };
    if (this.hasUsage && this.#columns.usageUnit === null) this.#addUnitMissing(row);
    this.isLost = this.issues.list.length > before;
  }

  /** The line, or none where it is left out or not sound. */
  read(row: Row): FileLine[] {
    const before = this.issues.list.length;
    if (row.cells.every((cell) => cell.trim() === '')) return [];
    if (row.cells.length !== this.#columns.headings.length) {
      this.#add(row, null, columnCount(row.cells.length, this.#columns.headings.length));
      return [];
    }
    const service = this.#service(row);
    // What takes no part is not looked at either.
    if (service === 'leftOut') return [];
    const accountId = this.#account(row);
    const charge = this.#number(row, 'charge');
    const chargeCents = readCharge(charge);
    if (chargeCents === null) this.#add(row, 'charge', wrongCharge(this.#cell(row, 'charge')));
    const usage = this.#usage(row);
    if (service === null || chargeCents === null || this.issues.list.length > before) return [];
    return [{ line: row.line, accountId, service, usage, chargeCents, rateCode: this.#cell(row, 'rateCode') }];
  }

  /** One issue a name, however many lines have it. */
  addUnknownServices(): void {
    for (const { name, line, lines } of this.#unknown.values()) {
      const canBeNamed = name.length <= SERVICE_NAME_LENGTH_MAX;
      const known = `${services.slice(0, -1).join(', ')} or ${services.at(-1)}`;
      this.#add({ line, cells: [] }, 'service', {
        code: 'service-unknown',
        ...(canBeNamed ? { value: name } : {}),
        message: `"${name}" is no service that is known here; ${counted(lines, 'line')} of the file ${lines === 1 ? 'has' : 'have'} it.`,
        fix: canBeNamed
          ? `Say in the pane, under Compare, what it means; it is known from then on. Or write ${known} in its place.`
          : `Write ${known} in its place.`,
      });
    }
  }

  #service(row: Row): ServiceName | 'leftOut' | null {
    const name = this.#cell(row, 'service');
    const service = this.#names.get(name.toLowerCase());
    if (service === 'leftOut') this.leftOut += 1;
    if (service !== undefined) return service;
    if (name === '')
      this.#add(row, 'service', { code: 'service-missing', message: 'There is no service.', fix: TOTALS });
    else this.#countUnknown(name, row);
    return null;
  }

  #countUnknown(name: string, { line }: Row): void {
    const known = this.#unknown.get(name.toLowerCase());
    if (known === undefined) this.#unknown.set(name.toLowerCase(), { name, line, lines: 1 });
    else known.lines += 1;
  }

  #account(row: Row): string {
    const text = this.#cell(row, 'account');
    if (text === '')
      this.#add(row, 'account', { code: 'account-missing', message: 'There is no account.', fix: TOTALS });
    if (text.length > ACCOUNT_LENGTH_MAX) this.#add(row, 'account', accountTooLong(text));
    if (CUT_BY_EXCEL.test(text)) this.#add(row, 'account', accountCut(text));
    return text;
  }

  /** An empty cell is no usage, as of garbage. */
  #usage(row: Row): ReadUsage | null {
    const text = this.#number(row, 'usage');
    const { usageUnit } = this.#columns;
    if (text === '' || usageUnit === null) return null;
    const usage = readUsage(text, usageUnit);
    if (usage === null) this.#add(row, 'usage', wrongUsage(this.#cell(row, 'usage')));
    return usage;
  }

  #number(row: Row, field: 'charge' | 'usage'): string {
    const text = this.#cell(row, field);
    return this.options.mark === ',' ? withPoint(text) : text;
  }

  #cell({ cells }: Row, field: ComparisonField): string {
    const place = this.#columns.places[field];
    return place === undefined ? '' : (cells[place]?.trim() ?? '');
  }

  #add({ line }: Row, field: ComparisonField | null, issue: LineIssue): void {
    const place = field === null ? undefined : this.#columns.places[field];
    const heading = place === undefined ? '' : (this.#columns.headings[place] ?? '');
    const where = heading === '' ? `Line ${line}` : `Line ${line}, ${heading}`;
    this.issues.add({ ...issue, line, field: heading, message: `${where}: ${issue.message}` });
  }

  #addUnitMissing(row: Row): void {
    this.#add(row, 'usage', {
      code: 'usage-unit-missing',
      message: 'Nothing says whether the usage is in gallons, thousands of gallons or hundreds of cubic feet.',
      fix: 'Choose the unit, or name the column so: Usage (gal), Usage (kgal) or Usage (CCF).',
    });
  }
}

interface LineIssue {
  readonly code: string;
  readonly value?: string;
  readonly message: string;
  readonly fix: string;
}

const TOTALS = 'Fill it in. A line of totals, or one that is no charge, must be taken out of the file.';

function servicesByName({ leftOut, ...names }: ComparisonServices): ReadonlyMap<string, ServiceName | 'leftOut'> {
  const all = services.flatMap((service) => names[service].map((name) => [name.toLowerCase(), service] as const));
  return new Map([...all, ...leftOut.map((name) => [name.toLowerCase(), 'leftOut'] as const)]);
}

function columnCount(found: number, width: number): LineIssue {
  return {
    code: 'column-count',
    message: `There are ${counted(found, 'column')} where the first line has ${width}.`,
    fix: 'Export the file again; an amount with a comma must stand in quotes.',
  };
}

function wrongCharge(text: string): LineIssue {
  return {
    code: 'charge-invalid',
    message: text === '' ? 'There is no charge.' : `"${text}" is no amount of dollars and cents.`,
    fix: decimalMark(text) === ',' ? POINT : 'Write it such as 1234.50, $1,234.50 or (12.00); nothing is rounded.',
  };
}

function wrongUsage(text: string): LineIssue {
  return {
    code: 'usage-invalid',
    message: `"${text}" is no usage.`,
    fix: decimalMark(text) === ',' ? POINT : 'Write it such as 5230 or 5.23, or leave it empty.',
  };
}

const POINT =
  'It seems to have its decimals after a comma. Export it with a point before them, or with semicolons between the columns and a comma before all decimals.';

function accountCut(text: string): LineIssue {
  return {
    code: 'account-cut',
    message: `"${text}" is how Excel shows a long number; the account's last digits are lost.`,
    fix: 'Export the file again and choose it without opening it in Excel, or make the column Text there first.',
  };
}

function accountTooLong(text: string): LineIssue {
  return {
    code: 'account-too-long',
    message: `The account has ${text.length} characters, and ${ACCOUNT_LENGTH_MAX} are the most.`,
    fix: 'Check that the column named account holds the account.',
  };
}

function addNoLines(issues: FileIssues): void {
  issues.add({
    code: 'no-lines',
    line: 1,
    field: '',
    message: 'The file has no line to compare.',
    fix: 'Export the charges with a first line that names the columns.',
  });
}

function tooManyLines(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'comparison-file-too-long',
    message: `${fileName} has more than ${COMPARISON_LINES_MAX.toLocaleString('en-US')} lines, the most that a comparison file may have.`,
    fix: 'Export the accounts of one cycle.',
    status: 413,
  });
}

function invalid(fileName: string, { list, full }: FileIssues): CurbstopError {
  const more = full ? ' or more (only these are listed)' : '';
  return new CurbstopError({
    code: 'comparison-file-invalid',
    message: `${fileName} has ${counted(list.length, 'problem')}${more}; nothing was compared.`,
    fix: list.some(({ value }) => value !== undefined)
      ? 'Say under Compare in the pane what the names of services mean; mend what else is listed, and choose the file again.'
      : 'Mend the file and choose it again.',
    issues: list,
  });
}
