import { z } from 'zod';

/** Characters of the reason that a person may give with a command. */
export const REASON_LENGTH_MAX = 500;

/** A request to change something. The caller makes the id and keeps it before sending, so that a retry is safe. */
export const commandRequestSchema = z.object({
  commandId: z.uuid(),
  /** True asks for a preview: the same command, rolled back. */
  dryRun: z.boolean(),
  /** Why, in the person's words; kept with the command. */
  reason: z.string().max(REASON_LENGTH_MAX).default(''),
  payload: z.unknown(),
});
export type CommandRequest = z.infer<typeof commandRequestSchema>;

/**
 * previewed: rolled back as asked. refused: nothing was changed; the reply says why. already-applied: this id came
 * before, and the reply is the first one; without a receipt number there was nothing to change.
 */
export const commandOutcomes = ['applied', 'already-applied', 'previewed', 'refused'] as const;
export type CommandOutcome = (typeof commandOutcomes)[number];

export interface CommandReply<Reply> {
  readonly outcome: CommandOutcome;
  /** The receipt's number; null where nothing was changed. */
  readonly receiptNumber: number | null;
  readonly appliedAt: string | null;
  readonly reply: Reply;
}

/** The reply's schema around the schema of one command's own reply. */
export function commandReplySchema<Reply extends z.ZodType>(reply: Reply) {
  return z.object({
    outcome: z.enum(commandOutcomes),
    receiptNumber: z.number().int().nullable(),
    appliedAt: z.string().nullable(),
    reply,
  });
}
