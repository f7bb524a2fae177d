import { z } from 'zod';

/** No more accounts than these are told at once; a person looks no farther down a list. */
export const ACCOUNT_HITS_MAX = 20;

/** Fewer letters and digits than these are in nearly every account. */
export const SEARCHED_CHARACTERS_MIN = 2;

/** GET /api/accounts?q= : accounts by number, name, address or the number of a meter. */
export const accountSearchQuerySchema = z.object({ q: z.string().max(80) });

export const accountHitSchema = z.object({
  accountId: z.string(),
  customerName: z.string(),
  address: z.string(),
  status: z.string(),
  /** The meter whose number was searched for; null where something else was found. */
  meterId: z.string().nullable(),
});
export const accountSearchReplySchema = z.object({
  /** The best first, {@link ACCOUNT_HITS_MAX} at most. */
  hits: z.array(accountHitSchema),
  /** True when there are more than are told. */
  hasMore: z.boolean(),
});
export type AccountHit = z.infer<typeof accountHitSchema>;
export type AccountSearchReply = z.infer<typeof accountSearchReplySchema>;

/** True when there are enough letters and digits to search for. */
export function isSearchable(typed: string): boolean {
  return (typed.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= SEARCHED_CHARACTERS_MIN;
}
