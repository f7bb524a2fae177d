import { type CellValue, wireValue } from './cell.js';

/** A validation rule as office.js carries it (Excel.DataValidationRule and its settings). */
export interface ValidationRule {
  readonly rule: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly errorAlert: Readonly<Record<string, unknown>>;
  readonly prompt: Readonly<Record<string, unknown>>;
  readonly ignoreBlanks: boolean;
}

export const NO_VALIDATION: ValidationRule = {
  rule: {},
  errorAlert: { showAlert: true, style: 'Stop', title: '', message: '' },
  prompt: { showPrompt: true, title: '', message: '' },
  ignoreBlanks: true,
};

const TYPES: Readonly<Record<string, string>> = {
  list: 'List',
  wholeNumber: 'WholeNumber',
  decimal: 'Decimal',
  date: 'Date',
  time: 'Time',
  textLength: 'TextLength',
  custom: 'Custom',
};

/** The kind of a rule, in Excel's words (Excel.DataValidationType). */
export function validationType(rule: ValidationRule | null): string {
  const [key] = Object.keys(rule?.rule ?? {});
  return key === undefined ? 'None' : (TYPES[key] ?? 'None');
}

function between(value: number, operator: string, first: number, second: number): boolean {
  const checks: Readonly<Record<string, boolean>> = {
    Between: value >= first && value <= second,
    NotBetween: value < first || value > second,
    EqualTo: value === first,
    NotEqualTo: value !== first,
    GreaterThan: value > first,
    LessThan: value < first,
    GreaterThanOrEqualTo: value >= first,
    LessThanOrEqualTo: value <= first,
  };
  return checks[operator] ?? true;
}

/**
 * Whether a value satisfies a rule. Custom rules and lists that name a range are taken as satisfied:
 * the bridge decides, the sheet's rule is only a hint.
 * @param operand reads formula1 and formula2: a number, or a formula's value
 */
export function satisfies(
  value: CellValue,
  rule: ValidationRule,
  operand: (formula: unknown) => number | null,
): boolean {
  if (value === '') return rule.ignoreBlanks;
  const [entry] = Object.entries(rule.rule);
  if (entry === undefined) return true;
  const [kind, settings] = entry;
  const text = String(wireValue(value));
  if (kind === 'list') {
    const { source } = settings;
    if (typeof source !== 'string' || source.startsWith('=')) return true;
    return source.split(',').some((choice) => choice.trim() === text);
  }
  if (kind === 'custom') return true;
  const measured = kind === 'textLength' ? text.length : value;
  if (typeof measured !== 'number' || (kind === 'wholeNumber' && !Number.isInteger(measured))) return false;
  const first = operand(settings.formula1);
  const second = operand(settings.formula2);
  const operator = typeof settings.operator === 'string' ? settings.operator : 'Between';
  return first === null || between(measured, operator, first, second ?? first);
}
