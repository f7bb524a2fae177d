import { z } from 'zod';
import { centsSchema } from '../money.js';

/** Posts a bill run. The totals are what the person confirmed; if they are no longer true, the run is refused. */
export const postBillRunPayloadSchema = z.object({
  billRunId: z.string(),
  confirmedBills: z.number().int().min(0),
  confirmedTotalCents: centsSchema,
});
export type PostBillRunPayload = z.infer<typeof postBillRunPayloadSchema>;

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
  firstEntryNumber: z.number().int().nullable(),
  lastEntryNumber: z.number().int().nullable(),
  nextBillRunId: z.string(),
});
export type PostBillRunReply = z.infer<typeof postBillRunReplySchema>;
