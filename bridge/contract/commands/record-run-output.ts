import { z } from 'zod';

/** What leaves the office of a posted run. */
export const runOutputKinds = ['statements', 'mailing-file', 'e-bill-notices', 'calls'] as const;

/** Records that something made of a posted run has left the office; from then on only a supervisor reverses the run. */
export const recordRunOutputPayloadSchema = z.strictObject({
  billRunId: z.string().max(64),
  kind: z.enum(runOutputKinds),
});
export type RecordRunOutputPayload = z.infer<typeof recordRunOutputPayloadSchema>;

export const recordRunOutputReplySchema = recordRunOutputPayloadSchema;
export type RecordRunOutputReply = z.infer<typeof recordRunOutputReplySchema>;
