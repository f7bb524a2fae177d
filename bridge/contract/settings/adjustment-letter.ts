import { z } from 'zod';
import { placeholderText } from './placeholder-text.js';

/** What a letter can say of an adjustment; `reason` of one that was declined or returned is the word that it was given. */
export const letterPlaceholders = [
  ...['utility', 'name', 'account', 'address', 'date', 'kind', 'amount', 'change', 'bill', 'reason', 'calculation'],
  ...['balance'],
] as const;

const paragraphsSchema = z.array(placeholderText(letterPlaceholders, 1_200)).min(1).max(12);
const lineSchema = placeholderText(letterPlaceholders, 120);

/**
 * The setting `adjustment-letter`: what the utility writes to a customer about an adjustment. A paragraph whose placeholder
 * has nothing to say, such as `{bill}` where no bill was named, is left out.
 */
export const adjustmentLetterSchema = z.strictObject({
  subject: lineSchema,
  salutation: lineSchema,
  /** The adjustment was posted. */
  granted: paragraphsSchema,
  /** It was asked for and declined. */
  declined: paragraphsSchema,
  /** It was given back, mostly for documents. */
  returned: paragraphsSchema,
  closing: lineSchema,
  /** Under the closing; the first line leaves room to sign. */
  signature: z.array(lineSchema).min(1).max(4),
});
export type AdjustmentLetterSetting = z.infer<typeof adjustmentLetterSchema>;
