import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { centsSchema } from '../money.js';
import { serviceTotalSchema } from './post-bill-run.js';

/** Reverses a posted bill run. The totals are what the person confirmed; if they are not the run's, it is refused. */
export const reverseBillRunPayloadSchema = z.strictObject({
  billRunId: z.string().max(60),
  confirmedBills: z.number().int().min(0),
  confirmedTotalCents: centsSchema,
});
export type ReverseBillRunPayload = z.infer<typeof reverseBillRunPayloadSchema>;

export const reverseBillRunReplySchema = z.object({
  billRunId: z.string(),
  bills: z.number().int(),
  totalCents: centsSchema,
  services: z.array(serviceTotalSchema),
  /** What had paid the bills, and is credit of the accounts again. */
  releasedCents: centsSchema,
  /** So much of their credit pays older charges now. */
  reappliedCents: centsSchema,
  /** The decisions on bills of the next run, which are taken back as it goes on from the reversed one. */
  decisionsFallen: z.number().int().default(0),
  /** The run that bills the period again. */
  openRunId: z.string(),
  billedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  firstEntryNumber: z.number().int().nullable(),
  lastEntryNumber: z.number().int().nullable(),
});
export type ReverseBillRunReply = z.infer<typeof reverseBillRunReplySchema>;
