import { HELD_BY_HAND } from '../../contract/bill-review.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { services } from '../../contract/services.js';
import { billPreviewSheet } from '../../contract/sheets/bill-preview.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { isUndecided } from '../../domain/bill-review/disposition.js';
import { billsHeld, billsToPost, reviewedRun, type ReviewedBill, type ReviewedRun } from '../bill-review.js';
import { lookOf } from '../run-look.js';
import { billRun } from '../run-facts.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** Every line of every bill of a run; what stands in the way comes first. */
export const billPreviewSource: SheetSource<BillRunParameters> = {
  kind: billPreviewSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }) {
    const run = await billRun(database, billRunId);
    const reviewed = await reviewedRun(database, run);
    const inOrder = reviewed.bills.toSorted((one, other) => Number(isInTheWay(other)) - Number(isInTheWay(one)));
    return {
      subject: `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}, due ${run.dueOn}`,
      rows: inOrder.flatMap(toRows),
      totals: totalsOf(reviewed),
      // A posted run is not looked at to be approved.
      ...(run.status === 'open' ? { look: { billRunId, bills: lookOf(reviewed) } } : {}),
    };
  },
};

function isInTheWay({ exceptions, hold }: ReviewedBill): boolean {
  return hold === null && exceptions.some(isUndecided);
}

function stateOf(item: ReviewedBill): string {
  if (item.hold !== null) return 'held';
  return isInTheWay(item) ? 'in the way' : 'to post';
}

function toRows(item: ReviewedBill): SheetCell[][] {
  const { accountId, customerName, address, rateClass, usageGallons, lastBillCents, bill } = item;
  const who = [accountId, customerName, rateClass];
  const last = lastBillCents === null ? null : centsToDecimalText(lastBillCents);
  const [state, note] = [stateOf(item), noteOf(item)];
  if (!bill) return [[`${accountId}/0`, ...who, null, null, null, null, null, last, state, note, address, null]];
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
      isFirst ? state : null,
      isFirst ? note : null,
      address,
      line.charge.tariffVersionId,
    ];
  });
}

function noteOf({ exceptions, hold }: ReviewedBill): string | null {
  const held = hold === null ? [] : [`Held by ${hold.personName}: ${hold.reason}`];
  const found = exceptions.filter(({ code }) => code !== HELD_BY_HAND);
  const notes = [...held, ...found.map(({ sentence }) => sentence)];
  return notes.length === 0 ? null : notes.join(' ');
}

function totalsOf(reviewed: ReviewedRun): SheetContent['totals'] {
  const ready = billsToPost(reviewed).map(({ bill }) => bill);
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
  const number = (count: number) => count.toLocaleString('en-US');
  return [
    { label: 'Bills', value: number(ready.length) },
    { label: 'In the way', value: number(reviewed.bills.filter(isInTheWay).length) },
    { label: 'Held', value: number(billsHeld(reviewed).length) },
    ...perService,
    { label: 'Total', value: centsToDollars(sumCents(ready.map((bill) => bill.totalCents))) },
  ];
}
