import { isCalendarDate } from '../../contract/calendar-date.js';
import { centsToDecimalText, decimalTextToCents } from '../../contract/money.js';
import type { Instalment } from './arrangement.js';

/** As they stand in a cell: "40.00 by 2026-12-05; 40.00 by 2027-01-05". */
export function instalmentsText(instalments: readonly Instalment[]): string {
  return instalments.map(({ dueOn, amountCents }) => `${centsToDecimalText(amountCents)} by ${dueOn}`).join('; ');
}

/** Reads instalments, in the order of their days; the part that is none, where one is not. */
export function readInstalments(text: string): readonly Instalment[] | { readonly wrong: string } {
  const read: Instalment[] = [];
  for (const part of text.split(/[;\n]/)) {
    const [, dollars = '', dueOn = ''] = /^\s*\$?(\d+(?:\.\d{1,2})?) by (\d{4}-\d{2}-\d{2})\s*$/.exec(part) ?? [];
    const amountCents = decimalTextToCents(dollars);
    if (amountCents === null || amountCents <= 0 || !isCalendarDate(dueOn)) return { wrong: part.trim() };
    read.push({ dueOn, amountCents });
  }
  return read.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
