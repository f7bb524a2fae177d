import { isRateNumber } from '../../../contract/rate-value.js';

/** Spelled without quotes, such a text is the same text to every reader of YAML, inside [ ] and { } too. */
const PLAIN = /^(?:[A-Za-z0-9(.]|[-+](?=[^\s]))[A-Za-z0-9_ .+\-*/^()%$";]*$/;
const WORDS_WITH_MEANING = /^(true|false|yes|no|on|off|null|y|n)$/i;
const CENTS = /^-?\d+\.\d\d$/;

/**
 * Spells a value for the file, with the quotes that the spelling which it replaces had, or those that it needs. A number
 * in the place of one with cents gets cents: 21.5 for 20.00 is 21.50.
 */
export function spellValue(value: string, former: string): string {
  if (former.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  if (former.startsWith('"')) return JSON.stringify(value);
  if (isRateNumber(value)) return CENTS.test(former) ? withCents(value) : value;
  const isPlain = PLAIN.test(value) && value.trim() === value && !WORDS_WITH_MEANING.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}

function withCents(value: string): string {
  const [whole = '', decimals = ''] = value.split('.');
  return decimals.length >= 2 ? value : `${whole}.${decimals.padEnd(2, '0')}`;
}
