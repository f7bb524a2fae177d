import { z } from 'zod';

const line = z.string().trim().min(1, 'must not be empty').max(80, 'must have 80 characters at most');
const message = z.string().trim().min(1, 'must not be empty').max(600, 'must have 600 characters at most');
const digits = z.number().int().min(1).max(20);

/**
 * A field of the scan line, in digits: `account` and the amounts are filled with zeros from the left, dates are written
 * MMDDYY, `text` stands as it is.
 */
export const scanFieldSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('account'), length: digits }),
  z.strictObject({ field: z.literal('bill-number'), length: digits }),
  z.strictObject({ field: z.literal('bill-date') }),
  z.strictObject({ field: z.literal('due-date') }),
  z.strictObject({ field: z.literal('text'), digits: z.string().regex(/^\d{1,20}$/, 'must be 1 to 20 digits') }),
  z.strictObject({ field: z.literal('amount-due'), length: digits }),
  z.strictObject({ field: z.literal('amount-after-due'), length: digits }),
]);
export type ScanField = z.infer<typeof scanFieldSchema>;

/** The setting `statement`: what the utility says of itself on a statement, its messages, and the line that the bank scans. */
export const statementSettingSchema = z.strictObject({
  /** As customers know it; null takes the utility's name. */
  name: line.nullable(),
  address: z.array(line).max(3),
  /** Telephone, hours, web site: a line each. */
  contact: z.array(line).max(4),
  /** Where payments are mailed to, as it shows through the window of the return envelope. */
  remitTo: z.array(line).max(4),
  /** On every statement. */
  messages: z.array(message).max(6),
  /** On statements that bring a balance forward; null for none. */
  forwardMessage: message.nullable(),
  /** Followed by the check digit; null prints no line. */
  scanLine: z.array(scanFieldSchema).min(1).max(12).nullable(),
});
export type StatementSetting = z.infer<typeof statementSettingSchema>;
