import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import {
  paymentArrangementsParametersSchema,
  paymentArrangementsSheet,
  type PaymentArrangementsParameters,
} from '../../contract/sheets/payment-arrangements.js';
import { arrangementState, behindOn, coveredOn } from '../../domain/late-charges/arrangement.js';
import { instalmentsText } from '../../domain/late-charges/instalments-text.js';
import { account } from '../account.js';
import { listedArrangements, type Deed, type ListedArrangement } from '../late-charges/listed-arrangements.js';
import { utilityDate, utilitySettings } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** What customers may pay later, of all accounts or of one. Throws `unknown-account`. */
export const paymentArrangementsSource: SheetSource<PaymentArrangementsParameters> = {
  kind: paymentArrangementsSheet,
  parameters: paymentArrangementsParametersSchema,
  async read(database, { accountId }, now) {
    if (accountId !== undefined) await account(database, accountId);
    const { timeZone } = await utilitySettings(database, now);
    const today = await utilityDate(database, now);
    const listed = await listedArrangements(database, accountId ?? null, { today, timeZone });
    return {
      subject: accountId === undefined ? 'All accounts' : `Account ${accountId}`,
      rows: listed.map((each) => arrangementRow(each, today)),
      totals: totalsOf(listed, today),
    };
  },
};

/** The sheet's row of an arrangement. */
export function arrangementRow(listed: ListedArrangement, today: CalendarDate): SheetCell[] {
  const { arrangementNumber, accountId, customerName, amountCents, fromOn, untilOn, instalments, end } = listed;
  const covered = coveredOn(listed, today);
  return [
    ...[String(arrangementNumber), accountId, customerName, centsToDecimalText(amountCents), fromOn, untilOn],
    ...[instalments.length === 0 ? null : instalmentsText(instalments), listed.reason],
    ...[end?.how ?? null, listed.endReason === '' ? null : listed.endReason, arrangementState(listed, today)],
    ...[covered === 0 ? null : centsToDecimalText(covered), behindWords(listed, today)],
    ...[deedWords(listed.made), end === null ? null : deedWords(listed.closed)],
  ];
}

function behindWords(listed: ListedArrangement, today: CalendarDate): string | null {
  if (listed.end !== null || listed.fromOn > today) return null;
  const behind = behindOn(listed, listed.since, today);
  return behind === 0 ? null : `${centsToDollars(behind)} behind`;
}

function deedWords(deed: Deed | null): string | null {
  return deed === null ? null : `${deed.by} on ${deed.on}`;
}

function totalsOf(listed: readonly ListedArrangement[], today: CalendarDate): SheetContent['totals'] {
  const standing = listed.filter((each) => arrangementState(each, today) === 'in force');
  const behind = standing.filter((each) => behindWords(each, today) !== null);
  return [
    { label: 'In force', value: standing.length.toLocaleString('en-US') },
    { label: 'Agreed', value: centsToDollars(sumCents(standing.map(({ amountCents }) => amountCents))) },
    { label: 'Behind', value: behind.length.toLocaleString('en-US') },
  ];
}
