import { z } from 'zod';

/** The setting `deposit-interest`: what a customer's deposit earns a year, simple, by the days that it is held. */
export const depositInterestSchema = z.strictObject({
  /** Decimal text, so that it is exact: "1.25" is one and a quarter percent a year. */
  annualRatePercent: z.string().regex(/^\d{1,2}(\.\d{1,4})?$/, 'must be a percentage as text, such as "1.25"'),
  daysInYear: z.union([z.literal(360), z.literal(365)]),
});
export type DepositInterestRule = z.infer<typeof depositInterestSchema>;
