import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  COMPARISON_FILE_BYTES_MAX,
  reasonLabels,
  shareOfEqual,
  type ComparisonReply,
  type UsageUnit,
} from '../contract/comparison.js';
import { counted } from '../contract/counted.js';
import { centsToDollars } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { comparisonSheet } from '../contract/sheets/comparison.js';
import { compareRun } from '../queries/comparison.js';
import { comparisonDecisionsOf } from '../queries/comparison-decisions.js';
import { comparisonRows } from '../queries/sheets/comparison-rows.js';
import { utilitySettings } from '../queries/utility-settings.js';
import { transaction } from '../store/transaction.js';
import { EXIT_DONE, EXIT_REFUSED, note, say, withFile } from './console.js';
import type { DataFolder } from './data-folder.js';
import { tableCsv } from './table-csv.js';
import { withUtility } from './with-utility.js';

export interface CompareOptions {
  readonly billRunId: string;
  readonly file: string;
  readonly usageUnit: UsageUnit | null;
  readonly csv: boolean;
}

/** Compares an open run with a file, for a person or as a table. Nothing is kept. */
export async function compare(folder: DataFolder, options: CompareOptions): Promise<number> {
  let isEqual = false;
  const code = await withUtility(folder, async (database) => {
    const { billRunId, file, usageUnit, csv } = options;
    const content = await withFile(file, () => readFile(file));
    if (content.length > COMPARISON_FILE_BYTES_MAX) throw tooLarge(file);
    const theirs = { fileName: path.basename(file), content, usageUnit };
    const { summary, lines } = await transaction(database, (trx) => compareRun(trx, billRunId, theirs, new Date()));
    isEqual = summary.equal === summary.lines;
    if (csv) {
      const headers = comparisonSheet.columns.map(({ header }) => header);
      const { timeZone } = await utilitySettings(database, new Date());
      const decided = await comparisonDecisionsOf(database, billRunId);
      process.stdout.write(tableCsv(headers, comparisonRows(lines, decided, timeZone)));
    }
    summaryLines(summary).forEach(csv ? note : say);
  });
  return code === EXIT_DONE && !isEqual ? EXIT_REFUSED : code;
}

function summaryLines(summary: ComparisonReply): string[] {
  const { lines, equal, differs, onlyTheirs, onlyOurs, byService, byReason, largest, notices } = summary;
  const count = (value: number) => value.toLocaleString('en-US');
  return [
    `${count(equal)} of ${counted(lines, 'line')} are equal, ${shareOfEqual(summary.equalPerMille)}; ${count(differs)} differ, ${count(onlyTheirs)} only they have, ${count(onlyOurs)} only we have.`,
    `They charge ${centsToDollars(summary.theirsCents)}, the run ${centsToDollars(summary.oursCents)}; the lines are ${centsToDollars(summary.apartCents)} apart.`,
    ...(summary.equalOfOtherUsage === 0
      ? []
      : [`Of the equal lines, ${count(summary.equalOfOtherUsage)} have other usage.`]),
    ...byService.map(({ service, ...of }) => {
      return `  ${service}: ${count(of.equal)} of ${count(of.lines)} equal, ${centsToDollars(of.apartCents)} apart`;
    }),
    ...byReason.map(
      (of) => `  ${reasonLabels[of.reason]}: ${counted(of.lines, 'line')}, ${centsToDollars(of.apartCents)}`,
    ),
    ...largest.map((of) => `  ${of.accountId} ${of.service}, ${centsToDollars(of.differenceCents)}: ${of.explanation}`),
    ...notices,
  ];
}

function tooLarge(file: string): CurbstopError {
  return new CurbstopError({
    code: 'comparison-file-too-large',
    message: `${file} is larger than 16 MB, the most that a comparison file may have.`,
    fix: 'Export the accounts of one cycle.',
    status: 413,
  });
}
