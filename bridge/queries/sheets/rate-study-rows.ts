import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import type { RateStudyReply, StudyPart } from '../../contract/rate-study.js';
import {
  rateStudyParametersSchema,
  rateStudySheet,
  type RateStudyParameters,
} from '../../contract/sheets/rate-study.js';
import type { Comparison, LargestChange, Unpriceable } from '../../contract/tariff-impact.js';
import { rateStudy } from '../rate-study.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

const ALL = 'All classes';

/** A rate study, table after table: by class, by month, by use, the largest changes, and what can't be priced. */
export const rateStudySource: SheetSource<RateStudyParameters> = {
  kind: rateStudySheet,
  parameters: rateStudyParametersSchema,
  async read(database, parameters) {
    const study = await rateStudy(database, parameters);
    const rows = study.firstMonth === null ? [] : studyRows(study);
    return { subject: subjectOf(study), rows: rows.map(toRow), totals: totalsOf(study) };
  },
};

type Part = StudyPart & { readonly rateClass: string };
type Cells = Readonly<Partial<Record<string, SheetCell>>>;

function studyRows({ all, classes, largest, unpriceable }: RateStudyReply): Cells[] {
  const named = classes.map((each) => ({ ...each, rateClass: className(each.rateClass) }));
  const parts: Part[] = [{ rateClass: ALL, ...all }, ...named];
  return [
    ...parts.map(({ rateClass, total }) => ({ table: 'Revenue by class', rateClass, ...comparison(total) })),
    ...parts.flatMap(monthRows),
    ...parts.flatMap(levelRows),
    ...largest.map(largestRow),
    ...unpriceable.reasons.map(unpriceableRow),
  ];
}

function monthRows({ rateClass, months }: Part): Cells[] {
  return months.map(({ month, ...each }) => ({ table: 'Revenue by month', rateClass, month, ...comparison(each) }));
}

function levelRows({ rateClass, levels }: Part): Cells[] {
  return levels.map(({ fromKgal, belowKgal, meanBeforeCents, meanAfterCents, ...each }) => ({
    table: 'Bills by use',
    rateClass,
    fromKgal,
    belowKgal,
    ...comparison(each),
    meanBefore: centsToDecimalText(meanBeforeCents),
    meanAfter: centsToDecimalText(meanAfterCents),
  }));
}

function largestRow(change: LargestChange): Cells {
  const { accountId, billNumber, rateClass, usageGallons } = change;
  return {
    table: 'Largest changes',
    rateClass: className(rateClass),
    account: accountId,
    bill: billNumber,
    usage: usageGallons,
    ...comparison({ bills: 1, changed: 1, ...change }),
  };
}

function unpriceableRow({ message, fix, bills, accountId }: Unpriceable['reasons'][number]): Cells {
  return { table: 'Not priced', account: accountId, bills, note: `${message} ${fix}` };
}

function comparison({ bills, changed, beforeCents, afterCents, differenceCents }: Comparison): Cells {
  return {
    bills,
    changed,
    before: centsToDecimalText(beforeCents),
    after: centsToDecimalText(afterCents),
    difference: centsToDecimalText(differenceCents),
  };
}

function toRow(cells: Cells, index: number): SheetCell[] {
  return rateStudySheet.columns.map(({ id }) => (id === 'key' ? `study-${index + 1}` : (cells[id] ?? null)));
}

function subjectOf({ title, effectiveFrom, service, firstMonth, lastMonth }: RateStudyReply): string {
  const rates = effectiveFrom === null ? title : `${title}, from ${effectiveFrom}`;
  if (firstMonth === null || lastMonth === null) return `${rates}: no bills are posted yet`;
  return `${rates}: the ${service} part of bills posted ${firstMonth} to ${lastMonth}`;
}

function totalsOf({ all: { total }, unpriceable }: RateStudyReply): SheetContent['totals'] {
  const { bills, changed, beforeCents, afterCents, differenceCents } = total;
  const count = (value: number) => value.toLocaleString('en-US');
  return [
    { label: 'Bills that change', value: `${count(changed)} of ${count(bills)}` },
    { label: 'Before', value: centsToDollars(beforeCents) },
    { label: 'After', value: centsToDollars(afterCents) },
    { label: 'Difference', value: centsToDollars(differenceCents) },
    ...(unpriceable.bills === 0 ? [] : [{ label: 'Not priced', value: count(unpriceable.bills) }]),
  ];
}
