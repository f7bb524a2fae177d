import { isMonth, type Month } from '../../contract/month.js';

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WHOLE_NAMES = ['january', 'february', 'march', 'april', 'may', 'june'].concat(
  ...['july', 'august', 'september', 'october', 'november', 'december'],
);

/**
 * The month that a person's text says: "2026-10", "10/2026", "October 2026", "Oct 2026", "Oct-2026"; null for any other. A
 * year has four digits, so that no day is taken for one.
 */
export function writtenMonth(text: string): Month | null {
  const parts =
    /^(?<year>\d{4})[/-](?<month>\d{1,2})$/.exec(text) ??
    /^(?<month>\d{1,2})[/-](?<year>\d{4})$/.exec(text) ??
    /^(?<name>[a-z]+)\.?,?[\s-]*(?<year>\d{4})$/i.exec(text);
  const { year = '', month, name = '' } = parts?.groups ?? {};
  const written = `${year}-${(month ?? String(monthNumber(name))).padStart(2, '0')}`;
  return isMonth(written) ? written : null;
}

/** 0 where it is no month's name. */
function monthNumber(name: string): number {
  const small = name.toLowerCase();
  const short = small === 'sept' ? 'sep' : small;
  return Math.max(NAMES.indexOf(short), WHOLE_NAMES.indexOf(small)) + 1;
}
