import { z } from 'zod';
import { services } from '../services.js';

const ledgerAccountSchema = z.string().min(1);

/**
 * Whose a service is, and so what its charges are credited to. What is billed for the City is due to it when it is billed,
 * or when it is collected: until then it stands in `notCollected`.
 */
const ownerSchema = z.discriminatedUnion('owner', [
  z.strictObject({ owner: z.literal('utility'), credited: ledgerAccountSchema }),
  z.strictObject({
    owner: z.literal('city'),
    basis: z.enum(['billed', 'collected']),
    due: ledgerAccountSchema,
    notCollected: ledgerAccountSchema,
  }),
]);
export type ServiceOwner = z.infer<typeof ownerSchema>;

/** The setting `accounting`: where charges are credited, from a date on. */
export const accountingSchema = z.strictObject({
  services: z.record(z.enum(services), ownerSchema),
  /** Who earns the late charges on a service. */
  lateCharges: z.record(z.enum(services), z.enum(['utility', 'city'])),
  lateChargeRevenue: ledgerAccountSchema,
  feeRevenue: ledgerAccountSchema,
  taxPayable: ledgerAccountSchema,
  /** Who bears what customers never pay of a service that is the City's. */
  writeOffBearer: z.enum(['owner', 'utility']),
});
export type Accounting = z.infer<typeof accountingSchema>;
