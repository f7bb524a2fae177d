import { isCalendarDate } from './calendar-date.js';

/** What a value of an account's data must be, with how a person is told. */
interface InputKind {
  readonly isValid: (text: string) => boolean;
  readonly rule: string;
}

const count = (fewest: number): InputKind => ({
  isValid: (text) => /^\d{1,6}$/.test(text) && Number(text) >= fewest,
  rule: `a whole number from ${fewest} to 999999`,
});
const amount: InputKind = {
  isValid: (text) => /^\d{1,9}(\.\d{1,6})?$/.test(text),
  rule: 'a number from zero up, such as 4.5',
};
const date: InputKind = { isValid: isCalendarDate, rule: 'a date such as 2027-01-31' };
const yesNo: InputKind = { isValid: (text) => text === 'yes' || text === 'no', rule: 'yes or no' };
const word: InputKind = {
  isValid: (text) => /^[A-Za-z0-9][A-Za-z0-9_ -]{0,39}$/.test(text),
  rule: 'a word of letters, digits, spaces, _ and -, as the rate file names it',
};

/** The data that can be said of an account, by the names that rate files use. */
const KINDS = {
  dwelling_units: count(1),
  household_size: count(1),
  hhsize: count(1),
  city_limits: word,
  pressure_zone: word,
  elevation_zone: word,
  meter_type: word,
  water_type: word,
  lot_area: amount,
  irr_area: amount,
  et_amount: amount,
  winter_average: amount,
  programme_ends: date,
  tax_exempt: yesNo,
  tax_exemption: word,
} as const satisfies Record<string, InputKind>;

export type AccountInputName = keyof typeof KINDS | `fee_${string}`;

const FEE = /^fee_[a-z][a-z0-9_]{0,39}$/;

/** The names, for messages; `fee_NAME` stands for any fee of a rate file. */
export const accountInputNames: readonly string[] = [...Object.keys(KINDS), 'fee_NAME'];

export function isAccountInputName(name: string): name is AccountInputName {
  return Object.hasOwn(KINDS, name) || FEE.test(name);
}

/** Says what the value of a name must be; null when it is so. A fee's value is how many times it is charged. */
export function accountInputFault(name: AccountInputName, value: string): string | null {
  const kind = FEE.test(name) ? count(0) : KINDS[name as keyof typeof KINDS];
  return kind.isValid(value) ? null : kind.rule;
}
