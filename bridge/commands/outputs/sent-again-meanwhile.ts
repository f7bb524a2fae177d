import { CurbstopError } from '../../contract/problem.js';
import type { Edition } from '../../queries/editions.js';

/** Who sends is waited for so long; a sending that takes longer broke off, and then what it left is looked at. */
const UNDER_WAY_MINUTES = 10;

/** A file of a run, and what it was made for. */
interface Purposed extends Pick<Edition, 'edition' | 'fileName' | 'send'> {
  readonly purpose: string;
}

/** Since when a file that is to be sent again was being made, and the moment itself. */
interface AgainMoment {
  readonly since: Date;
  readonly now: Date;
}

/**
 * Lets only one of those who send a run again at once do so. Throws `sending-under-way` where another file of it that was
 * made to be sent again is being sent at this moment, or went while this one was being made.
 */
export function refuseSentAgainMeanwhile(others: readonly Purposed[], { since, now }: AgainMoment): void {
  const other = others.find(({ purpose, send }) => {
    if (purpose !== 'again' || send === null) return false;
    const at = Date.parse(send.at);
    if (send.outcome === 'sent') return at > since.getTime();
    return send.outcome === 'sending' && now.getTime() - at < UNDER_WAY_MINUTES * 60_000;
  });
  if (other === undefined) return;
  const { fileName, send } = other;
  throw new CurbstopError({
    code: 'sending-under-way',
    status: 409,
    message: `The run ${send?.outcome === 'sent' ? 'was' : 'is being'} sent again by ${send?.by ?? 'someone else'} at this moment, as ${fileName}; it is not sent twice.`,
    fix: `Look how that stands. Where it broke off, send again in ${UNDER_WAY_MINUTES} minutes.`,
  });
}
