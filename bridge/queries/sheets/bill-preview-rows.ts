import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { services } from '../../contract/services.js';
import { billPreviewSheet } from '../../contract/sheets/bill-preview.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { runBills, type RunBill } from '../run-bills.js';
import { billRun } from '../run-facts.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** Every line of every bill of a run; what stands in the way comes first. */
export const billPreviewSource: SheetSource<BillRunParameters> = {
  kind: billPreviewSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }) {
    const run = await billRun(database, billRunId);
    const bills = await runBills(database, run);
    const inOrder = bills.toSorted((one, other) => Number(other.bill === null) - Number(one.bill === null));
    return {
      subject: `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}, due ${run.dueOn}`,
      rows: inOrder.flatMap(toRows),
      totals: totalsOf(bills),
    };
  },
};

function toRows(item: RunBill): SheetCell[][] {
  const { accountId, customerName, address, rateClass, usageGallons, lastBillCents, bill } = item;
  const who = [accountId, customerName, rateClass];
  const last = lastBillCents === null ? null : centsToDecimalText(lastBillCents);
  if (!bill) return [[`${accountId}/0`, ...who, null, null, null, null, null, last, item.obstacle, address, null]];
  const lines = bill.charges.flatMap((charge) => charge.lines.map((line) => ({ ...line, charge })));
  return lines.map((line, index) => {
    const isFirst = index === 0;
    return [
      `${accountId}/${index + 1}`,
      ...who,
      line.charge.service,
      line.description,
      usageGallons,
      centsToDecimalText(line.amountCents),
      isFirst ? centsToDecimalText(bill.totalCents) : null,
      isFirst ? last : null,
      isFirst ? noteOf(item, bill.totalCents) : null,
      address,
      line.charge.tariffVersionId,
    ];
  });
}

function noteOf({ isFinal, lastBillCents }: RunBill, totalCents: number): string | null {
  const notes = [
    isFinal ? 'Final bill.' : '',
    lastBillCents === null ? 'First bill.' : '',
    totalCents === 0 ? 'The bill is zero.' : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? null : notes.join(' ');
}

function totalsOf(bills: readonly RunBill[]): SheetContent['totals'] {
  const ready = bills.flatMap((item) => item.bill ?? []);
  const perService = services.map((service) => ({
    label: service,
    value: centsToDollars(
      sumCents(
        ready
          .flatMap((bill) => bill.charges.filter((charge) => charge.service === service))
          .map((charge) => charge.amountCents),
      ),
    ),
  }));
  return [
    { label: 'Bills', value: ready.length.toLocaleString('en-US') },
    { label: 'In the way', value: (bills.length - ready.length).toLocaleString('en-US') },
    ...perService,
    { label: 'Total', value: centsToDollars(sumCents(ready.map((bill) => bill.totalCents))) },
  ];
}
