import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
import type { LeakRequest } from './leak-facts.js';

/** What a row of a leak asks for, of today unless it waited; the leak is taken for one of the bill's read date. */
export function leakRequest(typed: TypedAdjustment, today: CalendarDate): LeakRequest {
  const { accountId, billNumber, cause, documentsOn, requestedOn } = typed;
  return {
    ...{ accountId, billNumber, cause: cause ?? '', documentsOn, leakOn: null },
    ...{ requestedOn: requestedOn ?? today, creditedOn: today },
  };
}
