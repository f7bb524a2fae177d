import { AT_ONCE_CENTS_MAX, decimalTextToCents, negated, type Cents } from '../../contract/money.js';

const AMOUNT = /^(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?$/;

/**
 * Reads dollars as people and their programs write them: "$1,234.50", "-12", "12.00-", "(12.00)". Null for any other text,
 * for parts of a cent, and for more than one customer is ever charged.
 */
export function readCharge(text: string): Cents | null {
  const { isNegative, digits } = withoutSign(text.replace(/[$\s]/g, ''));
  if (digits === '' || digits === '.' || !AMOUNT.test(digits)) return null;
  const [whole = '', fraction = ''] = digits.replaceAll(',', '').split('.');
  const amount = decimalTextToCents(`${whole || '0'}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`);
  if (amount === null || amount > AT_ONCE_CENTS_MAX) return null;
  return isNegative ? negated(amount) : amount;
}

function withoutSign(text: string): { readonly isNegative: boolean; readonly digits: string } {
  const negative = /^\((.*)\)$|^-(.*)$|^(.*)-$/.exec(text);
  if (negative === null) return { isNegative: false, digits: text };
  return { isNegative: true, digits: negative[1] ?? negative[2] ?? negative[3] ?? '' };
}
