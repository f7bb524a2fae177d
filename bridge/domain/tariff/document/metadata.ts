import { type CalendarDate, isCalendarDate } from '../../../contract/calendar-date.js';
import type { TariffMap } from '../../../contract/tariff-document.js';
import { valueOf } from './nodes.js';

/** What a rate file says about itself. Labels only: they scale nothing. */
export interface TariffMetadata {
  readonly utilityName: string;
  /** Null when the file gives none that can be read. */
  readonly effectiveDate: CalendarDate | null;
  readonly billFrequency: string;
  /** The unit of usage_ccf in this file: "ccf" (also when absent), "kgal" ... in lower case. */
  readonly billUnit: string;
}

/** Reads OWRS metadata: dates as MM/DD/YYYY, MM-DD-YYYY or YYYY-MM-DD, with or without leading zeros. */
export function readMetadata(map: TariffMap | null): TariffMetadata {
  const text = (key: string): string => {
    const node = map === null ? null : valueOf(map, key);
    return node?.kind === 'scalar' ? node.text.trim() : '';
  };
  return {
    utilityName: text('utility_name'),
    effectiveDate: readDate(text('effective_date')),
    billFrequency: text('bill_frequency').toLowerCase(),
    billUnit: text('bill_unit').toLowerCase() || 'ccf',
  };
}

function readDate(text: string): CalendarDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : american
      ? [american[3], american[1], american[2]]
      : [undefined, undefined, undefined];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}
