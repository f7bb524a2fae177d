import { serialOf } from './serial-date.js';
import { GENERAL, TEXT_FORMAT } from './style.js';
import { asAmericanTypes } from './typing-locale.js';

/** What a cell takes when something is typed into it. */
export type TypedInput =
  | { readonly kind: 'value'; readonly value: string | number | boolean; readonly numberFormat?: string }
  | { readonly kind: 'formula'; readonly formula: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

function number(value: number, numberFormat?: string): TypedInput {
  return numberFormat === undefined ? { kind: 'value', value } : { kind: 'value', value, numberFormat };
}

function typedNumber(text: string): TypedInput | null {
  if (NUMBER.test(text)) return number(Number(text), /e/i.test(text) ? '0.00E+00' : undefined);
  if (GROUPED.test(text)) {
    return number(Number(text.replaceAll(',', '')), text.includes('.') ? '#,##0.00' : '#,##0');
  }
  const percent = /^([+-]?[\d.,]+)\s?%$/.exec(text);
  if (percent !== null) {
    const inner = typedNumber(percent[1] ?? '');
    if (inner?.kind !== 'value') return null;
    return number(Number((Number(inner.value) / 100).toPrecision(15)), text.includes('.') ? '0.00%' : '0%');
  }
  const money = /^([+-]?)\$\s?([\d.,]+)$/.exec(text);
  if (money !== null) {
    const inner = typedNumber(`${money[1] ?? ''}${money[2] ?? ''}`);
    if (inner?.kind !== 'value') return null;
    return number(Number(inner.value), text.includes('.') ? '$#,##0.00_);[Red]($#,##0.00)' : '$#,##0_);[Red]($#,##0)');
  }
  const bracketed = /^\((\$?[\d.,]+)\)$/.exec(text);
  if (bracketed === null) return null;
  const inner = typedNumber(bracketed[1] ?? '');
  return inner?.kind === 'value' ? number(-Number(inner.value), inner.numberFormat) : null;
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function typedDate(text: string, thisYear: number): TypedInput | null {
  const dated = (year: number, month: number, day: number, format: string): TypedInput | null => {
    const serial = serialOf(year, month, day);
    return serial === null ? null : number(serial, format);
  };
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso !== null) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), 'm/d/yyyy');
  const american = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})$/.exec(text);
  if (american !== null) {
    return dated(fullYear(american[3] ?? ''), Number(american[1]), Number(american[2]), 'm/d/yyyy');
  }
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (short !== null) return dated(thisYear, Number(short[1]), Number(short[2]), 'd-mmm');
  const named = /^(?:(\d{1,2})[- ])?([a-z]{3})[a-z]*[- ](\d{1,4})$/i.exec(text);
  const month = MONTHS.indexOf((named?.[2] ?? '').toLowerCase()) + 1;
  if (named === null || month === 0) return null;
  if (named[1] !== undefined) return dated(fullYear(named[3] ?? ''), month, Number(named[1]), 'd-mmm-yy');
  const tail = Number(named[3]);
  return tail <= 31 ? dated(thisYear, month, tail, 'd-mmm') : dated(tail, month, 1, 'mmm-yy');
}

function typedTime(text: string): TypedInput | null {
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?(am|pm))?$/i.exec(text);
  if (time === null) return null;
  const [, hourText, minuteText, secondText, half] = time;
  const minutes = Number(minuteText);
  const seconds = Number(secondText ?? 0);
  if (minutes > 59 || seconds > 59) return null;
  let hours = Number(hourText);
  if (half !== undefined) hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const format = `h:mm${secondText === undefined ? '' : ':ss'}${half === undefined ? '' : ' AM/PM'}`;
  return number((hours * 3600 + minutes * 60 + seconds) / 86_400, format);
}

/**
 * Reads text as Excel reads what a person types.
 * @param text what was typed, or the string that an add-in assigned to values
 * @param cellFormat the number format of the cell; "@" keeps everything as text
 * @param thisYear the year that a date without a year belongs to
 * @param locale by whose customs numbers and days are typed
 */
export function readTypedText(text: string, cellFormat: string, thisYear: number, locale = 'en-US'): TypedInput {
  if (cellFormat === TEXT_FORMAT) return { kind: 'value', value: text };
  if (text.startsWith("'")) return { kind: 'value', value: text.slice(1) };
  const trimmed = text.trim();
  const english = asAmericanTypes(trimmed, locale);
  const dated = english === null ? null : (typedNumber(english) ?? typedDate(english, thisYear));
  const parsed = dated ?? typedTime(trimmed);
  if (parsed !== null) {
    if (cellFormat !== GENERAL && parsed.kind === 'value') return { kind: 'value', value: parsed.value };
    return parsed;
  }
  if (/^(true|false)$/i.test(trimmed)) return { kind: 'value', value: trimmed.toLowerCase() === 'true' };
  if (text.length > 1 && text.startsWith('=')) return { kind: 'formula', formula: text };
  if (text.length > 1 && /^[+@-]/.test(text)) {
    return { kind: 'formula', formula: `=${text.startsWith('+') ? text.slice(1) : text}` };
  }
  return { kind: 'value', value: text };
}
