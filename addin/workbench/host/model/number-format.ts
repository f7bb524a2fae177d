import { CellError, type CellValue } from './cell.js';
import { dateOfSerial } from './serial-date.js';
import { GENERAL, TEXT_FORMAT } from './style.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'].concat([
  'October',
  'November',
  'December',
]);
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** Characters for private use stand for literal text: no token of a number format is among them. */
const FIRST_MARK = 0xe000;
const DATE_TOKEN = /AM\/PM|yyyy|yy|m{1,5}|d{1,4}|hh?|ss?/gi;

function generalText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) {
    const [mantissa = '', exponent = ''] = value.toExponential(5).split('e');
    const power = Number(exponent);
    return `${String(Number(mantissa))}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return String(Number(value.toFixed(Math.max(0, 10 - Math.max(1, Math.trunc(size).toString().length)))));
}

// Quoted and escaped text would be taken for tokens; it waits in a list while the tokens are replaced.
function withoutLiterals(section: string): { pattern: string; literals: string[] } {
  const literals: string[] = [];
  const keep = (text: string): string => String.fromCharCode(FIRST_MARK + literals.push(text) - 1);
  const pattern = section
    .replace(/\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\s?\d+)\]/gi, '')
    .replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, (_, symbol: string) => keep(symbol))
    .replace(/"([^"]*)"/g, (_, text: string) => keep(text))
    .replace(/\\(.)/g, (_, character: string) => keep(character))
    .replace(/_./g, () => keep(' '))
    .replace(/\*./g, '');
  return { pattern, literals };
}

function withLiterals(text: string, literals: readonly string[]): string {
  return text.replace(/[\uE000-\uF8FF]/g, (mark) => literals[mark.charCodeAt(0) - FIRST_MARK] ?? '');
}

function dateText(value: number, pattern: string): string {
  const date = dateOfSerial(value);
  const twelve = /AM\/PM/i.test(pattern);
  const hours = twelve ? date.getUTCHours() % 12 || 12 : date.getUTCHours();
  const two = (part: number): string => String(part).padStart(2, '0');
  let afterHours = false;
  return pattern.replace(DATE_TOKEN, (token, offset: number) => {
    const low = token.toLowerCase();
    const month = MONTHS[date.getUTCMonth()] ?? '';
    const day = DAYS[date.getUTCDay()] ?? '';
    const minutes = afterHours || /^m+:?s/i.test(pattern.slice(offset));
    if (!low.startsWith('m')) afterHours = low.startsWith('h');
    if (low === 'am/pm') return date.getUTCHours() < 12 ? 'AM' : 'PM';
    if (low === 'yyyy') return String(date.getUTCFullYear());
    if (low === 'yy') return two(date.getUTCFullYear() % 100);
    if (low.startsWith('h')) return low.length === 2 ? two(hours) : String(hours);
    if (low.startsWith('s')) return low.length === 2 ? two(date.getUTCSeconds()) : String(date.getUTCSeconds());
    if (low.startsWith('d')) {
      const forms = [String(date.getUTCDate()), two(date.getUTCDate()), day.slice(0, 3), day];
      return forms[low.length - 1] ?? '';
    }
    if (minutes && low.length <= 2) return low.length === 2 ? two(date.getUTCMinutes()) : String(date.getUTCMinutes());
    const forms = [String(date.getUTCMonth() + 1), two(date.getUTCMonth() + 1), month.slice(0, 3), month];
    return forms[low.length - 1] ?? month.slice(0, 1);
  });
}

function numberText(value: number, pattern: string): string {
  const mask = /[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?/i.exec(pattern);
  if (mask === null) return pattern;
  const [body = '', exponent] = mask[0].split(/E/i);
  const [whole = '', fraction = ''] = body.split('.');
  const scaled = value * 100 ** (pattern.match(/%/g)?.length ?? 0) * 1000 ** -(/,+$/.exec(whole)?.[0].length ?? 0);
  let digits: string;
  if (exponent !== undefined) {
    const [mantissa = '', power = '0'] = scaled.toExponential(fraction.length).split('e');
    digits = `${mantissa}E${Number(power) < 0 ? '-' : '+'}${String(Math.abs(Number(power))).padStart(exponent.length - 1, '0')}`;
  } else {
    // The shortest decimal text first, so that 1.005 rounds to 1.01 as Excel shows it.
    const rounded = Number(`${Math.round(Number(`${scaled}e${fraction.length}`))}e-${fraction.length}`);
    const fixed = (Number.isFinite(rounded) ? rounded : scaled).toFixed(fraction.length);
    const [integer = '', decimals = ''] = fixed.split('.');
    const least = whole.replace(/[^0]/g, '').length;
    let shown = (least === 0 && integer === '0' ? '' : integer).padStart(least, '0');
    if (/[#0?],+[#0?]/.test(whole)) shown = shown.replace(/\B(?=(\d{3})+$)/g, ',');
    const optional = /#+$/.exec(fraction)?.[0].length ?? 0;
    let kept = decimals;
    for (let drop = 0; drop < optional && kept.endsWith('0'); drop += 1) kept = kept.slice(0, -1);
    digits = kept === '' && !fraction ? shown : `${shown}.${kept}`;
  }
  return pattern.slice(0, mask.index) + digits + pattern.slice(mask.index + mask[0].length);
}

/**
 * The text that a cell shows.
 * @param value what the cell holds
 * @param format its number format, in Excel's notation
 */
export function displayText(value: CellValue, format: string): string {
  if (value instanceof CellError) return value.code;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const sections = format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\[])+/g) ?? [GENERAL];
  if (typeof value === 'string') {
    const textSection = sections[3] ?? (format.includes(TEXT_FORMAT) ? format : '');
    if (textSection === '') return value;
    const { pattern, literals } = withoutLiterals(textSection);
    return withLiterals(
      pattern.replaceAll('@', () => value),
      literals,
    );
  }
  const section = (value < 0 ? sections[1] : value === 0 ? sections[2] : undefined) ?? sections[0] ?? GENERAL;
  const { pattern, literals } = withoutLiterals(section);
  if (pattern === TEXT_FORMAT || /^general$/i.test(pattern.trim())) return withLiterals(generalText(value), literals);
  // A section of its own for negative numbers says itself how they are marked.
  const ownSection = value < 0 && sections[1] !== undefined;
  const size = ownSection ? -value : value;
  if (/[ymdhs]/i.test(pattern) && !/[#0?]/.test(pattern)) return withLiterals(dateText(size, pattern), literals);
  const text = size < 0 ? `-${numberText(-size, pattern)}` : numberText(size, pattern);
  return withLiterals(text, literals);
}
