import { z } from 'zod';
import { adjustmentKinds } from '../sheets/adjustments.js';
import { placeholderText } from './placeholder-text.js';

/**
 * What a letter can say of an adjustment; `reason` of one that was declined or returned is the word that it was given.
 * `net` is as "$25.77 less than"; `deposit` is what is held of one by then; `comparison` stands for a table of the bills as
 * they were and as they are.
 */
export const letterPlaceholders = [
  ...['utility', 'name', 'account', 'address', 'date', 'kind', 'amount', 'change', 'bill', 'reason', 'calculation'],
  ...['balance', 'net', 'deposit', 'otherAccount', 'comparison'],
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
  /** The adjustment was posted, and is none of the following ones. */
  granted: paragraphsSchema,
  /** What was owed moved to another account: to the one that it left, and to the one that has it now. */
  transferred: paragraphsSchema,
  received: paragraphsSchema,
  writtenOff: paragraphsSchema,
  /** The deposit was corrected. */
  deposit: paragraphsSchema,
  /** Bills were cancelled and made again. */
  rebilled: paragraphsSchema,
  /** It was asked for and declined. */
  declined: paragraphsSchema,
  /** It was given back, mostly for documents. */
  returned: paragraphsSchema,
  closing: lineSchema,
  /** Under the closing; the first line leaves room to sign. */
  signature: z.array(lineSchema).min(1).max(4),
  /** The kinds that no letter is made about, whatever becomes of them. */
  noLetterFor: z.array(z.enum(adjustmentKinds)).max(adjustmentKinds.length),
});
export type AdjustmentLetterSetting = z.infer<typeof adjustmentLetterSchema>;
