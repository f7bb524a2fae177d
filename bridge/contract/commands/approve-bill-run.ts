import { z } from 'zod';
import { centsSchema } from '../money.js';
import { serviceTotalSchema } from './post-bill-run.js';

/** Approves the bills of an open run as they were looked at. The totals are what the person confirmed. */
export const approveBillRunPayloadSchema = z.strictObject({
  billRunId: z.string().max(64),
  confirmedBills: z.number().int().min(0),
  confirmedTotalCents: centsSchema,
});
export type ApproveBillRunPayload = z.infer<typeof approveBillRunPayloadSchema>;

export const approveBillRunReplySchema = z.object({
  billRunId: z.string(),
  bills: z.number().int(),
  totalCents: centsSchema,
  services: z.array(serviceTotalSchema),
  /** Accounts that the run leaves out. */
  held: z.number().int(),
});
export type ApproveBillRunReply = z.infer<typeof approveBillRunReplySchema>;
