import { z } from 'zod';
import { centsSchema } from '../money.js';
import { adjustmentKinds } from '../sheets/adjustments.js';

const limitSchema = centsSchema.refine((amount) => amount >= 0, 'must not be negative');
const kindLimitsSchema = z.partialRecord(z.enum(adjustmentKinds), limitSchema);

/**
 * The setting `adjustment-limits`: how many cents a role may give or charge alone on an account in a day; a role that is
 * left out may do nothing alone. A kind can have a bound of its own for a role, and a person bounds of theirs, which go
 * before the role's. What is above waits for another person's word.
 */
export const adjustmentLimitsSchema = z.strictObject({
  coordinator: limitSchema.optional(),
  supervisor: limitSchema.optional(),
  auditor: limitSchema.optional(),
  bridge: limitSchema.optional(),
  /** By role. */
  kinds: z.partialRecord(z.enum(['coordinator', 'supervisor']), kindLimitsSchema).default({}),
  /** By the person's id. */
  people: z
    .record(z.string().min(1), z.strictObject({ limit: limitSchema.optional(), kinds: kindLimitsSchema.default({}) }))
    .default({}),
  /** So many people beside the one who asked approve together where nobody has the limit: an emergency, recorded as such. */
  emergencyApprovers: z.number().int().min(1).max(5).default(2),
});
export type AdjustmentLimits = z.infer<typeof adjustmentLimitsSchema>;
