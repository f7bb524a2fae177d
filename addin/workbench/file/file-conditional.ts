import type { CellStyle, ConditionalRule } from 'hucre/xlsx';
import { formatArea, parseArea } from '../host/model/address.js';
import type { ConditionalFormat, ConditionalLook } from '../host/model/conditional-format.js';
import { fileFormula, modelFormula } from './file-formula.js';
import { fileColour, modelColour } from './file-style.js';
import { invert } from './invert.js';

const OPERATORS = {
  Between: 'between',
  NotBetween: 'notBetween',
  EqualTo: 'equal',
  NotEqualTo: 'notEqual',
  GreaterThan: 'greaterThan',
  LessThan: 'lessThan',
  GreaterThanOrEqual: 'greaterThanOrEqual',
  LessThanOrEqual: 'lessThanOrEqual',
} as const;
const TEXT_TYPES = {
  Contains: 'containsText',
  NotContains: 'notContainsText',
  BeginsWith: 'beginsWith',
  EndsWith: 'endsWith',
} as const;

function fileLook(look: ConditionalLook): CellStyle {
  const font = {
    ...(look.bold === undefined ? {} : { bold: look.bold }),
    ...(look.italic === undefined ? {} : { italic: look.italic }),
    ...(look.strikethrough === undefined ? {} : { strikethrough: look.strikethrough }),
    ...(look.underline === undefined || look.underline === 'None' ? {} : { underline: true }),
    ...(look.fontColor === undefined ? {} : { color: fileColour(look.fontColor) }),
  };
  return {
    ...(Object.keys(font).length === 0 ? {} : { font }),
    // In a conditional format the background colour is the one that fills.
    ...(look.fill === undefined
      ? {}
      : { fill: { type: 'pattern', pattern: 'solid', bgColor: fileColour(look.fill) } as const }),
    ...(look.numberFormat === undefined ? {} : { numFmt: look.numberFormat }),
  };
}

function modelLook({ font, fill, numFmt }: CellStyle, theme: readonly string[] | undefined): ConditionalLook {
  const fontColor = modelColour(font?.color, theme);
  const filled = fill?.type === 'pattern' ? modelColour(fill.bgColor ?? fill.fgColor, theme) : null;
  return {
    ...(filled === null ? {} : { fill: filled }),
    ...(fontColor === null ? {} : { fontColor }),
    ...(font?.bold === undefined ? {} : { bold: font.bold }),
    ...(font?.italic === undefined ? {} : { italic: font.italic }),
    ...(font?.strikethrough === undefined ? {} : { strikethrough: font.strikethrough }),
    ...(font?.underline === undefined ? {} : { underline: font.underline === false ? 'None' : 'Single' }),
    ...(numFmt === undefined ? {} : { numberFormat: numFmt }),
  };
}

/** What finds a text: files carry the formula beside the text, for programs that do not know the rule. */
function textFormula(operator: keyof typeof TEXT_TYPES, text: string, cell: string): string {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return {
    Contains: `NOT(ISERROR(SEARCH(${quoted},${cell})))`,
    NotContains: `ISERROR(SEARCH(${quoted},${cell}))`,
    BeginsWith: `LEFT(${cell},${text.length})=${quoted}`,
    EndsWith: `RIGHT(${cell},${text.length})=${quoted}`,
  }[operator];
}

function operand(formula: unknown): string[] {
  if (typeof formula === 'number') return [String(formula)];
  if (typeof formula !== 'string' || formula === '') return [];
  const plain = !formula.startsWith('=') && !formula.startsWith('"') && Number.isNaN(Number(formula));
  return [plain ? `"${formula.replaceAll('"', '""')}"` : fileFormula(formula, null)];
}

function fileRule({ type, rule, areas }: ConditionalFormat): Partial<ConditionalRule> & Pick<ConditionalRule, 'type'> {
  const [{ row, column } = { row: 0, column: 0 }] = areas;
  if (type === 'Custom') return { type: 'expression', formula: operand(rule.formula) };
  if (type === 'CellValue') {
    const operator = OPERATORS[String(rule.operator) as keyof typeof OPERATORS];
    return { type: 'cellIs', operator, formula: [...operand(rule.formula1), ...operand(rule.formula2)] };
  }
  const operator = String(rule.operator) as keyof typeof TEXT_TYPES;
  const text = typeof rule.text === 'string' ? rule.text : '';
  const formula = textFormula(operator, text, formatArea({ row, column, rows: 1, columns: 1 }));
  return { type: TEXT_TYPES[operator], text, formula: [formula] };
}

/** The conditional formats of a sheet as the file has them, the first with the first priority. */
export function fileConditionalRules(formats: readonly ConditionalFormat[]): ConditionalRule[] {
  const complete = formats.filter(({ rule, areas }) => Object.keys(rule).length > 0 && areas.length > 0);
  return complete.map((format, index) => ({
    ...fileRule(format),
    priority: index + 1,
    range: format.areas.map(formatArea).join(' '),
    style: fileLook(format.look),
    stopIfTrue: format.stopIfTrue,
  }));
}

function modelRule(rule: ConditionalRule): Pick<ConditionalFormat, 'type' | 'rule'> | null {
  const formulas = [rule.formula ?? []].flat().map((formula) => modelFormula(formula, null));
  const [formula1, formula2] = formulas;
  if (rule.type === 'expression' && formula1 !== undefined) return { type: 'Custom', rule: { formula: formula1 } };
  if (rule.type === 'cellIs' && formula1 !== undefined && rule.operator !== undefined) {
    const operator = invert(OPERATORS)[rule.operator];
    return {
      type: 'CellValue',
      rule: { formula1, ...(formula2 === undefined ? {} : { formula2 }), operator },
    };
  }
  const operator = invert(TEXT_TYPES)[rule.type];
  return operator === undefined ? null : { type: 'ContainsText', rule: { operator, text: rule.text ?? '' } };
}

/**
 * A conditional format of the file as the model has it; null for kinds that the workbench does not draw.
 * @param theme the theme's colours
 */
export function modelConditionalFormat(
  rule: ConditionalRule,
  id: string,
  theme: readonly string[] | undefined,
): ConditionalFormat | null {
  const read = modelRule(rule);
  const areas = rule.range
    .split(' ')
    .map(parseArea)
    .filter((area) => area !== null);
  if (read === null || areas.length === 0) return null;
  return { id, ...read, areas, look: modelLook(rule.style ?? {}, theme), stopIfTrue: rule.stopIfTrue === true };
}
