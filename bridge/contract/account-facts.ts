import { z } from 'zod';
import { sheetCellSchema } from './commands/push-sheet.js';

/** So many accounts one request asks about. */
export const ACCOUNT_FACTS_MAX = 1_000;
/** What is longer is no account's number. */
export const ACCOUNT_ID_LENGTH_MAX = 80;

/** POST /api/accounts/facts: what stands beside these account numbers in a sheet whose rows are typed. Nothing is changed. */
export const accountFactsRequestSchema = z.strictObject({
  accountIds: z.array(z.string().max(ACCOUNT_ID_LENGTH_MAX)).min(1).max(ACCOUNT_FACTS_MAX),
});
export const accountFactsReplySchema = z.object({
  /** Each asked account once, known or not, with cells by the ids of columns that nobody types into. */
  accounts: z.array(z.object({ accountId: z.string(), shown: z.record(z.string(), sheetCellSchema) })),
});
export type AccountFactsRequest = z.infer<typeof accountFactsRequestSchema>;
export type AccountFactsReply = z.infer<typeof accountFactsReplySchema>;
