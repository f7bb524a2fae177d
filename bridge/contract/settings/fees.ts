import { z } from 'zod';
import { centsSchema } from '../money.js';

/** The setting `fees`: what the utility charges by itself for an event, from a date on. */
export const feesSchema = z.strictObject({
  /** For a payment that the bank returned; zero where none is charged. */
  returnedItemCents: centsSchema.refine((amount) => amount >= 0, 'must not be negative'),
});
export type Fees = z.infer<typeof feesSchema>;
