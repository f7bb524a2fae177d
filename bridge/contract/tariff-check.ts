import { z } from 'zod';

/** Something that is wrong with a rate file, or only looks wrong. */
export const tariffProblemSchema = z.object({
  /** An error keeps a bill from being priced; a warning is priced as written. */
  severity: z.enum(['error', 'warning']),
  /** Stable, kebab-case. */
  code: z.string(),
  /** What it is, naming class and field, without the place. */
  message: z.string(),
  /** What to do, as a sentence. */
  fix: z.string(),
  /** Lines and columns count from 1. */
  line: z.number().int(),
  column: z.number().int(),
});
export type TariffProblem = z.infer<typeof tariffProblemSchema>;

/** Problems that one reply lists; its counts are of all. */
export const TARIFF_PROBLEMS_SHOWN_MAX = 5_000;
/** Cases that one request prices. */
export const TARIFF_CASES_MAX = 1_000;

/** A rate file in a request: its name for messages, and its text. */
const rateFileFields = { name: z.string().min(1).max(255), text: z.string() };

/** POST /api/tariffs/check */
export const tariffCheckRequestSchema = z.strictObject(rateFileFields);
export type TariffCheckRequest = z.infer<typeof tariffCheckRequestSchema>;

export const tariffCheckReplySchema = z.object({
  name: z.string(),
  errors: z.number().int(),
  warnings: z.number().int(),
  /** By line, at most {@link TARIFF_PROBLEMS_SHOWN_MAX}. */
  problems: z.array(tariffProblemSchema),
});
export type TariffCheckReply = z.infer<typeof tariffCheckReplySchema>;

/** One bill to price: a class, and the account's data as text by name. */
export const tariffCaseSchema = z.object({
  class: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});
export type TariffCase = z.infer<typeof tariffCaseSchema>;

/** A priced case: decimal text, exact, and cents; or why it can't be priced. */
export const tariffCaseReplySchema = z.union([
  z.object({ bill: z.string(), bill_cents: z.number().int(), components: z.record(z.string(), z.string()) }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), line: z.number().int().nullable() }) }),
]);
export type TariffCaseReply = z.infer<typeof tariffCaseReplySchema>;

/** POST /api/tariffs/price */
export const tariffPriceRequestSchema = z.strictObject({
  ...rateFileFields,
  cases: z.array(tariffCaseSchema).max(TARIFF_CASES_MAX),
});
export type TariffPriceRequest = z.infer<typeof tariffPriceRequestSchema>;

/** An answer for each case, in their order. */
export const tariffPriceReplySchema = z.object({ name: z.string(), answers: z.array(tariffCaseReplySchema) });
export type TariffPriceReply = z.infer<typeof tariffPriceReplySchema>;
