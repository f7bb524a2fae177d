import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { services } from '../services.js';

/** Characters of a name or a value, far above the longest that is allowed. */
const TEXT_LENGTH_MAX = 200;

/** Says what an account has, by a name that rate files use. It holds from its date until the next of its name. */
export const setAccountInputPayloadSchema = z.object({
  accountId: z.string().max(40),
  /** Null for all services of the account. */
  service: z.enum(services).nullable().default(null),
  name: z.string().max(TEXT_LENGTH_MAX),
  /** Null where it no longer holds. A fee's value is how many times it is charged. */
  value: z.string().max(TEXT_LENGTH_MAX).nullable(),
  effectiveFrom: calendarDateSchema,
});
export type SetAccountInputPayload = z.infer<typeof setAccountInputPayloadSchema>;

export const setAccountInputReplySchema = setAccountInputPayloadSchema.extend({
  /** What was said for that date until now; null where nothing was. */
  before: z.string().nullable(),
});
export type SetAccountInputReply = z.infer<typeof setAccountInputReplySchema>;
