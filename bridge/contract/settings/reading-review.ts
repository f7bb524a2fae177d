import { z } from 'zod';

/** Decimal text, so that it is exact. */
const numberSchema = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be a number as text, such as "1.8"');
const countSchema = z.number().int().min(1).max(400);
/** Of past periods there are those of three years at hand. */
const periodsSchema = z.number().int().min(1).max(36);

/** The bounds of a review of one read; what each is for, and where its starting value comes from, is said beside it. */
export const reviewThresholdsSchema = z.strictObject({
  /** High: use above this multiple of the usual. 1.8 is the practice of hosted billing systems. */
  highRatio: numberSchema,
  /** Very high: above this multiple; a leak or a misread. */
  veryHighRatio: numberSchema,
  /** Low: use below this multiple of the usual. */
  lowRatio: numberSchema,
  veryLowRatio: numberSchema,
  /** A use up to so many gallons is never high, so that small users do not fill the list. */
  highAboveGallons: numberSchema,
  /** When the usual use is below so many gallons, nothing is low. */
  lowAboveGallons: numberSchema,
  /** So many periods of no use in a row, this one included, make a stopped meter. */
  stoppedPeriods: periodsSchema,
  /** So many estimates in a row are too many. */
  estimateLimit: periodsSchema,
  /** How many past periods make the account's own usual use. */
  historyPeriods: periodsSchema,
  /** With fewer periods than this of its own, an account is judged by its class as well. */
  fewPeriods: periodsSchema,
  /** Without history of its own, use above this multiple of the class's is high. */
  classHighRatio: numberSchema,
  /** A rollover is believed only from this share of the register's capacity. */
  rolloverFrom: numberSchema,
  /** Use of so many times the usual, or as small a part of it, may be a wrong unit or multiplier. */
  unitFactors: z.array(numberSchema).max(20),
  /** How near to such a factor, as a share of it. */
  unitTolerance: numberSchema,
  /** The endpoint's days without flow are told from so many on. */
  noFlowDays: countSchema,
  /** A read that so many rereads did not settle is for a supervisor. */
  rereadsMax: countSchema,
});
export type ReviewThresholds = Readonly<z.infer<typeof reviewThresholdsSchema>>;

/** How wide the limits of a route book are, in counts of the register. */
export const limitRuleSchema = z.strictObject({
  /** The high limit as a multiple of the usual use. */
  highRatio: numberSchema,
  /** The high limit is at least this many counts above the previous reading. */
  highAtLeast: numberSchema,
  /** The low limit as a multiple of the usual use. */
  lowRatio: numberSchema,
  /** The low limit is at most this many counts above the previous reading; null when it has no bound. */
  lowAtMost: numberSchema.nullable(),
});
export type LimitRule = Readonly<z.infer<typeof limitRuleSchema>>;

/** The setting `reading-review`: what reads are judged by on a day, and the limits that handhelds are loaded with. */
export const readingReviewSchema = z.strictObject({
  thresholds: reviewThresholdsSchema,
  /** The days around the end of the period in which a read belongs to it. */
  window: z.strictObject({
    daysBefore: z.number().int().min(0).max(60),
    daysAfter: z.number().int().min(0).max(60),
  }),
  limits: limitRuleSchema,
});
export type ReadingReview = Readonly<z.infer<typeof readingReviewSchema>>;
