import { comparisonDecisions, type ComparisonResult } from '../../contract/comparison.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, centsToDecimalText, type Cents } from '../../contract/money.js';
import { comparisonSheet } from '../../contract/sheets/comparison.js';
import type { Database } from '../../store/database.js';
import { comparisonDecisionsOf, comparisonKey, type DecidedLine } from '../comparison-decisions.js';
import { comparisonDecidedWords } from './comparison-decided-words.js';
import type { SheetContent } from './sheet-source.js';

/**
 * What was decided of the comparisons of a run that is posted, with the charges that it was decided of, the farthest apart
 * first: for reading only, as nothing is compared any more. Lines that nothing was decided of are not kept.
 */
export async function decidedComparisonContent(
  database: Database,
  billRunId: string,
  timeZone: string,
): Promise<Omit<SheetContent, 'subject'>> {
  const decided = [...(await comparisonDecisionsOf(database, billRunId)).values()].toSorted((one, other) => {
    return Math.abs(differenceOf(other)) - Math.abs(differenceOf(one));
  });
  return {
    rows: decided.map((line) => decidedRow(line, timeZone)),
    totals: comparisonDecisions.map((decision) => {
      const count = decided.filter((line) => line.decision === decision).length;
      return { label: decision === 'accepted' ? 'Accepted' : 'To mend', value: count.toLocaleString('en-US') };
    }),
  };
}

function decidedRow(line: DecidedLine, timeZone: string): SheetCell[] {
  const { accountId, service, theirsCents, oursCents, decision, note, customerName } = line;
  const cells: Readonly<Record<string, SheetCell>> = {
    key: comparisonKey(line),
    account: accountId,
    service,
    result: resultOf(line).replace('-', ' '),
    theirs: theirsCents === null ? null : centsToDecimalText(cents(theirsCents)),
    ours: oursCents === null ? null : centsToDecimalText(cents(oursCents)),
    difference: centsToDecimalText(differenceOf(line)),
    decision: decision || null,
    note: note || null,
    customer: customerName,
    decided: comparisonDecidedWords(line, timeZone, true),
  };
  return comparisonSheet.columns.map(({ id }) => cells[id] ?? null);
}

function differenceOf({ theirsCents, oursCents }: DecidedLine): Cents {
  return cents((theirsCents ?? 0) - (oursCents ?? 0));
}

function resultOf({ theirsCents, oursCents }: DecidedLine): ComparisonResult {
  if (oursCents === null) return 'only-theirs';
  if (theirsCents === null) return 'only-ours';
  return theirsCents === oursCents ? 'equal' : 'differs';
}
