import { z } from 'zod';

/** The largest amount that any column, sum or reply may hold: 2^51 cents keeps every sum of postings exact. */
export const CENTS_MAX = 2 ** 51;

/** No customer of a town pays or is charged more at once: what is larger is a number in the wrong place. */
export const AT_ONCE_CENTS_MAX = 1_000_000_000;

/** Money: a whole number of cents, at most {@link CENTS_MAX} either way. */
export type Cents = number & { readonly brand: 'cents' };

export const centsSchema = z
  .number()
  .int()
  .min(-CENTS_MAX)
  .max(CENTS_MAX)
  .transform((value) => value as Cents);

/** Brands a number as cents. Throws a RangeError when it is not a whole number within the bound. */
export function cents(value: number): Cents {
  if (!Number.isInteger(value) || Math.abs(value) > CENTS_MAX) {
    throw new RangeError(`${value} is not a whole number of cents within ${CENTS_MAX}.`);
  }
  return (value === 0 ? 0 : value) as Cents;
}

/** The same amount the other way. */
export function negated(amount: Cents): Cents {
  return cents(0 - amount);
}

/** Adds amounts in cents. Throws a RangeError when the sum leaves the bound. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return cents(sum);
}

/** Turns cents into decimal text with two places, e.g. -1234 into "-12.34". */
export function centsToDecimalText(amount: Cents): string {
  const digits = Math.abs(amount).toString().padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Turns cents into text for a person, e.g. 123456 into "$1,234.56" and -5 into "-$0.05". */
export function centsToDollars(amount: Cents): string {
  const text = centsToDecimalText(cents(Math.abs(amount)));
  const whole = text.slice(0, -3);
  // Most amounts have no thousands, and looking for them takes longer than all else.
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${amount < 0 ? '-' : ''}$${grouped}${text.slice(-3)}`;
}

/**
 * Reads an amount as a person types it: "12,345.67", "$12345.67", "12345.6", "-$5.00". Gives null for anything else;
 * commas must stand at the thousands, so that a comma meant as a decimal point is never taken for one.
 */
export function typedAmountToCents(typed: string): Cents | null {
  const match = /^(-?)\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?$/.exec(typed.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return decimalTextToCents(`${sign}${whole.replaceAll(',', '')}${fraction}`);
}

/**
 * Reads decimal text such as "42", "-3.5" or "1234.56" as cents, or gives null when it is no plain amount.
 * More than two decimals give null too: an amount is never rounded quietly.
 */
export function decimalTextToCents(text: string): Cents | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return cents(sign === '-' ? -value : value);
}
