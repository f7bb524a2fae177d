import { CurbstopError } from '../../contract/problem.js';
import type { Edition } from '../../queries/editions.js';

/**
 * Lets only one of those who send a run again at once do so. Takes the other files that were made to be sent again, and
 * since when this one was asked for. Throws `sending-under-way` where one of them went since, or may have.
 */
export function refuseSentAgainMeanwhile(others: readonly Pick<Edition, 'fileName' | 'send'>[], since: Date): void {
  const other = others.find(({ send }) => {
    if (send === null || send.outcome === 'failed') return false;
    const at = Date.parse(send.at);
    return send.outcome === 'sent' ? at > since.getTime() : at >= since.getTime();
  });
  if (other === undefined) return;
  const { fileName, send } = other;
  const isSent = send?.outcome === 'sent';
  throw new CurbstopError({
    code: 'sending-under-way',
    status: 409,
    message: `The run ${isSent ? 'was' : 'is being'} sent again by ${send?.by ?? 'someone else'} at this moment, as ${fileName}; it is not sent twice.`,
    fix: isSent
      ? 'Look how that stands. If it is to be sent once more all the same, ask for it again.'
      : 'Look how that stands. Where it broke off, send the run: that file is proven first, and gone on with.',
  });
}
