import type { CellValue } from './cell.js';
import type { Style } from './style.js';

/** A column's filter as office.js carries it (Excel.FilterCriteria). */
export interface FilterCriteria {
  readonly filterOn: string;
  readonly criterion1?: string;
  readonly criterion2?: string;
  readonly operator?: string;
  readonly values?: readonly unknown[];
  readonly color?: string;
  readonly dynamicCriteria?: string;
}

/** Filters to the most or the least of a column. */
export const TOP_KINDS = ['TopItems', 'TopPercent', 'BottomItems', 'BottomPercent'];
/** Filters by the day that it is are not among them. */
export const DYNAMIC_FILTERS = ['AboveAverage', 'BelowAverage'];

export const FILTER_KINDS = ['Values', 'Custom', 'CellColor', 'FontColor', ...TOP_KINDS, 'Dynamic'];

/** What a filter sees of a cell. */
export interface FilteredCell {
  readonly value: CellValue;
  readonly text: string;
  readonly style: Style;
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/~?[*?]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return `\\${part.replace('~', '')}`;
  });
  return new RegExp(`^${source}$`, 'is');
}

function meets(cell: FilteredCell, criterion: string): boolean {
  const [, operator = '', operand = ''] = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(criterion) ?? [];
  const wanted = Number(operand);
  if (operand !== '' && !Number.isNaN(wanted)) {
    const value = typeof cell.value === 'number' ? cell.value : Number.NaN;
    if (operator === '<') return value < wanted;
    if (operator === '<=') return value <= wanted;
    if (operator === '>') return value > wanted;
    if (operator === '>=') return value >= wanted;
    return (value === wanted) === (operator !== '<>');
  }
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
    const order = cell.text.toLowerCase().localeCompare(operand.toLowerCase());
    return (order === 0 && operator.endsWith('=')) || (operator.startsWith('<') ? order < 0 : order > 0);
  }
  return wildcard(operand).test(cell.text) === (operator !== '<>');
}

/** True when a row stays visible under a column's filter. */
export function passesFilter(cell: FilteredCell, criteria: FilterCriteria): boolean {
  switch (criteria.filterOn) {
    case 'Values':
      return (criteria.values ?? []).some((value) => String(value).toLowerCase() === cell.text.toLowerCase());
    case 'CellColor':
      return cell.style.fill.toLowerCase() === (criteria.color ?? '').toLowerCase();
    case 'FontColor':
      return cell.style.fontColor.toLowerCase() === (criteria.color ?? '').toLowerCase();
    default: {
      const first = meets(cell, criteria.criterion1 ?? '');
      if (criteria.criterion2 === undefined || criteria.criterion2 === '') return first;
      const second = meets(cell, criteria.criterion2);
      return criteria.operator === 'Or' ? first || second : first && second;
    }
  }
}

// The bound that a filter on a whole column sets for its numbers: the least that shows, or the most.
function boundOf(numbers: readonly number[], { filterOn, criterion1 = '' }: FilterCriteria): number {
  const sorted = [...numbers].sort((a, b) => (filterOn.startsWith('Top') ? b - a : a - b));
  const wanted = Number(criterion1);
  const count = filterOn.endsWith('Percent') ? Math.floor((sorted.length * wanted) / 100) : wanted;
  return sorted[Math.min(sorted.length, Math.max(1, count)) - 1] ?? 0;
}

/**
 * The test that a column's filter is for each of its cells.
 * @param values what the column holds, for filters that compare with the whole of it
 */
export function filterTest(criteria: FilterCriteria, values: readonly CellValue[]): (cell: FilteredCell) => boolean {
  const numbers = values.filter((value) => typeof value === 'number');
  const compared = (test: (value: number) => boolean) => (cell: FilteredCell) =>
    typeof cell.value === 'number' && test(cell.value);
  if (criteria.filterOn === 'Dynamic') {
    const average = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    return compared((value) => (criteria.dynamicCriteria === 'AboveAverage' ? value > average : value < average));
  }
  if (TOP_KINDS.includes(criteria.filterOn)) {
    const bound = boundOf(numbers, criteria);
    return compared((value) => (criteria.filterOn.startsWith('Top') ? value >= bound : value <= bound));
  }
  return (cell) => passesFilter(cell, criteria);
}
