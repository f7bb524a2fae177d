import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';

/** Closes the books through the last day of a month that is over; nothing is dated on or before it any more. */
export const closePeriodPayloadSchema = z.strictObject({ throughDate: calendarDateSchema });
export type ClosePeriodPayload = z.infer<typeof closePeriodPayloadSchema>;

export const closePeriodReplySchema = z.object({
  closedThrough: calendarDateSchema,
  /** The entries that lie in closed periods now. */
  entries: z.number().int(),
});
export type ClosePeriodReply = z.infer<typeof closePeriodReplySchema>;
