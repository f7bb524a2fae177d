import { cellArea, contains } from './area.js';
import { valueOfFormula } from './calculation.js';
import { CellError, type CellValue } from './cell.js';
import type { ConditionalFormat, ConditionalLook } from './conditional-format.js';
import type { Sheet } from './sheet.js';
import { compareValues } from './sort.js';
import type { Workbook } from './workbook.js';

interface Place {
  readonly row: number;
  readonly column: number;
}

function operand(workbook: Workbook, sheet: Sheet, formula: unknown, place: Place, home: Place): CellValue | null {
  if (typeof formula === 'number') return formula;
  if (typeof formula !== 'string') return null;
  if (formula.startsWith('=')) return valueOfFormula(workbook, sheet, formula, place, home);
  const number = Number(formula);
  return formula === '' || Number.isNaN(number) ? formula.replace(/^"|"$/g, '') : number;
}

function meetsValue(value: CellValue, operator: unknown, first: CellValue | null, second: CellValue | null): boolean {
  if (first === null) return false;
  // An empty cell counts as zero beside a number.
  const compared = value === '' && typeof first === 'number' ? 0 : value;
  const low = compareValues(compared, first, false);
  const high = second === null ? low : compareValues(compared, second, false);
  const results: Readonly<Record<string, boolean>> = {
    Between: low >= 0 && high <= 0,
    NotBetween: low < 0 || high > 0,
    EqualTo: low === 0,
    NotEqualTo: low !== 0,
    GreaterThan: low > 0,
    LessThan: low < 0,
    GreaterThanOrEqual: low >= 0,
    LessThanOrEqual: low <= 0,
  };
  return results[String(operator)] ?? false;
}

function meetsText(shown: string, operator: unknown, text: unknown): boolean {
  const value = shown.toLowerCase();
  const wanted = String(text).toLowerCase();
  const results: Readonly<Record<string, boolean>> = {
    Contains: value.includes(wanted),
    NotContains: !value.includes(wanted),
    BeginsWith: value.startsWith(wanted),
    EndsWith: value.endsWith(wanted),
  };
  return results[String(operator)] ?? false;
}

function applies(workbook: Workbook, sheet: Sheet, format: ConditionalFormat, place: Place): boolean {
  const [home = place] = format.areas;
  const { rule } = format;
  switch (format.type) {
    case 'CellValue': {
      const read = (formula: unknown): CellValue | null => operand(workbook, sheet, formula, place, home);
      return meetsValue(sheet.value(place.row, place.column), rule.operator, read(rule.formula1), read(rule.formula2));
    }
    case 'ContainsText':
      return meetsText(sheet.text(place.row, place.column), rule.operator, rule.text);
    case 'Custom': {
      const value =
        typeof rule.formula === 'string' ? valueOfFormula(workbook, sheet, rule.formula, place, home) : false;
      return !(value instanceof CellError) && value !== false && value !== 0 && value !== '';
    }
  }
}

/** What the conditional formats make of a cell's look; the first that says something about a part of it wins. */
export function conditionalLookAt(workbook: Workbook, sheet: Sheet, row: number, column: number): ConditionalLook {
  const place = { row, column };
  let look: ConditionalLook = {};
  for (const format of sheet.conditionalFormats) {
    if (!format.areas.some((area) => contains(area, cellArea(row, column)))) continue;
    if (!applies(workbook, sheet, format, place)) continue;
    look = { ...format.look, ...look };
    if (format.stopIfTrue) break;
  }
  return look;
}
