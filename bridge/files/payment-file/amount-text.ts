import { AT_ONCE_CENTS_MAX, cents, centsToDollars, decimalTextToCents, type Cents } from '../../contract/money.js';

/** What is wrong with the text of an amount, and what to do. */
export interface WrongAmount {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** Reads an amount as the layout writes it. Nothing is rounded or guessed: what is no plain amount is told. */
export function readAmount(text: string, amountIn: 'dollars' | 'cents'): Cents | WrongAmount {
  const amount = plainAmount(text, amountIn);
  if (amount === null) return noAmount(text, amountIn);
  if (amount <= 0) {
    return {
      code: 'negative-payment',
      message: `"${text}" is not more than zero.`,
      fix: 'A payment that the bank returned is entered as returned; take the line out of the file or have it written again.',
    };
  }
  if (amount <= AT_ONCE_CENTS_MAX) return amount;
  return {
    code: 'amount-too-large',
    message: `"${text}" is more than ${centsToDollars(cents(AT_ONCE_CENTS_MAX))}, the most that one payment may be.`,
    fix: 'Check that the layout names the right column, and whether it is in dollars or in cents.',
  };
}

/** Reads a plain amount of any size; null when it is none. */
export function plainAmount(text: string, amountIn: 'dollars' | 'cents'): Cents | null {
  return amountIn === 'dollars' ? decimalTextToCents(text) : wholeCents(text);
}

function wholeCents(text: string): Cents | null {
  return /^-?\d{1,15}$/.test(text) ? cents(Number(text)) : null;
}

function noAmount(text: string, amountIn: 'dollars' | 'cents'): WrongAmount {
  if (/^\(.*\)$/.test(text)) {
    return {
      code: 'negative-payment',
      message: `"${text}" stands in parentheses, as accountants write less than zero.`,
      fix: 'A payment that the bank returned is entered as returned; take the line out of the file or have it written again.',
    };
  }
  const shape =
    amountIn === 'dollars' ? 'dollars such as 84.10, with two decimals at most' : 'whole cents such as 8410';
  return {
    code: 'amount-invalid',
    message: text === '' ? 'There is no amount.' : `"${text}" is no plain amount.`,
    fix: `The layout takes ${shape}, without signs and separators. Export the file so, or correct the layout.`,
  };
}
