import { z } from 'zod';
import { billSeverities, weighedCodes, type WeighedCode } from '../bill-review.js';
import { centsSchema } from '../money.js';
import { rateClasses, type RateClass } from '../services.js';

/** Decimal text, so that it is exact. */
const ratioSchema = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a number as text, such as "1.8"');
const billsSchema = z.number().int().min(1).max(36);

function each<Name extends string, Value extends z.ZodType>(names: readonly Name[], value: Value) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>);
}

/** The setting `bill-review`: what makes a bill an exception, how much each weighs, and who approves a run. */
export const billReviewSchema = z.strictObject({
  /** High: a bill a day above this multiple of the account's own last bills and, where there is one, of the same season. */
  highRatio: ratioSchema,
  /** Low: a bill a day below this multiple of both. */
  lowRatio: ratioSchema,
  /** A bill that differs from what is usual for as many days by less is neither. */
  differsByCents: centsSchema.refine((amount) => amount >= 0, 'must not be negative'),
  /** How many of the account's last bills make the usual one. */
  pastBills: billsSchema,
  /** With fewer bills than this nothing is high or low. */
  fewBills: billsSchema,
  /** The most garbage carts of an account of each class; null where there is no limit. */
  cartLimits: each<RateClass, z.ZodNullable<z.ZodNumber>>(rateClasses, z.number().int().min(1).max(1000).nullable()),
  /** How much each exception weighs that does not make the bill impossible. */
  severities: each<WeighedCode, z.ZodEnum<{ blocks: 'blocks'; look: 'look'; information: 'information' }>>(
    weighedCodes,
    z.enum(billSeverities),
  ),
  /** Who approves a run before it is posted: anyone who may post, or a supervisor. */
  approvedBy: z.enum(['anyone', 'supervisor']),
});
export type BillReview = Readonly<z.infer<typeof billReviewSchema>>;
