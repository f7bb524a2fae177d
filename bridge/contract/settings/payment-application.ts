import { z } from 'zod';

/**
 * The setting `payment-application`: which items a payment or a credit pays. oldest-first goes by due date and then by the
 * order of charge types, service-first by that order and then by due date, pro-rata pays every item its share.
 */
export const paymentApplicationSchema = z.strictObject({
  method: z.enum(['oldest-first', 'service-first', 'pro-rata']),
  /** Charge types, the first to be paid first; those left out come last. */
  order: z.array(z.string()),
  /** Whether unapplied credit is applied to the bills of a run as soon as they are posted. */
  applyCreditToNewBills: z.boolean(),
});
export type ApplicationRule = z.infer<typeof paymentApplicationSchema>;
