import type { DataValidation } from 'hucre/xlsx';
import { formatArea, parseArea } from '../host/model/address.js';
import type { Area } from '../host/model/area.js';
import { NO_VALIDATION, type ValidationRule } from '../host/model/data-validation.js';
import { serialOf } from '../host/model/serial-date.js';
import type { Sheet } from '../host/model/sheet.js';
import { fileFormula, modelFormula } from './file-formula.js';
import { fileText, modelText } from './file-text.js';
import { invert } from './invert.js';

const TYPES = {
  list: 'list',
  wholeNumber: 'whole',
  decimal: 'decimal',
  date: 'date',
  time: 'time',
  textLength: 'textLength',
  custom: 'custom',
} as const;
const OPERATORS = {
  Between: 'between',
  NotBetween: 'notBetween',
  EqualTo: 'equal',
  NotEqualTo: 'notEqual',
  GreaterThan: 'greaterThan',
  LessThan: 'lessThan',
  GreaterThanOrEqualTo: 'greaterThanOrEqual',
  LessThanOrEqualTo: 'lessThanOrEqual',
} as const;
const ALERTS = { Stop: 'stop', Warning: 'warning', Information: 'information' } as const;

function key<Key extends string>(map: Readonly<Record<Key, unknown>>, name: unknown, otherwise: Key): Key {
  return typeof name === 'string' && name in map ? (name as Key) : otherwise;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function shownText(value: unknown): string | undefined {
  const plain = text(value);
  return plain === undefined ? undefined : fileText(plain);
}

/** What a rule compares with, as the file has it: dates are numbers there, and text stands in quotes. */
function fileOperand(operand: unknown): string | undefined {
  if (typeof operand === 'number') return String(operand);
  if (typeof operand !== 'string' || operand === '') return undefined;
  if (operand.startsWith('=')) return fileFormula(operand, null);
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(operand) ?? [];
  if (year !== undefined) return String(serialOf(Number(year), Number(month), Number(day)) ?? operand);
  return Number.isNaN(Number(operand)) ? `"${operand.replaceAll('"', '""')}"` : operand;
}

function modelOperand(formula: string): number | string {
  return Number.isNaN(Number(formula)) ? modelFormula(formula, null) : Number(formula);
}

function formulas(kind: keyof typeof TYPES, settings: Readonly<Record<string, unknown>>): Partial<DataValidation> {
  if (kind === 'list') {
    const source = text(settings.source) ?? '';
    return { formula1: source.startsWith('=') ? fileFormula(source, null) : `"${source.replaceAll('"', '""')}"` };
  }
  const formula1 = fileOperand(kind === 'custom' ? settings.formula : settings.formula1);
  const formula2 = fileOperand(settings.formula2);
  return {
    ...(kind === 'custom' ? {} : { operator: OPERATORS[key(OPERATORS, settings.operator, 'Between')] }),
    ...(formula1 === undefined ? {} : { formula1 }),
    ...(formula2 === undefined ? {} : { formula2 }),
  };
}

function fileValidation(rule: ValidationRule, areas: readonly Area[]): DataValidation | null {
  const [entry] = Object.entries(rule.rule);
  if (entry === undefined) return null;
  const kind = key(TYPES, entry[0], 'custom');
  const { errorAlert, prompt } = rule;
  const texts = {
    inputTitle: shownText(prompt.title),
    inputMessage: shownText(prompt.message),
    errorTitle: shownText(errorAlert.title),
    errorMessage: shownText(errorAlert.message),
  };
  return {
    type: TYPES[kind],
    range: areas.map(formatArea).join(' '),
    ...formulas(kind, entry[1]),
    allowBlank: rule.ignoreBlanks,
    showInputMessage: prompt.showPrompt !== false,
    showErrorMessage: errorAlert.showAlert !== false,
    errorStyle: ALERTS[key(ALERTS, errorAlert.style, 'Stop')],
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)),
  };
}

/** The validation rules of a sheet as the file has them; areas with one rule share one. */
export function fileValidations(sheet: Sheet): DataValidation[] {
  const areas = new Map<ValidationRule, Area[]>();
  for (const { area, rule } of sheet.validations.all) areas.set(rule, [...(areas.get(rule) ?? []), area]);
  return [...areas].map(([rule, held]) => fileValidation(rule, held)).filter((each) => each !== null);
}

function modelRule(validation: DataValidation): ValidationRule['rule'] {
  const kind = invert(TYPES)[validation.type] ?? 'custom';
  const { formula1 = '', formula2, values } = validation;
  if (kind === 'list') {
    const source = values === undefined ? modelFormula(formula1, null) : values.join(',').replaceAll('""', '"');
    return { list: { inCellDropDown: true, source } };
  }
  if (kind === 'custom') return { custom: { formula: modelFormula(formula1, null) } };
  const operator = invert(OPERATORS)[validation.operator ?? 'between'];
  const second = formula2 === undefined ? {} : { formula2: modelOperand(formula2) };
  return { [kind]: { formula1: modelOperand(formula1), ...second, operator } };
}

/** Puts a validation rule of the file on its cells. */
export function putValidation(validation: DataValidation, sheet: Sheet): void {
  const rule: ValidationRule = {
    rule: modelRule(validation),
    errorAlert: {
      ...NO_VALIDATION.errorAlert,
      showAlert: validation.showErrorMessage === true,
      style: invert(ALERTS)[validation.errorStyle ?? 'stop'],
      title: modelText(validation.errorTitle ?? ''),
      message: modelText(validation.errorMessage ?? ''),
    },
    prompt: {
      showPrompt: validation.showInputMessage === true,
      title: modelText(validation.inputTitle ?? ''),
      message: modelText(validation.inputMessage ?? ''),
    },
    ignoreBlanks: validation.allowBlank === true,
  };
  for (const address of validation.range.split(' ')) {
    const area = parseArea(address);
    if (area !== null) sheet.validations.set(area, rule);
  }
}
