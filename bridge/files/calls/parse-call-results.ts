import { callOutcomes, type CallOutcome } from '../../contract/calls.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import type { CallsResultsLayout } from '../../contract/settings/calls-results-layout.js';
import type { ToldResult } from '../../domain/calls/match-results.js';
import { LocalClock } from '../../domain/payments/local-clock.js';
import { readDate, readTime } from '../payment-file/date-text.js';
import { FileIssues } from '../reading-file/file-issues.js';
import { checkLatin1Line, decodeUtf8 } from '../reading-file/strict-text.js';
import { splitRows, type Row } from '../split-rows.js';

/** The most lines of a file of results. */
export const CALL_RESULTS_LINES_MAX = 50_000;
/** The longest line; a longer one is no line of results. */
const LINE_MAX = 4_096;
const TEXT_LENGTH_MAX = 120;

export interface CallResultsOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  readonly layout: CallsResultsLayout;
  /** The zone of the file's times. */
  readonly timeZone: string;
}

/**
 * Reads a file of what came of calls by its layout, in the order of its lines: the whole of it, or nothing. Throws
 * `call-results-invalid` with everything that is wrong, by line and column, or `call-results-too-long`.
 */
export function parseCallResults(bytes: Buffer, options: CallResultsOptions): ToldResult[] {
  const { fileName, layout } = options;
  const issues = new FileIssues();
  const { rows } = splitRows(decoded(bytes, layout, issues), { ...layout, lineMax: LINE_MAX }, issues);
  if (rows.length > CALL_RESULTS_LINES_MAX) throw tooLong(fileName);
  const header = (rows[0]?.cells ?? []).map((name) => name.trim());
  addMissingColumns(layout, header, issues);
  // Without its columns nothing in a line can be named.
  if (issues.list.length > 0) throw invalid(fileName, issues);
  const reader = new ResultReader(options, header, issues);
  const results = rows.slice(1).flatMap((row) => (issues.full ? [] : reader.read(row)));
  if (rows.length < 2) issues.add(NO_RESULTS);
  if (issues.list.length > 0) throw invalid(fileName, issues);
  return results;
}

function decoded(bytes: Buffer, { encoding }: CallsResultsLayout, issues: FileIssues): string {
  if (encoding === 'utf8') return decodeUtf8(bytes, issues);
  const text = bytes.toString('latin1');
  text.split('\n').forEach((line, index) => checkLatin1Line(line.replace(/\r$/, ''), index + 1, issues));
  return text;
}

function addMissingColumns({ columns }: CallsResultsLayout, header: readonly string[], issues: FileIssues): void {
  for (const name of Object.values(columns)) {
    if (header.filter((each) => each === name).length === 1) continue;
    issues.add({
      code: 'column-missing',
      line: 1,
      field: name,
      message: `The first line has no column "${name}", or more than one; it has ${header.join(', ') || 'none'}.`,
      fix: 'Check that this is a file of results, or correct the setting calls-results-layout.',
    });
  }
}

type Field = keyof CallsResultsLayout['columns'];

class ResultReader {
  readonly #clock: LocalClock;
  readonly #outcomes: ReadonlyMap<string, CallOutcome>;

  constructor(
    private readonly options: CallResultsOptions,
    private readonly header: readonly string[],
    private readonly issues: FileIssues,
  ) {
    this.#clock = new LocalClock(options.timeZone);
    const { outcomes } = options.layout;
    this.#outcomes = new Map(
      callOutcomes.flatMap((outcome) => outcomes[outcome].map((word) => [word.toLowerCase(), outcome] as const)),
    );
  }

  /** The result, or none where its line is not sound. */
  read(row: Row): ToldResult[] {
    if (row.cells.length !== this.header.length) {
      this.#add(row, null, columnCount(row.cells.length, this.header.length));
      return [];
    }
    const before = this.issues.list.length;
    const [reference, phone, told] = [
      this.#text(row, 'reference'),
      this.#text(row, 'phone'),
      this.#text(row, 'outcome'),
    ];
    if (reference === '' && phone === '') this.#add(row, null, NO_CALL);
    const outcome = this.#outcomes.get(told.toLowerCase());
    if (outcome === undefined) this.#add(row, 'outcome', unknownOutcome(told));
    const calledAt = this.#calledAt(row);
    if (outcome === undefined || calledAt === null || this.issues.list.length > before) return [];
    return [{ line: row.line, reference, phone, outcome, told, calledAt }];
  }

  #calledAt(row: Row): Date | null {
    const { dateFormat, timeFormat, columns } = this.options.layout;
    const text = this.#cell(row, 'date');
    const [dateText = '', ...rest] = columns.time === undefined ? text.split(/[T ]/) : [text];
    const timeText = columns.time === undefined ? rest.join(' ') : this.#cell(row, 'time');
    const date = readDate(dateText, dateFormat);
    const time = readTime(timeText, timeFormat);
    if (date !== null && time !== null) return this.#clock.at(date, time).instant;
    const field: Field = date === null || columns.time === undefined ? 'date' : 'time';
    const form = columns.time === undefined ? `${dateFormat} ${timeFormat}` : date === null ? dateFormat : timeFormat;
    this.#add(row, field, {
      code: 'time-invalid',
      message: `"${this.#cell(row, field)}" is no ${field === 'date' ? 'date' : 'time'} written as ${form}.`,
      fix: 'Have the file written again, or correct the setting calls-results-layout.',
    });
    return null;
  }

  #text(row: Row, field: Field): string {
    const text = this.#cell(row, field);
    if (text.length <= TEXT_LENGTH_MAX) return text;
    this.#add(row, field, {
      code: 'text-too-long',
      message: `The text has ${text.length} characters, and ${TEXT_LENGTH_MAX} are the most.`,
      fix: 'Check that the setting calls-results-layout names the right column.',
    });
    return '';
  }

  #cell({ cells }: Row, field: Field): string {
    const name = this.options.layout.columns[field];
    return name === undefined ? '' : (cells[this.header.indexOf(name)]?.trim() ?? '');
  }

  #add({ line }: Row, field: Field | null, issue: LineIssue): void {
    const name = field === null ? '' : (this.options.layout.columns[field] ?? '');
    const where = name === '' ? `Line ${line}` : `Line ${line}, ${name}`;
    this.issues.add({ ...issue, line, field: name, message: `${where}: ${issue.message}` });
  }
}

interface LineIssue {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const NO_RESULTS = {
  code: 'no-records',
  line: 1,
  field: '',
  message: 'The file has no result.',
  fix: 'Ask the calling service for the file with the results.',
};

const NO_CALL: LineIssue = {
  code: 'call-missing',
  message: 'Nothing says which call it is of.',
  fix: 'Have the file written again with the reference or the phone.',
};

function unknownOutcome(told: string): LineIssue {
  return {
    code: 'outcome-unknown',
    message: told === '' ? 'There is no outcome.' : `"${told}" is no outcome that is known.`,
    fix: 'Add the word to the setting calls-results-layout, at the outcome that it means.',
  };
}

function columnCount(found: number, width: number): LineIssue {
  return {
    code: 'column-count',
    message: `There are ${counted(found, 'column')} where the first line has ${width}.`,
    fix: 'Get the file again and do not edit it; it may be cut.',
  };
}

function tooLong(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'call-results-too-long',
    message: `${fileName} has more than ${CALL_RESULTS_LINES_MAX.toLocaleString('en-US')} lines, the most that a file of results may have.`,
    fix: 'Have the results written by day, a file each.',
    status: 413,
  });
}

function invalid(fileName: string, { list, full }: FileIssues): CurbstopError {
  const more = full ? ' or more (only these are listed)' : '';
  return new CurbstopError({
    code: 'call-results-invalid',
    message: `${fileName} has ${counted(list.length, 'problem')}${more}; nothing was read from it.`,
    fix: 'Have the file written again, or correct the setting calls-results-layout.',
    issues: list,
  });
}
