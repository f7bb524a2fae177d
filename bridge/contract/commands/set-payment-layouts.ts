import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { paymentLayoutsSchema } from '../settings/payment-layouts.js';

/** Says which payment files the utility gets and how they are laid out, from today on. */
export const setPaymentLayoutsPayloadSchema = z.strictObject({ layouts: paymentLayoutsSchema });
export type SetPaymentLayoutsPayload = z.infer<typeof setPaymentLayoutsPayloadSchema>;

export const setPaymentLayoutsReplySchema = z.object({
  effectiveFrom: calendarDateSchema,
  /** The names of the layouts that came, that are laid out otherwise than before, and that are no more. */
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
});
export type SetPaymentLayoutsReply = z.infer<typeof setPaymentLayoutsReplySchema>;
