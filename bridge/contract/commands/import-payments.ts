import { z } from 'zod';
import { centsSchema } from '../money.js';
import { issueSchema } from '../problem.js';
import { appliedChargeSchema } from './post-payment.js';

/** A payment file may be 16 MB; in base64 it is a third longer. */
export const PAYMENT_FILE_BYTES_MAX = 16 * 1024 * 1024;

/** Posts a file of payments, as a bank's lockbox or a cashier's program writes it: the whole file or nothing. */
export const importPaymentsPayloadSchema = z.strictObject({
  fileName: z.string().min(1).max(255),
  contentBase64: z.base64().max(Math.ceil(PAYMENT_FILE_BYTES_MAX / 3) * 4),
  /** The name of one of the utility's payment layouts; null takes the one whose columns the file's first line names. */
  layout: z.string().min(1).max(60).nullable().default(null),
  /** What the person counted; needed where the file does not total itself. */
  controlTotalCents: centsSchema.nullable().default(null),
  /** True puts payments to closed accounts that owe nothing into suspense; false refuses the file for them. */
  setAsideClosed: z.boolean().default(false),
  /** Lines that the person has looked at: they look like payments that are posted, and are not. */
  acceptDuplicates: z.array(z.number().int().positive()).max(10_000).default([]),
});
export type ImportPaymentsPayload = z.infer<typeof importPaymentsPayloadSchema>;

export const importPaymentsReplySchema = z.object({
  fileName: z.string(),
  layout: z.string(),
  /** True when this very file was posted before. */
  alreadyImported: z.boolean(),
  /** The payments of the file, and what they come to. */
  records: z.number().int(),
  totalCents: centsSchema,
  /** What count and total the file was held against, and tied to. */
  tiedTo: z.array(z.enum(['trailer', 'control-total'])),
  /** Those that were posted to accounts. */
  payments: z.number().int(),
  /** What they paid, by charge type. */
  applied: z.array(appliedChargeSchema),
  unappliedCents: centsSchema,
  /** Those whose account is not known, or is closed and owes nothing. */
  suspense: z.number().int(),
  suspenseCents: centsSchema,
  /** Payments that came after the due date of a bill that they paid. */
  late: z.number().int(),
  issues: z.array(issueSchema),
  notices: z.array(z.string()),
  /** The entries that were made; null where none were. */
  firstEntryNumber: z.number().int().nullable(),
  lastEntryNumber: z.number().int().nullable(),
});
export type ImportPaymentsReply = z.infer<typeof importPaymentsReplySchema>;
