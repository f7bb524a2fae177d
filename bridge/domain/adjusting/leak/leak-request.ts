import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
import type { LeakRequest } from './leak-facts.js';

/** What a row of a leak asks for, of today unless it waited. */
export function leakRequest(typed: TypedAdjustment, today: CalendarDate): LeakRequest {
  const { accountId, billNumber, cause, documentsOn, leakOn, requestedOn } = typed;
  return {
    ...{ accountId, billNumber, cause: cause ?? '', documentsOn, leakOn },
    ...{ requestedOn: requestedOn ?? today, creditedOn: today },
  };
}
