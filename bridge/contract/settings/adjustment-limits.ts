import { z } from 'zod';
import { centsSchema } from '../money.js';
import { roles } from '../person.js';

/**
 * The setting `adjustment-limits`: how many cents a role may give or charge alone on an account in a day; a role that is
 * left out may do nothing alone.
 */
export const adjustmentLimitsSchema = z.partialRecord(
  z.enum(roles),
  centsSchema.refine((amount) => amount >= 0, 'must not be negative'),
);
export type AdjustmentLimits = z.infer<typeof adjustmentLimitsSchema>;
