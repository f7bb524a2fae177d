import { z } from 'zod';
import { centsSchema } from '../money.js';

/** Posts a bill run. The totals are what the person confirmed; if they are no longer true, the run is refused. */
export const postBillRunPayloadSchema = z.object({
  billRunId: z.string(),
  confirmedBills: z.number().int().min(0),
  confirmedTotalCents: centsSchema,
  /** The unapplied credit that the accounts had when the person looked; null where it is not confirmed. */
  confirmedCreditCents: centsSchema.nullable().default(null),
});
export type PostBillRunPayload = z.output<typeof postBillRunPayloadSchema>;

export const serviceTotalSchema = z.object({
  service: z.string(),
  bills: z.number().int(),
  amountCents: centsSchema,
});

export const postBillRunReplySchema = z.object({
  billRunId: z.string(),
  bills: z.number().int(),
  totalCents: centsSchema,
  services: z.array(serviceTotalSchema),
  /** Accounts that the run leaves out; the next run of the cycle bills them. */
  held: z.number().int().default(0),
  /** The unapplied credit that the accounts of the bills have, which pays what is open; null where it was not asked. */
  creditCents: centsSchema.nullable().default(null),
  firstEntryNumber: z.number().int().nullable(),
  lastEntryNumber: z.number().int().nullable(),
  nextBillRunId: z.string(),
});
export type PostBillRunReply = z.infer<typeof postBillRunReplySchema>;
