import { isCalendarDate, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { ReceiptSearch } from '../../../bridge/contract/receipt-search.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { words } from '../words.js';

/** What was typed and chosen to find receipts by; '' is anything. */
export interface TypedSearch {
  readonly number: string;
  readonly sheet: SheetKindId | '';
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const NO_SEARCH: TypedSearch = { number: '', sheet: '', person: '', from: '', to: '' };

export interface SearchRequest {
  /** Null while something is wrong with what was typed. */
  readonly search: ReceiptSearch | null;
  readonly troubles: Partial<Record<'number' | 'from' | 'to', string>>;
}

/** Which receipts to ask for, or what is wrong with what was typed. */
export function receiptSearchRequest({ number, sheet, person, from, to }: TypedSearch): SearchRequest {
  const [begin, end] = [dateOf(from), dateOf(to)];
  const receiptNumber = number.trim() === '' ? undefined : numberOf(number.trim());
  const isCrossed = begin && end && begin > end;
  const troubles = {
    ...(receiptNumber === null ? { number: words.home.ledgerReceiptWrong } : {}),
    ...(begin === null ? { from: words.proof.dateWrong } : {}),
    ...(end === null ? { to: words.proof.dateWrong } : isCrossed ? { to: words.proof.crossed } : {}),
  };
  if (receiptNumber === null || begin === null || end === null || isCrossed) return { search: null, troubles };
  const search = {
    ...(receiptNumber === undefined ? {} : { number: receiptNumber }),
    ...(sheet === '' ? {} : { sheet }),
    ...(person.trim() === '' ? {} : { person: person.trim() }),
    ...(begin === undefined ? {} : { from: begin }),
    ...(end === undefined ? {} : { to: end }),
  };
  return { search, troubles };
}

/** Undefined where nothing was typed, null where it is no date. */
function dateOf(typed: string): CalendarDate | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  return isCalendarDate(text) ? text : null;
}

function numberOf(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
