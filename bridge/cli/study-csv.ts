import { centsToDecimalText } from '../contract/money.js';
import type { RateStudyReply, StudyPart } from '../contract/rate-study.js';
import type { Comparison } from '../contract/tariff-impact.js';

const COLUMNS = [
  ...['table', 'class', 'month', 'from_kgal', 'below_kgal'],
  ...['bills', 'changed', 'before', 'after', 'difference', 'mean_before', 'mean_after'],
];

/**
 * A study as one CSV table: a row for each class and month ("month"), and for each class and level of use ("level");
 * class ALL is all of them. Amounts are dollars. No cell is text that a person typed.
 */
export function studyCsv({ all, classes }: RateStudyReply): string {
  const rows = [...partRows('ALL', all), ...classes.flatMap(({ rateClass, ...part }) => partRows(rateClass, part))];
  return [COLUMNS, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function partRows(rateClass: string, { months, levels }: StudyPart): string[][] {
  return [
    ...months.map((row) => ['month', rateClass, row.month, '', '', ...comparisonCells(row), '', '']),
    ...levels.map((row) => [
      ...['level', rateClass, '', String(row.fromKgal), row.belowKgal === null ? '' : String(row.belowKgal)],
      ...comparisonCells(row),
      ...[centsToDecimalText(row.meanBeforeCents), centsToDecimalText(row.meanAfterCents)],
    ]),
  ];
}

function comparisonCells({ bills, changed, beforeCents, afterCents, differenceCents }: Comparison): string[] {
  const amounts = [beforeCents, afterCents, differenceCents].map(centsToDecimalText);
  return [String(bills), String(changed), ...amounts];
}
