import { z } from 'zod';
import { centsSchema } from './money.js';
import { services } from './services.js';

/** The units in which a file may have usage. */
export const usageUnits = ['gal', 'kgal', 'ccf'] as const;
export type UsageUnit = (typeof usageUnits)[number];

/** What became of an account's service that is billed here or stands in the file. */
export const comparisonResults = ['equal', 'differs', 'only-theirs', 'only-ours'] as const;
export type ComparisonResult = (typeof comparisonResults)[number];

/** Why two lines differ, or why a line stands on one side only, as a person reads it. */
export const reasonLabels = {
  'line-twice': 'Charged twice',
  'held-before': 'Held before',
  'usage-rounded': 'Usage rounded',
  unit: 'Unit of usage',
  estimated: 'Estimated here',
  usage: 'Other usage',
  rounding: 'Rounding',
  'reduced-rate': 'Reduced rate',
  class: 'Other class',
  'meter-size': 'Other meter size',
  carts: 'Other number of carts',
  tax: 'Tax',
  credit: 'Credit',
  'base-charge': 'Base or minimum charge',
  fee: 'Fee',
  'use-charge': 'Charge by usage',
  proration: 'Days',
  'other-rates': 'Rates of another date',
  tier: 'Tiers',
  'not-explained': 'Not explained',
  'not-in-file': 'Not in the file',
  'zero-charge': 'Nothing charged',
  'not-ready': 'Not ready here',
  'no-service': 'No such service here',
  'not-billed': 'Account not billed here',
  'unknown-account': 'Unknown account',
} as const;
export type ComparisonReason = keyof typeof reasonLabels;
export const comparisonReasons = Object.keys(reasonLabels) as [ComparisonReason, ...ComparisonReason[]];

/** What a person decides of a line: the difference is right as it is, or something is to be mended. */
export const comparisonDecisions = ['accepted', 'to mend'] as const;
export type ComparisonDecision = (typeof comparisonDecisions)[number];

/** The largest comparison file, 16 MB; in base64 it is a third longer. */
export const COMPARISON_FILE_BYTES_MAX = 16 * 1024 * 1024;

/** POST /api/runs/:billRunId/comparison: keeps a file as what the run is compared with, and compares. */
export const comparisonRequestSchema = z.strictObject({
  fileName: z.string().min(1).max(255),
  contentBase64: z.base64().max(Math.ceil(COMPARISON_FILE_BYTES_MAX / 3) * 4),
  /** The unit of usage where no heading says it. */
  usageUnit: z.enum(usageUnits).nullable().default(null),
});
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

const tallySchema = z.object({
  lines: z.number().int(),
  equal: z.number().int(),
  oursCents: centsSchema,
  theirsCents: centsSchema,
  /** The differences without their signs, so that none takes another away. */
  apartCents: centsSchema,
});
export type ComparisonTally = z.infer<typeof tallySchema>;

/** The most of the largest differences that a summary has. */
export const LARGEST_DIFFERENCES_MAX = 10;

export const comparisonReplySchema = tallySchema.extend({
  billRunId: z.string(),
  fileName: z.string(),
  differs: z.number().int(),
  onlyTheirs: z.number().int(),
  onlyOurs: z.number().int(),
  /** Of the equal ones, those whose usage is not the same. */
  equalOfOtherUsage: z.number().int(),
  /** The share of equal lines in tenths of a percent, cut: 1,000 only when every line is equal. */
  equalPerMille: z.number().int(),
  byService: z.array(tallySchema.extend({ service: z.enum(services) })),
  /** What is not equal, by its main reason; the most dollars apart first. */
  byReason: z.array(z.object({ reason: z.enum(comparisonReasons), lines: z.number().int(), apartCents: centsSchema })),
  largest: z.array(
    z.object({
      accountId: z.string(),
      service: z.enum(services),
      oursCents: centsSchema.nullable(),
      theirsCents: centsSchema.nullable(),
      /** Theirs less ours. */
      differenceCents: centsSchema,
      explanation: z.string(),
    }),
  ),
  /** What was left out of the comparison or added up, as sentences. */
  notices: z.array(z.string()),
});
export type ComparisonReply = z.infer<typeof comparisonReplySchema>;

/** Tenths of a percent as text: 987 gives "98.7%". */
export function shareOfEqual(perMille: number): string {
  return `${Math.floor(perMille / 10)}.${perMille % 10}%`;
}
