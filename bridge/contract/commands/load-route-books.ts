import { z } from 'zod';
import { issueSchema } from '../problem.js';
import { readingFormatSchema } from '../reading-file.js';

/** The most routes or accounts that are named at once. */
export const NAMED_STOPS_MAX = 10_000;

const nameSchema = z.string().trim().min(1).max(64);

/** Which stops of a bill run are loaded. */
export const stopChoiceSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('cycle') }),
  z.strictObject({ by: z.literal('routes'), routeIds: z.array(nameSchema).min(1).max(1_000) }),
  /** Stop numbers of one route, both ends included. */
  z.strictObject({
    by: z.literal('range'),
    routeId: nameSchema,
    fromStop: z.number().int().positive(),
    toStop: z.number().int().positive(),
  }),
  z.strictObject({ by: z.literal('accounts'), accountIds: z.array(nameSchema).min(1).max(NAMED_STOPS_MAX) }),
  /** The stops that wait for a reread. */
  z.strictObject({ by: z.literal('rereads') }),
]);
export type StopChoice = z.infer<typeof stopChoiceSchema>;

/** Writes the route books of a cycle for the devices that read it. */
export const loadRouteBooksPayloadSchema = z.strictObject({
  billRunId: z.string().min(1).max(64),
  choice: stopChoiceSchema,
  /** True leaves out what was read already. */
  onlyUnread: z.boolean().default(false),
  /** True leaves out accounts with a value that does not fit the file; else one such value refuses the load. */
  leaveOutMisfits: z.boolean().default(false),
  /** Null takes the format of the cycle. */
  format: readingFormatSchema.nullable().default(null),
});
export type LoadRouteBooksPayload = z.infer<typeof loadRouteBooksPayloadSchema>;

export const loadedFileSchema = z.object({
  fileName: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type LoadedFile = z.infer<typeof loadedFileSchema>;

export const loadRouteBooksReplySchema = z.object({
  billRunId: z.string(),
  format: z.string(),
  /** Null while nothing is kept. */
  loadNumber: z.number().int().nullable(),
  routes: z.array(z.object({ routeId: z.string(), name: z.string(), stops: z.number().int() })),
  stops: z.number().int(),
  /** Stops of accounts that moved out and wait for their final bill. */
  finals: z.number().int(),
  /** Stops without limits, since nothing tells what they usually use. */
  withoutLimits: z.number().int(),
  files: z.array(loadedFileSchema),
  /** What is wrong with the choice; of a load that is not refused, what was left out as it does not fit. */
  issues: z.array(issueSchema),
});
export type LoadRouteBooksReply = z.infer<typeof loadRouteBooksReplySchema>;
