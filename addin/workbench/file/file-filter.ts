import type { FilterCriteria } from '../host/model/filter.js';
import { invert } from './invert.js';
import { element, elements } from './package-parts.js';

const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'equal',
  '<>': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
};
const SIGNS = invert(OPERATORS);
const DYNAMIC: Readonly<Record<string, string>> = { AboveAverage: 'aboveAverage', BelowAverage: 'belowAverage' };

function customFilter(criterion: string): string {
  const [, sign = '=', operand = ''] = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(criterion) ?? [];
  const operator = OPERATORS[sign];
  return element('customFilter', { operator: operator === 'equal' ? undefined : operator, val: operand });
}

// Filters by colour stand on the looks of cells that the file keeps elsewhere; the rows they hide stay hidden.
function criteriaXml(criteria: FilterCriteria): string {
  if (criteria.filterOn === 'Values') {
    const values = (criteria.values ?? []).map(String);
    const listed = values.filter((value) => value !== '').map((value) => element('filter', { val: value }));
    return element('filters', { blank: values.includes('') ? 1 : undefined }, listed.join(''));
  }
  if (criteria.filterOn === 'Dynamic')
    return element('dynamicFilter', { type: DYNAMIC[criteria.dynamicCriteria ?? ''] });
  const top = /^(Top|Bottom)(Items|Percent)$/.exec(criteria.filterOn);
  if (top !== null) {
    const [, end, unit] = top;
    return element('top10', {
      top: end === 'Top' ? undefined : 0,
      percent: unit === 'Percent' ? 1 : undefined,
      val: criteria.criterion1,
    });
  }
  if (criteria.filterOn !== 'Custom') return '';
  const both = [criteria.criterion1, criteria.criterion2].filter((text) => text !== undefined && text !== '');
  const and = both.length === 2 && criteria.operator !== 'Or' ? 1 : undefined;
  return element('customFilters', { and }, both.map((text) => customFilter(text ?? '')).join(''));
}

/**
 * A filter as the file has it.
 * @param ref the cells with their headings
 * @param criteria by column, counted from 0
 */
export function filterXml(ref: string, criteria: Iterable<readonly [column: number, FilterCriteria]>): string {
  const columns = [...criteria].flatMap(([column, each]) => {
    const xml = criteriaXml(each);
    return xml === '' ? [] : [element('filterColumn', { colId: column }, xml)];
  });
  return element('autoFilter', { ref }, columns.join(''));
}

function modelCriteria(xml: string): FilterCriteria | null {
  const custom = elements(xml, 'customFilter').map(
    ({ operator = 'equal', val = '' }) => `${SIGNS[operator] ?? '='}${val}`,
  );
  const [first, second] = custom;
  if (first !== undefined) {
    const and = elements(xml, 'customFilters')[0]?.and;
    const operator = and === '1' || and === 'true' ? 'And' : 'Or';
    return { filterOn: 'Custom', criterion1: first, ...(second === undefined ? {} : { criterion2: second, operator }) };
  }
  const [dynamic] = elements(xml, 'dynamicFilter');
  const dynamicCriteria = invert(DYNAMIC)[dynamic?.type ?? ''];
  if (dynamicCriteria !== undefined) return { filterOn: 'Dynamic', dynamicCriteria };
  const [top] = elements(xml, 'top10');
  if (top !== undefined) {
    const end = top.top === '0' || top.top === 'false' ? 'Bottom' : 'Top';
    const unit = top.percent === '1' || top.percent === 'true' ? 'Percent' : 'Items';
    return { filterOn: `${end}${unit}`, criterion1: top.val ?? '' };
  }
  const blank = elements(xml, 'filters')[0]?.blank;
  const values = elements(xml, 'filter').map(({ val = '' }) => val);
  if (blank === '1' || blank === 'true') values.push('');
  return values.length === 0 ? null : { filterOn: 'Values', values };
}

/** The criteria of a filter in the file, by column; kinds that the workbench does not know are left out. */
export function modelFilter(xml: string): Map<number, FilterCriteria> {
  const criteria = new Map<number, FilterCriteria>();
  for (const [, column = '', inner = ''] of xml.matchAll(
    /<(?:[\w.-]+:)?filterColumn\s[^>]*?colId="(\d+)"[^>]*?>([\s\S]*?)<\/(?:[\w.-]+:)?filterColumn>/g,
  )) {
    const read = modelCriteria(inner);
    if (read !== null) criteria.set(Number(column), read);
  }
  return criteria;
}
