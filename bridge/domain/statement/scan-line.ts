import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { ScanField } from '../../contract/settings/statement.js';
import { checkDigit } from './check-digit.js';

/** What the bank's scanner reads from a return stub. */
export interface ScanFacts {
  readonly accountId: string;
  readonly billNumber: number;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  /** Nothing where the account is in credit. */
  readonly amountDueCents: Cents;
  readonly afterDueCents: Cents;
}

/**
 * The scan line with its check digit, or null where a field does not fit its length or the account number has other than
 * digits and hyphens: a wrong line would credit another account, and a stub without one is keyed by hand.
 */
export function scanLine(fields: readonly ScanField[], facts: ScanFacts): string | null {
  const parts = fields.map((field) => scanField(field, facts));
  if (parts.includes(null)) return null;
  const digits = parts.join('');
  return `${digits}${checkDigit(digits)}`;
}

function scanField(field: ScanField, facts: ScanFacts): string | null {
  switch (field.field) {
    case 'account':
      return filled(facts.accountId.replaceAll('-', ''), field.length);
    case 'bill-number':
      return filled(String(facts.billNumber), field.length);
    case 'bill-date':
      return monthDayYear(facts.billedOn);
    case 'due-date':
      return monthDayYear(facts.dueOn);
    case 'text':
      return field.digits;
    case 'amount-due':
      return filled(String(facts.amountDueCents), field.length);
    case 'amount-after-due':
      return filled(String(facts.afterDueCents), field.length);
  }
}

function filled(digits: string, length: number): string | null {
  return /^\d+$/.test(digits) && digits.length <= length ? digits.padStart(length, '0') : null;
}

function monthDayYear(date: CalendarDate): string {
  return `${date.slice(5, 7)}${date.slice(8, 10)}${date.slice(2, 4)}`;
}
