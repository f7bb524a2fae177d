import { z } from 'zod';

/** What is owed more after the due date, as a statement tells it. */
export const lateChargeRuleSchema = z.strictObject({
  percent: z.string().regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a percentage such as "10" or "1.5"'),
  /** What it is a percentage of: what the bill charges anew, or everything that is due. */
  on: z.enum(['current-charges', 'amount-due']),
});
export type LateChargeRule = z.infer<typeof lateChargeRuleSchema>;

/** The setting `late-rule`: up to which time of the utility's clock a payment on the due date is in time. */
export const lateRuleSchema = z.strictObject({
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as HH:MM'),
  /** Left out, a statement tells no other amount after the due date. */
  charge: lateChargeRuleSchema.optional(),
});
export type LateRule = z.infer<typeof lateRuleSchema>;
