import { goodwillBeyondNotices } from '../../domain/rebilling/goodwill-beyond.js';
import { sharedReadNotice } from '../../domain/rebilling/shared-read.js';
import { adjustableBills } from '../../queries/adjusting/adjustment-facts.js';
import { othersFromRead, type ReadMadeAgain } from '../../queries/rebilling/others-from-read.js';
import type { CommandContext } from '../command.js';

/** Bills by their numbers, once they are made again. */
export interface BillsOfNotices {
  readonly billNumbers: readonly number[];
  readonly reads: readonly ReadMadeAgain[];
}

/** What bills that were made again leave for people to look at: other accounts with the same read, and goodwill beyond them. */
export async function rebillNotices(
  { trx }: CommandContext,
  { billNumbers, reads }: BillsOfNotices,
): Promise<string[]> {
  const bills = await adjustableBills(trx, billNumbers);
  return [
    ...(await othersFromRead(trx, reads)).map(sharedReadNotice),
    ...[...bills.values()].flatMap(goodwillBeyondNotices),
  ];
}
