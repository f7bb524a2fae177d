import { z } from 'zod';
import { issueSchema } from '../problem.js';

/** A reading file may be 64 MB; in base64 it is a third longer. */
export const READING_FILE_BYTES_MAX = 64 * 1024 * 1024;

/**
 * What becomes of stops that were read or decided before and are not billed yet: "add" lets what stands stand and takes
 * the rest of the file, "replace" lets the file's reads take its place.
 */
export const secondReadChoices = ['add', 'replace'] as const;
export const secondReadChoiceSchema = z.enum(secondReadChoices);
export type SecondReadChoice = z.infer<typeof secondReadChoiceSchema>;

/** The choice for each route, and for the routes that are not named; a file is refused for routes without one. */
export const secondReadsSchema = z.object({
  routes: z.record(z.string().max(40), secondReadChoiceSchema).default({}),
  otherRoutes: secondReadChoiceSchema.nullable().default(null),
});
export type SecondReads = z.infer<typeof secondReadsSchema>;
export const NO_SECOND_READS: SecondReads = { routes: {}, otherRoutes: null };

export const unloadReadingsPayloadSchema = z.object({
  fileName: z.string().min(1).max(255),
  contentBase64: z.base64().max(Math.ceil(READING_FILE_BYTES_MAX / 3) * 4),
  /** The layout that the person says the file has, or a vendor's format; told by the content unless given. */
  layout: z.string().min(1).max(60).nullable().default(null),
  /** True keeps reads of meters that no open run expects on a list of their own; false refuses the file for them. */
  setAsideUnknown: z.boolean().default(false),
  /** Whether reads of stops that another file brought, or that were decided, only add to them or replace them. */
  secondReads: secondReadsSchema.default(NO_SECOND_READS),
});
export type UnloadReadingsPayload = z.infer<typeof unloadReadingsPayloadSchema>;

export const unloadReadingsReplySchema = z.object({
  fileName: z.string(),
  format: z.string(),
  /** True when this very file was unloaded before: nothing was changed. */
  alreadyUnloaded: z.boolean(),
  records: z.number().int(),
  matched: z.number().int(),
  unread: z.number().int(),
  exceptions: z.number().int(),
  setAside: z.number().int(),
  /** The routes on which the file has other reads of stops that were read or decided before, and what was chosen for each. */
  readBefore: z.array(
    z.object({ routeId: z.string(), stops: z.number().int(), choice: secondReadChoiceSchema.nullable() }),
  ),
  /** Stops of the runs that this file touched which still have no reading. */
  stillMissing: z.number().int(),
  /** How it compares with what the devices were loaded with; null where Curbstop loaded nothing for these runs. */
  loaded: z
    .object({
      /** Loaded stops of the routes that the file touches, those that are still missing, and what came unasked. */
      stops: z.number().int(),
      notReturned: z.number().int(),
      notLoaded: z.number().int(),
      notices: z.array(z.string()),
    })
    .nullable(),
  billRunIds: z.array(z.string()),
  issues: z.array(issueSchema),
});
export type UnloadReadingsReply = z.infer<typeof unloadReadingsReplySchema>;
