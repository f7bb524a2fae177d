import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { centsSchema } from './money.js';

export const LARGEST_CHANGES_SHOWN_MAX = 10;
export const UNPRICEABLE_REASONS_SHOWN_MAX = 20;
export const MISSING_DATA_SHOWN_MAX = 20;

/** A service's part of posted bills as billed (before) and under other rates (after). */
export const comparisonSchema = z.object({
  /** Bills that both could price; those that the other rates can't price stand apart. */
  bills: z.number().int(),
  /** Those of them that would be another amount. */
  changed: z.number().int(),
  beforeCents: centsSchema,
  afterCents: centsSchema,
  /** After less before. */
  differenceCents: centsSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Data that rates ask for and that no record gives for some bills. */
export const missingDataSchema = z.object({
  /** As rate files name it: "winter_average", "carts" ... */
  name: z.string(),
  bills: z.number().int(),
  /** One of the accounts, to look at. */
  accountId: z.string(),
});
export type MissingData = z.infer<typeof missingDataSchema>;

/** Bills that were priced without some data, as a bill run would: by what the rates say for its lack, or the use itself. */
export const replacedDataSchema = z.array(missingDataSchema);

/** Posted bills that the other rates can't price. */
export const unpriceableSchema = z.object({
  bills: z.number().int(),
  /** What was billed for them; it is in no comparison. */
  beforeCents: centsSchema,
  /** Which data they lack, where that is why; at most {@link MISSING_DATA_SHOWN_MAX} names. */
  missing: z.array(missingDataSchema),
  /** The most frequent first, at most {@link UNPRICEABLE_REASONS_SHOWN_MAX}. */
  reasons: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      fix: z.string(),
      bills: z.number().int(),
      /** One of the accounts, to look at. */
      accountId: z.string(),
    }),
  ),
});
export type Unpriceable = z.infer<typeof unpriceableSchema>;

export const largestChangeSchema = z.object({
  accountId: z.string(),
  billNumber: z.number().int(),
  service: z.string(),
  rateClass: z.string(),
  usageGallons: z.number().int(),
  beforeCents: centsSchema,
  afterCents: centsSchema,
  differenceCents: centsSchema,
});
export type LargestChange = z.infer<typeof largestChangeSchema>;

/** What other rates would change in the bills of each cycle's last posted run. */
export const tariffImpactSchema = z.object({
  tariffId: z.string(),
  service: z.string(),
  /** The runs whose bills were priced again; empty where nothing is posted yet. */
  runs: z.array(z.object({ billRunId: z.string(), cycleName: z.string(), periodTo: calendarDateSchema })),
  total: comparisonSchema,
  classes: z.array(comparisonSchema.extend({ rateClass: z.string() })),
  /** By the amount of the change either way, at most {@link LARGEST_CHANGES_SHOWN_MAX}. */
  largest: z.array(largestChangeSchema),
  unpriceable: unpriceableSchema,
  replaced: replacedDataSchema,
});
export type TariffImpact = z.infer<typeof tariffImpactSchema>;
