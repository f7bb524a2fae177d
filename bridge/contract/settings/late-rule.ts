import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { rateClasses, services } from '../services.js';

/** What a charge is for: the service itself, the tax on it, an earlier late charge, or a fee. */
export const chargeNatures = ['service', 'tax', 'late-charge', 'fee'] as const;

export const weekdayNames = [
  ...['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
] as const;

const CENTS_MAX = 1_000_000;
const leastSchema = z.number().int('must be whole cents').min(0).max(CENTS_MAX);

/** What is charged of what is owed after the due date, as a statement tells it and the Late Charges sheet charges it. */
export const lateChargeRuleSchema = z.strictObject({
  percent: z.string().regex(/^\d{1,2}(\.\d{1,3})?$/, 'must be a percentage such as "10" or "1.5"'),
  /** What it is a percentage of: what the bill charges anew, or everything that is due. */
  on: z.enum(['current-charges', 'amount-due']),
  /** Which charges of these count; all where it is left out. What has no service, such as a fee, counts by its nature alone. */
  base: z
    .strictObject({
      services: z.array(z.enum(services)).min(1).optional(),
      natures: z.array(z.enum(chargeNatures)).min(1).optional(),
    })
    .optional(),
  /** Who is never charged. */
  exempt: z
    .strictObject({
      rateClasses: z.array(z.enum(rateClasses)).optional(),
      accounts: z.array(z.string().min(1).max(40)).max(10_000).optional(),
    })
    .optional(),
  /** Who owes less than this is not charged; cents. */
  minimumOwedCents: leastSchema.optional(),
  /** A charge is at least this; cents. */
  minimumChargeCents: leastSchema.optional(),
  /** How a charge is brought to whole cents: halves up where it is left out. */
  rounding: z.enum(['half-up', 'up', 'down']).optional(),
});
export type LateChargeRule = z.infer<typeof lateChargeRuleSchema>;

/** The setting `late-rule`: up to which time of the utility's clock a payment on the due date is in time. */
export const lateRuleSchema = z.strictObject({
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as HH:MM'),
  /** A due date on one of these days is met until the cut-off of the next day that is open. */
  closedDays: z
    .strictObject({
      weekdays: z.array(z.enum(weekdayNames)).max(6, 'must leave a day of the week open').optional(),
      holidays: z.array(calendarDateSchema).max(1_000).optional(),
    })
    .optional(),
  /** Left out, a statement tells no other amount after the due date, and nobody is charged. */
  charge: lateChargeRuleSchema.optional(),
});
export type LateRule = z.infer<typeof lateRuleSchema>;
