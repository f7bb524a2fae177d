import { z } from 'zod';

/** Percent as exact decimal text, such as "98.5". */
const percentSchema = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be a percentage as text, such as "98.5"');

const flowLimitsSchema = z
  .strictObject({ minimum: percentSchema, maximum: percentSchema })
  .refine(({ minimum, maximum }) => Number(minimum) <= Number(maximum), 'the minimum must not be above the maximum');

/**
 * The setting `meter-test-limits`: the accuracy that a meter must have at each flow of a test, in percent of the water
 * that passed it.
 */
export const meterTestLimitsSchema = z.strictObject({
  low: flowLimitsSchema,
  medium: flowLimitsSchema,
  high: flowLimitsSchema,
});
export type MeterTestLimits = z.infer<typeof meterTestLimitsSchema>;
