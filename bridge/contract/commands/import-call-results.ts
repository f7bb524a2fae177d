import { z } from 'zod';
import { CALL_RESULTS_BYTES_MAX, callOutcomes } from '../calls.js';

const BASE64_LENGTH_MAX = Math.ceil(CALL_RESULTS_BYTES_MAX / 3) * 4;

/** Reads what came of calls: the whole file or nothing. */
export const importCallResultsPayloadSchema = z.strictObject({
  fileName: z.string().min(1).max(200),
  contentBase64: z.base64().max(BASE64_LENGTH_MAX),
});
export type ImportCallResultsPayload = z.infer<typeof importCallResultsPayloadSchema>;

export const importCallResultsReplySchema = z.object({
  fileName: z.string(),
  /** The receipt by which the same file was read before; then nothing was read now. */
  alreadyRead: z.object({ receipt: z.number().int(), fileName: z.string() }).nullable(),
  /** Results that were not known before. */
  results: z.number().int(),
  /** Lines that told what was known already. */
  repeated: z.number().int(),
  outcomes: z.array(z.object({ outcome: z.enum(callOutcomes), calls: z.number().int() })),
  /** Accounts that are not called any more, since their phone opted out. */
  optedOut: z.array(z.string()),
  /** Phones that opted out and that no account has any more; they are not called either, whoever has them. */
  optedOutPhones: z.array(z.string()),
  /** Accounts whose phone was taken away, since it is not theirs. */
  wrongNumber: z.array(z.string()),
  /** Calls that were made when none may be, by the utility's clock. */
  outsideHours: z.array(z.object({ phone: z.string(), on: z.string(), at: z.string() })),
});
export type ImportCallResultsReply = z.infer<typeof importCallResultsReplySchema>;
