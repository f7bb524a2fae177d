import { z } from 'zod';

/** What the messages of one reading may have together. */
export const BOUNCES_BYTES_MAX = 8 * 1024 * 1024;
export const BOUNCE_FILES_MAX = 500;

const BASE64_LENGTH_MAX = Math.ceil(BOUNCES_BYTES_MAX / 3) * 4;

/** Reads messages that came back, .eml files or mailboxes in the mbox format: all of them or none. */
export const importBouncesPayloadSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        fileName: z.string().min(1).max(200),
        contentBase64: z.base64().max(BASE64_LENGTH_MAX),
      }),
    )
    .min(1)
    .max(BOUNCE_FILES_MAX),
});
export type ImportBouncesPayload = z.infer<typeof importBouncesPayloadSchema>;

export const importBouncesReplySchema = z.object({
  messages: z.number().int(),
  /** Notices that are known now to have come back: their bills go on paper. */
  bounced: z.array(z.object({ billRunId: z.string(), accountId: z.string(), email: z.string(), why: z.string() })),
  /** Those that were known before. */
  known: z.number().int(),
  /** Messages of servers that still try. */
  delayed: z.number().int(),
  /** Files with a message that is no report, or reports on something else. */
  others: z.array(z.string()),
});
export type ImportBouncesReply = z.infer<typeof importBouncesReplySchema>;
