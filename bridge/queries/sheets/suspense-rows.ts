import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { suspenseParametersSchema, suspenseSheet } from '../../contract/sheets/suspense.js';
import { suspenseItems, type SuspenseItem } from '../suspense-items.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What stands in suspense, the oldest first. */
export const suspenseSource: SheetSource<unknown> = {
  kind: suspenseSheet,
  parameters: suspenseParametersSchema,
  async read(database, _parameters, now) {
    const { name, timeZone } = await utilitySettings(database, now);
    const items = await suspenseItems(database, null);
    const total = sumCents(items.map(({ amountCents }) => amountCents));
    return {
      subject: name,
      rows: items.map((item) => suspenseRow(item, timeZone)),
      totals: [
        { label: 'Payments', value: items.length.toLocaleString('en-US') },
        { label: 'In suspense', value: centsToDollars(total) },
      ],
    };
  },
};

const CAUSES: Readonly<Record<string, string>> = {
  'unknown-account': 'No such account',
  'closed-account': 'Account closed, owes nothing',
};

/** The sheet's row of a payment in suspense; what was decided stands in it where it is resolved. */
export function suspenseRow(item: SuspenseItem, timeZone: string): SheetCell[] {
  const { fileName, lineNumber, resolution } = item;
  return [
    String(item.suspenseNumber),
    dateInTimeZone(new Date(item.receivedAt), timeZone),
    centsToDecimalText(item.amountCents),
    item.accountText || null,
    item.payer || null,
    CAUSES[item.cause] ?? item.cause,
    resolution?.action ?? null,
    resolution?.accountId ?? null,
    resolution?.reason ?? null,
    item.source,
    item.reference || null,
    fileName === null ? null : `${fileName}, line ${lineNumber ?? '?'}`,
  ];
}
