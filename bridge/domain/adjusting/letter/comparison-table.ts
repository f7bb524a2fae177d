import { longDate } from '../../../contract/long-date.js';
import { cents, centsToDollars, sumCents, type Cents } from '../../../contract/money.js';
import { services } from '../../../contract/services.js';
import type { ComparedBill, Comparison, LetterTableRow } from './letter.js';

/**
 * The bills as they were and as they are, service by service with its tax, the late charges that followed them, and what all
 * of it changes by; no rows where nothing was made again.
 */
export function comparisonTable({ bills, lateCharges }: Comparison): LetterTableRow[] {
  if (bills.length === 0) return [];
  const rows = [
    ...bills.flatMap(billRows),
    ...lateCharges.map(({ dueOn, beforeCents, nowCents }) => {
      return amountRow(`Late charge for the bill due ${longDate(dueOn)}`, beforeCents, nowCents, 'line');
    }),
  ];
  const before = sumCents([
    ...bills.map((bill) => totalOf(bill.before)),
    ...lateCharges.map((each) => each.beforeCents),
  ]);
  const now = sumCents([...bills.map((bill) => totalOf(bill.now)), ...lateCharges.map((each) => each.nowCents)]);
  return [...rows, amountRow('In all', before, now, 'total')];
}

function billRows({ billNumber, before, now }: ComparedBill): LetterTableRow[] {
  const heading = `Bill ${billNumber}, ${longDate(before.periodFrom)} to ${longDate(before.periodTo)}`;
  const charged = services.filter((service) => before.services.has(service) || now.services.has(service));
  return [
    { label: heading, before: '', now: '', change: '', look: 'heading' },
    ...periodRow(before, now),
    ...(before.gallons === 0 && now.gallons === 0 ? [] : [useRow(before.gallons, now.gallons)]),
    ...charged.map((service) => {
      const name = `${service.slice(0, 1).toUpperCase()}${service.slice(1)}`;
      return amountRow(name, before.services.get(service) ?? cents(0), now.services.get(service) ?? cents(0), 'line');
    }),
  ];
}

/** Only where the days themselves were wrong. */
function periodRow(before: ComparedBill['before'], now: ComparedBill['now']): LetterTableRow[] {
  if (before.periodFrom === now.periodFrom && before.periodTo === now.periodTo) return [];
  const label = `The bill is for ${longDate(now.periodFrom)} to ${longDate(now.periodTo)} now`;
  return [{ label, before: '', now: '', change: '', look: 'line' }];
}

function useRow(before: number, now: number): LetterTableRow {
  const shown = (gallons: number) => gallons.toLocaleString('en-US');
  const change = now < before ? `−${shown(before - now)}` : shown(now - before);
  return { label: 'Gallons used', before: shown(before), now: shown(now), change, look: 'line' };
}

function amountRow(label: string, before: Cents, now: Cents, look: LetterTableRow['look']): LetterTableRow {
  const [shownBefore, shownNow, change] = [before, now, cents(now - before)].map(printedAmount);
  return { label, before: shownBefore ?? '', now: shownNow ?? '', change: change ?? '', look };
}

/** Print has a minus sign of its own. */
function printedAmount(amount: Cents): string {
  return centsToDollars(amount).replace('-', '−');
}

function totalOf({ services: charged }: ComparedBill['before']): Cents {
  return sumCents([...charged.values()]);
}
