import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { reasonLabels, shareOfEqual, type ComparisonReply } from '../../contract/comparison.js';
import { centsToDecimalText, centsToDollars } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import { CurbstopError } from '../../contract/problem.js';
import { comparisonSheet } from '../../contract/sheets/comparison.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import type { ComparedLine } from '../../domain/comparison/compare-line.js';
import { pricedGallons } from '../../domain/comparison/our-line.js';
import { plain } from '../../domain/metering/exact.js';
import { findComparisonFile } from '../../store/comparison-files.js';
import { compareRun } from '../comparison.js';
import { comparisonDecisionsOf, comparisonKey, stands, type DecidedLine } from '../comparison-decisions.js';
import { billRun, runName, type BillRun } from '../run-facts.js';
import { utilitySettings } from '../utility-settings.js';
import { comparisonDecidedWords } from './comparison-decided-words.js';
import { decidedComparisonContent } from './decided-comparison-rows.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/**
 * The comparison of an open run with the file that was chosen for it last; of a posted run what was decided. Throws
 * `no-comparison-file`.
 */
export const comparisonSource: SheetSource<BillRunParameters> = {
  kind: comparisonSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const run = await billRun(database, billRunId);
    const { timeZone } = await utilitySettings(database, now);
    if (run.status !== 'open') {
      const subject = `${runName(run)}, as decided before it was posted`;
      return { subject, ...(await decidedComparisonContent(database, billRunId, timeZone)) };
    }
    const file = await findComparisonFile(database, billRunId);
    if (file === null) throw noFile(run);
    const { summary, lines } = await compareRun(database, billRunId, file, now);
    const decided = await comparisonDecisionsOf(database, billRunId);
    return {
      subject: `${runName(run)}, beside ${summary.fileName}`,
      rows: comparisonRows(lines, decided, timeZone),
      totals: comparisonTotals(summary),
    };
  },
};

/** A row a line, in the columns of the sheet. */
export function comparisonRows(
  lines: readonly ComparedLine[],
  decisions: ReadonlyMap<string, DecidedLine>,
  timeZone: string,
): SheetCell[][] {
  return lines.map((line) => comparisonRow(line, decisions.get(comparisonKey(line)) ?? null, timeZone));
}

/** A decision on other charges than the line has now is told, and is to be made anew. */
function comparisonRow(line: ComparedLine, decided: DecidedLine | null, timeZone: string): SheetCell[] {
  const { accountId, service, result, ours, theirs, differenceCents, reason, explanation } = line;
  const standing = decided !== null && stands(decided, line) ? decided : null;
  return [
    comparisonKey(line),
    accountId,
    service,
    result.replace('-', ' '),
    theirs === null ? null : centsToDecimalText(theirs.chargeCents),
    ours === null ? null : centsToDecimalText(ours.charge.amountCents),
    centsToDecimalText(differenceCents),
    reason === null ? null : reasonLabels[reason],
    explanation === '' ? null : explanation,
    standing === null ? null : standing.decision || null,
    standing === null ? null : standing.note || null,
    theirs?.usage ? plain(theirs.usage.gallons) : null,
    ours === null ? null : pricedGallons(ours),
    ours?.customerName ?? null,
    ours === null ? null : className(ours.rateClass),
    theirs === null || theirs.rateCode === '' ? null : theirs.rateCode,
    theirs === null ? null : theirs.lines.join(', ').slice(0, LINES_SHOWN_MAX),
    decided === null ? null : comparisonDecidedWords(decided, timeZone, standing !== null),
    ours?.charge.tariffVersionId ?? null,
  ];
}

/** A cell that tells of many lines is cut. */
const LINES_SHOWN_MAX = 200;

/** What a comparison comes to, in a line above the table. */
export function comparisonTotals(summary: ComparisonReply): SheetContent['totals'] {
  const count = (value: number) => value.toLocaleString('en-US');
  const { byService, byReason, notices } = summary;
  return [
    { label: 'Lines', value: count(summary.lines) },
    { label: 'Equal', value: `${count(summary.equal)} (${shareOfEqual(summary.equalPerMille)})` },
    { label: 'Apart', value: centsToDollars(summary.apartCents) },
    { label: 'Theirs', value: centsToDollars(summary.theirsCents) },
    { label: 'Ours', value: centsToDollars(summary.oursCents) },
    ...byService.map(({ service, equal, lines, apartCents }) => {
      return { label: service, value: `${count(equal)} of ${count(lines)} equal, ${centsToDollars(apartCents)} apart` };
    }),
    ...byReason.map(({ reason, lines, apartCents }) => {
      return { label: reasonLabels[reason], value: `${count(lines)}, ${centsToDollars(apartCents)}` };
    }),
    ...notices.map((value) => ({ label: 'Note', value })),
  ];
}

function noFile(run: BillRun): CurbstopError {
  return new CurbstopError({
    code: 'no-comparison-file',
    status: 404,
    message: `No file was chosen yet to compare ${runName(run)} with.`,
    fix: 'Choose the file under Compare in the pane, then pull again.',
  });
}
