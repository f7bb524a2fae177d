import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { monthRangeSchema, monthsMeant, type MonthRange } from '../../contract/sheets/month-range.js';
import { remittanceSheet } from '../../contract/sheets/remittance.js';
import type { RemittanceMonth } from '../../domain/ledger/remittance.js';
import { remittances } from '../remittance-report.js';
import { utilityDate } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What is due to the City, a row per service and month. */
export const remittanceSource: SheetSource<MonthRange> = {
  kind: remittanceSheet,
  parameters: monthRangeSchema,
  async read(database, range, now) {
    const today = await utilityDate(database, now);
    const { from, through } = monthsMeant(range, today);
    const months = await remittances(database, from, through);
    const last = months.filter(({ month }) => month === through);
    const difference = sumCents(months.map(({ differenceCents }) => differenceCents));
    return {
      subject: from === through ? through : `${from} through ${through}`,
      rows: months.map(toRow),
      totals: [
        ...last.map(({ service, dueCents }) => ({ label: `Due, ${service}`, value: centsToDollars(dueCents) })),
        { label: 'Difference to the ledger', value: centsToDollars(difference) },
      ],
    };
  },
};

function toRow(row: RemittanceMonth): (string | null)[] {
  const { service, month, basis } = row;
  const amounts = [
    ...[row.beforeCents, row.billedCents, row.lateChargesCents, row.adjustedCents, row.writtenOffCents],
    ...[row.remittedCents, row.collectedCents, row.notCollectedCents, row.dueCents],
    ...[row.ledgerDueCents, row.ledgerNotCollectedCents, row.differenceCents],
  ];
  return [`${service}/${month}`, service, month, basis, ...amounts.map(centsToDecimalText)];
}
