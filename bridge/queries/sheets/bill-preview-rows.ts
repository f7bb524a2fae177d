import { HELD_BY_HAND } from '../../contract/bill-review.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import { services } from '../../contract/services.js';
import { billPreviewSheet } from '../../contract/sheets/bill-preview.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { isUndecided } from '../../domain/bill-review/disposition.js';
import { reviewedRun, type ReviewedBill } from '../bill-review.js';
import { postedRegister, type RegisteredBill } from '../posted-register.js';
import { refuseTooLarge } from '../preview-size.js';
import { runStanding } from '../posted-run.js';
import { lookOf } from '../run-look.js';
import { billRun, type BillRun } from '../run-facts.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/**
 * Every line of every bill of a run: of an open one as it would be posted now, what stands in the way first; of a posted
 * one as it was posted, whatever has changed since.
 */
export const billPreviewSource: SheetSource<BillRunParameters> = {
  kind: billPreviewSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }) {
    const run = await billRun(database, billRunId);
    if (run.status !== 'open') {
      const { reversedBy } = await runStanding(database, billRunId);
      const state = reversedBy === null ? 'posted' : 'reversed';
      return contentOf(run, (await postedRegister(database, billRunId)).map(asPosted(state)));
    }
    const reviewed = await reviewedRun(database, run);
    refuseTooLarge(reviewed);
    const inOrder = reviewed.bills.toSorted((one, other) => Number(isInTheWay(other)) - Number(isInTheWay(one)));
    return {
      ...contentOf(run, inOrder.map(asReviewed)),
      // A posted run is not looked at to be approved.
      look: { billRunId, bills: lookOf(reviewed) },
    };
  },
};

type ShownState = 'held' | 'in the way' | 'to post' | 'posted' | 'reversed';

/** An account of a run as the sheet shows it. */
interface ShownBill extends Omit<RegisteredBill, 'heldFor' | 'dispositions'> {
  readonly state: ShownState;
  readonly note: string | null;
}

function contentOf(run: BillRun, bills: readonly ShownBill[]): SheetContent {
  return {
    subject: `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}, due ${run.dueOn}`,
    rows: bills.flatMap(toRows),
    totals: totalsOf(run, bills),
  };
}

function isInTheWay({ exceptions, hold }: ReviewedBill): boolean {
  return hold === null && exceptions.some(isUndecided);
}

function asReviewed(item: ReviewedBill): ShownBill {
  const { exceptions, hold } = item;
  const held = hold === null ? [] : [heldWords(hold.personName, hold.reason)];
  const found = exceptions.filter(({ code }) => code !== HELD_BY_HAND);
  const state = hold !== null ? 'held' : isInTheWay(item) ? 'in the way' : 'to post';
  return { ...item, state, note: noteOf([...held, ...found.map(({ sentence }) => sentence)]) };
}

function asPosted(state: ShownState): (item: RegisteredBill) => ShownBill {
  return (item) => {
    const { heldFor, dispositions } = item;
    if (heldFor !== null) {
      const who = dispositions.find(({ decision }) => decision === 'hold')?.personName;
      return { ...item, state: 'held', note: who === undefined ? heldFor : heldWords(who, heldFor) };
    }
    const released = dispositions.filter(({ decision }) => decision === 'release');
    return { ...item, state, note: noteOf(released.map((each) => `Released by ${each.personName}: ${each.sentence}`)) };
  };
}

function heldWords(personName: string, reason: string): string {
  return `Held by ${personName}: ${reason}`;
}

function noteOf(notes: readonly string[]): string | null {
  return notes.length === 0 ? null : notes.join(' ');
}

function toRows(item: ShownBill): SheetCell[][] {
  const { accountId, customerName, address, rateClass, usageGallons, lastBillCents, bill, state, note } = item;
  const who = [accountId, customerName, className(rateClass)];
  const last = lastBillCents === null ? null : centsToDecimalText(lastBillCents);
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

function totalsOf(run: BillRun, shown: readonly ShownBill[]): SheetContent['totals'] {
  const ready = shown.flatMap(({ bill, state }) => (bill === null || state === 'held' ? [] : [bill]));
  const count = (wanted: ShownState) => number(shown.filter(({ state }) => state === wanted).length);
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
    { label: 'Bills', value: number(ready.length) },
    ...(run.status === 'open' ? [{ label: 'In the way', value: count('in the way') }] : []),
    { label: 'Held', value: count('held') },
    ...perService,
    { label: 'Total', value: centsToDollars(sumCents(ready.map((bill) => bill.totalCents))) },
  ];
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
