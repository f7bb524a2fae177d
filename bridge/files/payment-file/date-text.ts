import { isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import type { PaymentLayout } from '../../contract/settings/payment-layouts.js';

/** Reads a date as the layout writes it; null when it is no real date. Two digits of a year are of this century. */
export function readDate(text: string, format: PaymentLayout['dateFormat']): CalendarDate | null {
  const [, ...parts] = DATES[format].exec(text) ?? [];
  const [first = '', second = '', third = ''] = parts;
  const date =
    format === 'YYYY-MM-DD'
      ? `${first}-${second}-${third}`
      : `${third.padStart(4, '20')}-${first.padStart(2, '0')}-${second.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}

const DATES: Readonly<Record<PaymentLayout['dateFormat'], RegExp>> = {
  'YYYY-MM-DD': /^(\d{4})-(\d{2})-(\d{2})$/,
  'MM/DD/YYYY': /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
  MMDDYY: /^(\d{2})(\d{2})(\d{2})$/,
};

/** Reads a time of day as "HH:MM:SS"; null when it is none. Seconds may be left out. */
export function readTime(text: string, format: PaymentLayout['timeFormat']): string | null {
  const [, hourText = '', minute = '', second = '00', half] = TIMES[format].exec(text) ?? [];
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  const isHour = hourText !== '' && (half === undefined ? hour < 24 : Number(hourText) >= 1 && Number(hourText) <= 12);
  return isHour && minute < '60' && second < '60' ? `${String(hour).padStart(2, '0')}:${minute}:${second}` : null;
}

const TIMES: Readonly<Record<PaymentLayout['timeFormat'], RegExp>> = {
  'HH:mm': /^(\d{2}):(\d{2})(?::(\d{2}))?$/,
  'h:mm A': /^(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)$/i,
  HHmmss: /^(\d{2})(\d{2})(\d{2})$/,
};
