import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { centsSchema } from './money.js';
import { comparisonSchema, largestChangeSchema, replacedDataSchema, unpriceableSchema } from './tariff-impact.js';

/** Calendar months of posted bills that a study covers, up to the newest. */
export const STUDY_MONTHS = 12;

/** POST /api/tariffs/study: the rates to study are a rate file's text, or a version that the bridge has. */
export const rateStudyRequestSchema = z.object({
  tariffId: z.string().max(80),
  rates: z.union([z.strictObject({ source: z.string() }), z.strictObject({ tariffVersionId: z.string().max(120) })]),
});
export type RateStudyRequest = z.infer<typeof rateStudyRequestSchema>;

/** Bills whose use is from `fromKgal` up to and without `belowKgal`; null where the level has no end. */
export const usageLevelSchema = comparisonSchema.extend({
  fromKgal: z.number().int(),
  belowKgal: z.number().int().nullable(),
  /** The mean bill to the cent, halves away from zero. */
  meanBeforeCents: centsSchema,
  meanAfterCents: centsSchema,
});
export type UsageLevel = z.infer<typeof usageLevelSchema>;

/** The month of the bill date, "2026-11". */
export const studyMonthSchema = comparisonSchema.extend({ month: z.string() });
export type StudyMonth = z.infer<typeof studyMonthSchema>;

/** Levels and months that have no bill are left out. */
export const studyPartSchema = z.object({
  total: comparisonSchema,
  months: z.array(studyMonthSchema),
  levels: z.array(usageLevelSchema),
});
export type StudyPart = z.infer<typeof studyPartSchema>;

/** Rates over the last months of real posted consumption, beside what was billed. */
export const rateStudyReplySchema = z.object({
  tariffId: z.string(),
  service: z.string(),
  /** The studied rates' own title and effective date; null where the file gives no date. */
  title: z.string(),
  effectiveFrom: calendarDateSchema.nullable(),
  sha256: z.string(),
  /** The first and the last month studied, "2026-11"; null where nothing is posted yet. */
  firstMonth: z.string().nullable(),
  lastMonth: z.string().nullable(),
  all: studyPartSchema,
  classes: z.array(studyPartSchema.extend({ rateClass: z.string() })),
  /** The bills that change most, by the amount either way. */
  largest: z.array(largestChangeSchema),
  unpriceable: unpriceableSchema,
  replaced: replacedDataSchema,
});
export type RateStudyReply = z.infer<typeof rateStudyReplySchema>;
