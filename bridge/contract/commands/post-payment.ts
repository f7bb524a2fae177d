import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { centsSchema } from '../money.js';

/** Posts one payment, as a cashier takes it. */
export const postPaymentPayloadSchema = z.strictObject({
  accountId: z.string().max(40),
  amountCents: centsSchema,
  /** The instant at which it came, which says whether it was in time. */
  receivedAt: z.iso.datetime(),
  /** How it came, e.g. "Counter" or "Mail". */
  source: z.string().trim().min(1).max(40),
  /** The payer's or the bank's number for it, e.g. of a check. */
  reference: z.string().trim().max(80).default(''),
});
export type PostPaymentPayload = z.infer<typeof postPaymentPayloadSchema>;

export const appliedChargeSchema = z.object({ chargeType: z.string(), amountCents: centsSchema });
export type AppliedCharge = z.infer<typeof appliedChargeSchema>;

export const postPaymentReplySchema = postPaymentPayloadSchema.extend({
  paymentNumber: z.number().int(),
  entryNumber: z.number().int(),
  /** What it paid, by charge type, in the order in which it was applied. */
  applied: z.array(appliedChargeSchema),
  unappliedCents: centsSchema,
  /** The bills that it paid after they were due. */
  lateFor: z.array(z.object({ billNumber: z.number().int(), dueOn: calendarDateSchema })),
});
export type PostPaymentReply = z.infer<typeof postPaymentReplySchema>;
