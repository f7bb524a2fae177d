import { z } from 'zod';

/** The setting `late-rule`: up to which time of the utility's clock a payment on the due date is in time. */
export const lateRuleSchema = z.strictObject({
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as HH:MM'),
});
export type LateRule = z.infer<typeof lateRuleSchema>;
