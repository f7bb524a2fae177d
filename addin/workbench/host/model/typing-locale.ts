/** How a language and country write numbers and days. */
export interface Separators {
  readonly decimal: string;
  readonly group: string;
  readonly date: string;
  readonly isDayFirst: boolean;
}

const SAMPLE_DAY = new Date(2026, 10, 23);
const known = new Map<string, Separators>();

/** The separators of a locale such as "de-DE". */
export function separatorsOf(locale: string): Separators {
  const found = known.get(locale) ?? readSeparators(locale);
  known.set(locale, found);
  return found;
}

function readSeparators(locale: string): Separators {
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1_234_567.5);
  const day = new Intl.DateTimeFormat(locale).formatToParts(SAMPLE_DAY);
  const order = day.map(({ type }) => type);
  return {
    decimal: number.find(({ type }) => type === 'decimal')?.value ?? '.',
    group: number.find(({ type }) => type === 'group')?.value ?? ',',
    date: day.find(({ type }) => type === 'literal')?.value.trim() ?? '/',
    isDayFirst: order.indexOf('day') < order.indexOf('month') && order[0] !== 'year',
  };
}

/**
 * What was typed by the customs of a locale, as an American types it. Null when it is a number or a day by American custom
 * alone, which Excel then takes for text.
 */
export function asAmericanTypes(text: string, locale: string): string | null {
  const { decimal, group, date, isDayFirst } = separatorsOf(locale);
  const day = /^(\d{1,2})([-/.])(\d{1,2})(?:[-/.](\d{4}|\d{2}))?$/.exec(text);
  if (day !== null && (day[2] !== '.' || date === '.')) {
    const [, first = '', , second = '', year] = day;
    const parts = isDayFirst ? [second, first] : [first, second];
    return [...parts, ...(year === undefined ? [] : [year])].join('/');
  }
  if (decimal === '.' && group === ',') return text;
  if (!/\d/.test(text) || !/^[-+\d.,\s%]+$/.test(text)) return text;
  return asAmericanNumber(text, { decimal, group });
}

/** The space between groups may be typed as any space. */
function asAmericanNumber(text: string, { decimal, group }: Pick<Separators, 'decimal' | 'group'>): string | null {
  const isSpaced = group.trim() === '';
  const [whole = '', fraction, ...more] = text.split(decimal);
  const grouped = isSpaced ? whole.replace(/(\d)\s(?=\d)/g, '$1,') : whole.replaceAll(group, ',');
  const isForeign = more.length > 0 || (isSpaced && text.includes('.')) || /[.,]/.test(fraction ?? '');
  if (isForeign) return null;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
