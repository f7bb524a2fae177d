import { CurbstopError } from '../../contract/problem.js';
import { monthOf } from '../../contract/month.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, centsToDecimalText, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import { rebillParametersSchema, rebillSheet, type RebillParameters } from '../../contract/sheets/rebill.js';
import type { ServiceName } from '../../contract/services.js';
import type { PostedPeriod, PostedRead } from '../../domain/rebilling/posted-period.js';
import { rebillKey } from '../../domain/rebilling/read-corrections.js';
import type { Database } from '../../store/database.js';
import { account } from '../account.js';
import { correctedWords } from '../rebilling/corrected-words.js';
import { postedPeriods } from '../rebilling/posted-periods.js';
import { tariffBook } from '../tariff-book.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** A year and the same month of the year before. */
const BILLS_UNLESS_TOLD = 13;

/** The posted bills of an account, the oldest first, a row for each register. Throws `unknown-account` or `no-such-bill`. */
export const rebillSource: SheetSource<RebillParameters> = {
  kind: rebillSheet,
  parameters: rebillParametersSchema,
  async read(database, parameters) {
    const { customerName } = await account(database, parameters.accountId);
    const { asked } = await rebillPeriods(database, parameters);
    if (asked.length === 0) throw noBills(parameters);
    const corrected = await correctedWords(database, parameters.accountId);
    const total = sumCents(asked.map(({ totalCents }) => totalCents));
    return {
      subject: `Account ${parameters.accountId}, ${customerName}`,
      rows: asked.flatMap((posted) => rebillRows(posted, corrected(posted.rebillNumber))),
      totals: totalsOf(asked, total),
    };
  },
};

/** The bills of an account that hold: all of them, and those that were asked for. */
export async function rebillPeriods(
  database: Database,
  { accountId, fromMonth, throughMonth }: RebillParameters,
): Promise<{ readonly all: readonly PostedPeriod[]; readonly asked: readonly PostedPeriod[] }> {
  const all = await postedPeriods(database, accountId, await tariffBook(database));
  const upTo = all.filter(({ period }) => throughMonth === undefined || monthOf(period.to) <= throughMonth);
  const asked =
    fromMonth === undefined
      ? upTo.slice(-BILLS_UNLESS_TOLD)
      : upTo.filter(({ period }) => monthOf(period.to) >= fromMonth);
  return { all, asked };
}

/** The rows of a bill: one for each register, or one where none measured. What is of the whole bill stands on the first. */
export function rebillRows(posted: PostedPeriod, corrected: string | null): SheetCell[][] {
  const reads = posted.reads.length === 0 ? [null] : posted.reads;
  return reads.map((read, index) => [...rowOf(posted, read, index === 0), index === 0 ? corrected : null]);
}

function rowOf(posted: PostedPeriod, read: PostedRead | null, isFirst: boolean): SheetCell[] {
  const { billNumber, rebillNumber, period, rateClass, services } = posted;
  const ofBill = <Cell extends SheetCell>(cell: Cell) => (isFirst ? cell : null);
  const carts = services.find((service) => service.carts !== null)?.carts ?? null;
  return [
    ...[rebillKey(billNumber, read), period.from, period.to],
    rebillNumber === null ? 'Bill' : `Rebill ${rebillNumber}`,
    ...[read?.meterId ?? null, read?.registerNumber ?? null, read?.previousOn ?? null, read?.previousValue ?? null],
    ...[read?.readOn ?? null, read?.value ?? null, read?.usageGallons ?? null, read?.register.multiplier ?? null],
    ...[null, null, null, null],
    ...[className(rateClass), null],
    ...[services.map(({ tariffId }) => tariffId).join(', '), null],
    ...[carts, null, null, null, null, null],
    ...(['water', 'sewer', 'garbage'] as const).map((service) => ofBill(moneyCell(chargeOf(posted, service)))),
    ...[ofBill(moneyCell(taxOf(posted))), ofBill(centsToDecimalText(posted.totalCents))],
    ...[billNumber, posted.billedOn, posted.dueOn],
  ];
}

/** What a service was billed with, without its tax; null where the bill does not have it. */
function chargeOf({ charges }: PostedPeriod, service: ServiceName): Cents | null {
  const charge = charges.find((each) => each.service === service);
  if (charge === undefined) return null;
  return sumCents(charge.lines.filter(({ kind }) => kind !== 'tax').map(({ amountCents }) => amountCents));
}

function taxOf({ charges }: PostedPeriod): Cents {
  const tax = charges.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'tax'));
  return sumCents(tax.map(({ amountCents }) => amountCents));
}

function moneyCell(amount: Cents | null): string | null {
  return amount === null ? null : centsToDecimalText(amount);
}

function totalsOf(periods: readonly PostedPeriod[], total: Cents): SheetContent['totals'] {
  return [
    { label: 'Bills', value: String(periods.length) },
    { label: 'Billed', value: centsToDollars(cents(total)) },
  ];
}

function noBills({ accountId }: RebillParameters): CurbstopError {
  return new CurbstopError({
    code: 'no-such-bill',
    status: 404,
    message: `Account ${accountId} has no posted bill of these months.`,
    fix: 'Check the account and the months.',
  });
}
