import { decimalTextToCents, type Cents } from '../../../bridge/contract/money.js';

export type Confirmation = 'empty' | 'not-an-amount' | 'differs' | 'confirmed';

/**
 * Reads an amount as a person types it: "12,345.67", "$12345.67", "12345.6", "-$5.00". Gives null for anything else;
 * commas must stand at the thousands, so that a comma meant as a decimal point is never taken for one.
 */
export function amountOf(typed: string): Cents | null {
  const match = /^(-?)\s*\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?$/.exec(typed.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return decimalTextToCents(`${sign}${whole.replaceAll(',', '')}${fraction}`);
}

/** Whether what was typed confirms the total on the screen. */
export function confirmationOf(typed: string, totalCents: Cents): Confirmation {
  if (typed.trim() === '') return 'empty';
  const amount = amountOf(typed);
  if (amount === null) return 'not-an-amount';
  return amount === totalCents ? 'confirmed' : 'differs';
}
