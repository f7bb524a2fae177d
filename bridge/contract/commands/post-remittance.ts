import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { centsSchema } from '../money.js';
import { monthSchema } from '../month.js';
import { services } from '../services.js';

/** Pays the City what is due to it of a service, through the end of a month. */
export const postRemittancePayloadSchema = z.strictObject({
  service: z.enum(services),
  throughMonth: monthSchema,
  /** All that is due through the month, unless told. */
  amountCents: centsSchema.nullable().default(null),
  paidOn: calendarDateSchema,
  /** The number of the check or the transfer. */
  reference: z.string().trim().min(1).max(80),
});
export type PostRemittancePayload = z.infer<typeof postRemittancePayloadSchema>;

export const postRemittanceReplySchema = postRemittancePayloadSchema.extend({
  amountCents: centsSchema,
  remittanceNumber: z.number().int(),
  entryNumber: z.number().int(),
  /** Due through the month and not remitted, before and after. */
  dueBeforeCents: centsSchema,
  dueAfterCents: centsSchema,
});
export type PostRemittanceReply = z.infer<typeof postRemittanceReplySchema>;
