import { z } from 'zod';
import { readActionSchema, readSeveritySchema } from '../metering.js';

/** What a code is said for: why a meter was skipped, a trouble at it, or how the reading came. */
export const readingCodeKinds = ['skip', 'trouble', 'read'] as const;
export type ReadingCodeKind = (typeof readingCodeKinds)[number];

/** What a read code can mean beside its words: the meter was not read, or its reading is an estimate. */
export const readingCodeMeanings = ['unread', 'estimated'] as const;

/** How the table calls a code that means the same in every format. */
export const ANY_FORMAT = 'any';

const readingCodeSchema = z.strictObject({
  /** The format of reading files that it comes in, such as mvrs-upload, or "any". */
  format: z.string().min(1).max(60),
  kind: z.enum(readingCodeKinds),
  code: z.string().min(1).max(20),
  /** What it means, as the review and the sheet say it: "dog in yard". */
  words: z.string().min(1).max(80),
  severity: readSeveritySchema,
  /** The action that it proposes. */
  action: readActionSchema,
  means: z.enum([...readingCodeMeanings, 'nothing']).default('nothing'),
});
export type ReadingCode = Readonly<z.infer<typeof readingCodeSchema>>;

/** What tells a code from all others of a table: its format and kind, and its digits without zeros before them. */
export function codeKey({ format, kind, code }: CodeName): string {
  return `${format}/${kind}/${code?.replace(/^0+(?=\d+$)/, '')}`;
}

interface CodeName {
  readonly format: string | null;
  readonly kind: string | null;
  readonly code: string | null;
}

/** The setting `reading-codes`: what the codes of readers and endpoints mean, each format's its own. */
export const readingCodesSchema = z
  .array(readingCodeSchema)
  .max(2_000)
  .refine((codes) => new Set(codes.map(codeKey)).size === codes.length, {
    message: 'two entries have one format, kind and code; 004 and 4 are one',
  });
