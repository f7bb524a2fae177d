import type { ColumnType, SheetColumn } from '../../bridge/contract/sheets/sheet-kind.js';
import { PROMPT_LENGTH_MAX } from './sheet-layout.js';

/** Excel's limit for a typed list of choices. */
const LIST_LENGTH_MAX = 255;
/** Beyond these a cell would lose digits. */
const MONEY_MAX = 9_999_999_999_999;
const INTEGER_MAX = 999_999_999_999_999;

interface TypingRule {
  readonly rule: Excel.DataValidationRule;
  readonly style: Excel.DataValidationErrorAlert['style'];
  readonly title: string;
  readonly message: string;
}

/** What Excel is to say of a value of the wrong type. The person may keep it: the bridge decides, and names the cell. */
const BY_TYPE: Readonly<Partial<Record<ColumnType, TypingRule>>> = {
  money: {
    rule: { decimal: { operator: 'Between', formula1: -MONEY_MAX, formula2: MONEY_MAX } },
    style: 'Warning',
    title: 'Not an amount',
    message: 'Type dollars and cents as a number. A credit is negative.',
  },
  integer: {
    rule: { wholeNumber: { operator: 'Between', formula1: -INTEGER_MAX, formula2: INTEGER_MAX } },
    style: 'Warning',
    title: 'Not a whole number',
    message: 'Type a whole number, without decimals or words.',
  },
  decimal: {
    rule: { decimal: { operator: 'Between', formula1: -INTEGER_MAX, formula2: INTEGER_MAX } },
    style: 'Warning',
    title: 'Not a number',
    message: 'Type a number.',
  },
  date: {
    rule: { date: { operator: 'Between', formula1: '1900-03-01', formula2: '9999-12-31' } },
    style: 'Warning',
    title: 'Not a date',
    message: 'Type a day with its month and year, the way you write dates in Excel.',
  },
};

/** Lets Excel look at what is typed into cells: choices are offered, values of another type are asked about. */
export function checkTyped({ dataValidation }: Excel.Range, column: SheetColumn): void {
  const found = column.choices === undefined ? BY_TYPE[column.type] : choiceRule(column.choices);
  if (found === undefined) return;
  const { rule, style, title, message } = found;
  dataValidation.rule = rule;
  dataValidation.errorAlert = { showAlert: true, style, title, message };
}

function choiceRule(choices: readonly string[]): TypingRule | undefined {
  const source = choices.join(',');
  if (source.length > LIST_LENGTH_MAX) return undefined;
  return {
    rule: { list: { inCellDropDown: true, source } },
    style: 'Stop',
    title: 'Not one of the choices',
    message: `Choose one of: ${choices.join(', ')}.`.slice(0, PROMPT_LENGTH_MAX),
  };
}
