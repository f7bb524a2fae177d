import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DATE_FORMATS } from '../../contract/settings/reading-layouts.js';

/** A date as a layout writes it. */
export function formattedDate(date: CalendarDate, format: (typeof DATE_FORMATS)[number]): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return format.replace('YYYY', year).replace('YY', year.slice(2)).replace('MM', month).replace('DD', day);
}
