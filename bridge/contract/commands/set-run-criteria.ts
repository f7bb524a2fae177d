import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';

/** A message must fit on a statement. */
export const RUN_MESSAGE_LENGTH_MAX = 400;

/** Says when an open run's bills are dated and due, and what they say to every customer. */
export const setRunCriteriaPayloadSchema = z.strictObject({
  billRunId: z.string().max(64),
  billedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  message: z.string().trim().max(RUN_MESSAGE_LENGTH_MAX),
});
export type SetRunCriteriaPayload = z.infer<typeof setRunCriteriaPayloadSchema>;

export const setRunCriteriaReplySchema = z.object({
  billRunId: z.string(),
  billedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  message: z.string(),
});
export type SetRunCriteriaReply = z.infer<typeof setRunCriteriaReplySchema>;
