import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import {
  adjustmentSummaryParametersSchema,
  adjustmentSummarySheet,
  type AdjustmentSummaryParameters,
  type SummaryGroup,
} from '../../contract/sheets/adjustment-summary.js';
import { dayRangeText } from '../../contract/sheets/day-range.js';
import { isStanding } from '../../domain/adjusting/register/register-record.js';
import { shareOfBilled, summarise, type SummaryRow } from '../../domain/adjusting/register/summarise.js';
import { adjustmentRegister } from '../adjusting/adjustment-register.js';
import { billedTotals, type BilledTotals } from '../adjusting/billed-totals.js';
import { chart } from '../chart.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** Adjustments of these days that stand, added up, beside what was billed in them. Throws `dates-crossed`. */
export const adjustmentSummarySource: SheetSource<AdjustmentSummaryParameters> = {
  kind: adjustmentSummarySheet,
  parameters: adjustmentSummaryParametersSchema,
  async read(database, { by, ...range }, now) {
    const subject = `By ${by === 'cause' ? 'reason code' : by}, ${dayRangeText(range)}`;
    const { timeZone } = await utilitySettings(database, now);
    const records = await adjustmentRegister(database, { ...range, chart: await chart(database), timeZone });
    const standing = records.filter(isStanding);
    const billed = await billedTotals(database, range);
    const net = sumCents(standing.map(({ amountCents }) => amountCents));
    return {
      subject,
      rows: summarise(standing, by).map((row) => toRow(row, billedFor(row, by, billed))),
      totals: [
        { label: 'Adjustments', value: standing.length.toLocaleString('en-US') },
        { label: 'Net', value: centsToDollars(net) },
        { label: 'Billed', value: centsToDollars(billed.all) },
        { label: 'Share of billed', value: percent(shareOfBilled(net, billed.all)) },
      ],
    };
  },
};

/** Null for what no bill charges, such as a deposit. */
function billedFor({ group }: SummaryRow, by: SummaryGroup, billed: BilledTotals): Cents | null {
  if (by === 'service') return billed.services.get(group) ?? null;
  if (by === 'month') return billed.months.get(group) ?? null;
  return billed.all;
}

function toRow(row: SummaryRow, billed: Cents | null): SheetCell[] {
  const amounts = [row.creditsCents, row.chargesCents, row.netCents, row.taxCents, row.cityCents, row.largestCents];
  return [
    ...[row.group, row.group, row.count, row.accounts],
    ...amounts.map(centsToDecimalText),
    billed === null ? null : centsToDecimalText(billed),
    billed === null ? null : shareOfBilled(row.netCents, billed),
    row.look || null,
  ];
}

function percent(share: string | null): string {
  return share === null ? 'nothing was billed' : `${share}%`;
}
