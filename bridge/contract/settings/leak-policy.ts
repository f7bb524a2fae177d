import { z } from 'zod';

const percentSchema = z.string().regex(/^(100|\d{1,2}(\.\d{1,3})?)$/, 'must be a percentage up to 100 such as "50"');
const abovePercentSchema = z.string().regex(/^\d{1,4}(\.\d{1,3})?$/, 'must be a percentage such as "50" or "150"');
const causesSchema = z.array(z.string().trim().min(1).max(60)).max(50);
const MONTHS_MAX = 120;

/** What an account uses when nothing leaks: the average of the bills before the leak that had no leak credit. */
const usualSchema = z
  .strictObject({
    /** So many bills at most. */
    bills: z.number().int().min(1).max(24),
    /** An account with fewer bills before has no usual use. */
    least: z.number().int().min(1).max(24),
    /** bill: their mean, whatever their days. day: their use a day, times the days of the bill with the leak. */
    by: z.enum(['bill', 'day']),
  })
  .refine(({ bills, least }) => least <= bills, { path: ['least'], message: 'must not be above bills' });
export type UsualRule = z.infer<typeof usualSchema>;

const limits = {
  /** Null where nothing asks for it. */
  usual: usualSchema.nullable(),
  /** A bill counts only where its use is so far above the usual; null where any use counts. */
  abovePercent: abovePercentSchema.nullable(),
  /** So many bills that follow one another are credited at most; a second one only where it is so far above the usual. */
  months: z.strictObject({ most: z.number().int().min(1).max(12), furtherAbovePercent: abovePercentSchema }),
  /** How often an account is credited, by the days on which credits were given; null for any number of times. */
  once: z
    .discriminatedUnion('per', [
      z.strictObject({ per: z.literal('calendar-year') }),
      z.strictObject({ per: z.literal('months'), months: z.number().int().min(1).max(MONTHS_MAX) }),
    ])
    .nullable(),
  /** Documents are needed, at most so many days after the leak; null where none are needed. */
  documents: z.strictObject({ withinDays: z.number().int().min(0).max(3_650) }).nullable(),
  /** A bill that was read more months before the request is too old. */
  reachMonths: z.number().int().min(1).max(MONTHS_MAX),
  /** Whether a bill whose read was estimated is credited before a real read tells the use. */
  estimatedReads: z.enum(['credited', 'refused']),
  qualifyingCauses: causesSchema.min(1),
  /** Named so that a refusal can say so; a cause in neither list does not qualify either. */
  refusedCauses: causesSchema,
  /** none: no credit on sewer. same-share: by the method that water goes by. leak-gallons: all of the use above the usual. */
  sewer: z.enum(['none', 'same-share', 'leak-gallons']),
  /** Whether the tax on what is credited is credited as well. */
  tax: z.enum(['in-proportion', 'none']),
};

const methodsSchema = z.discriminatedUnion('method', [
  /** The customer pays the minimum bill and the rest of the leak amount, which is the bill above the minimum bill. */
  z.strictObject({ method: z.literal('share-above-minimum'), creditedPercent: percentSchema, ...limits }),
  /** The bill is priced again without a share of the gallons above the usual. */
  z.strictObject({ method: z.literal('share-of-excess-use'), creditedPercent: percentSchema, ...limits }),
  /** The usual use at normal rates, and what is left of the charge for the gallons above it. */
  z.strictObject({ method: z.literal('share-of-excess-charge'), creditedPercent: percentSchema, ...limits }),
  /** The usual use at normal rates, and the gallons above it at the first block that has a price. */
  z.strictObject({ method: z.literal('excess-at-first-block'), ...limits }),
  /** The customer pays at most so many times what the usual use costs. */
  z.strictObject({
    method: z.literal('at-most-times-usual'),
    times: z.string().regex(/^([1-9]|10)(\.\d{1,3})?$/, 'must be a number from 1 to 10 such as "2"'),
    ...limits,
  }),
  z.strictObject({ method: z.literal('none'), reason: z.string().trim().min(1).max(200) }),
]);

/**
 * The setting `leak-policy`: what is credited of a bill when a leak made it high, and when. All of it is what a board
 * decides: what is credited, of which bills, for which causes, how often, and what it does to sewer and tax.
 */
export const leakPolicySchema = methodsSchema.superRefine((policy, context) => {
  if (policy.method === 'none') return;
  const asks = usualAskedBy(policy);
  if (policy.usual === null && asks !== null) {
    context.addIssue({ code: 'custom', path: ['usual'], message: `must say which bills are averaged, for ${asks}` });
  }
  const known = new Set<string>();
  for (const list of ['qualifyingCauses', 'refusedCauses'] as const) {
    policy[list].forEach((cause, place) => {
      if (known.has(cause.toLowerCase())) {
        context.addIssue({ code: 'custom', path: [list, place], message: `names "${cause}" twice` });
      }
      known.add(cause.toLowerCase());
    });
  }
});
export type LeakPolicy = z.infer<typeof leakPolicySchema>;

/** A policy that gives credits. */
export type CreditingPolicy = Exclude<LeakPolicy, { method: 'none' }>;

/** What asks for the usual use, as a clause; null where nothing does. */
function usualAskedBy({ method, abovePercent, months, sewer }: CreditingPolicy): string | null {
  if (method !== 'share-above-minimum') return `the method ${method} asks for the usual use`;
  if (abovePercent !== null) return 'abovePercent is measured from the usual use';
  if (months.most > 1) return 'a second month counts only above the usual use';
  return sewer === 'leak-gallons' ? 'sewer leaves out the gallons above the usual use' : null;
}
