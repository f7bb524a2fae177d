import { movedSince } from '../../queries/changed-since.js';
import { movesOfReceipt } from '../../queries/route-stops.js';
import { writeStops } from '../../store/route-stops.js';
import type { PushReversal } from './push-reversal.js';

/** Every stop that a push moved goes back to where it was; runs that are begun keep theirs, as with any move. */
export const routeBooksReversal: PushReversal = {
  isWhole: true,
  async reverse({ trx, commandNumber }, { receiptNumber }) {
    const since = await movedSince(trx, receiptNumber);
    if (since !== null) {
      const message = `Stops of these routes were moved again since, by receipt ${since}.`;
      const fix = 'Reverse that one first, or pull the Route Book and push the order that is right.';
      return { issues: [{ code: 'changed-since', rowKey: '', column: '', message, fix }] };
    }
    const moves = await movesOfReceipt(trx, receiptNumber);
    await writeStops(
      trx,
      moves.map(({ from, to }) => ({ from: to, to: from })),
      commandNumber,
    );
    return { issues: [] };
  },
};
