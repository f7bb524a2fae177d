import { counted } from '../../contract/counted.js';
import { found, type FoundException } from './found-exception.js';
import type { ReviewedFacts } from './reviewed-facts.js';

const NOTHING = 'Nothing to do.';

/** What is special about the account's bill: estimated, first, final, of more than one period, without an address. */
export function accountExceptions(facts: ReviewedFacts): FoundException[] {
  const { estimatedReads, billedTo, isFinal, earlier, period, address, mailingFault } = facts;
  const exceptions: FoundException[] = [];
  if (address.trim() === '') {
    exceptions.push(found('missing-address', 'The premises have no address.', 'Enter the address of the premises.'));
  } else if (mailingFault !== null) {
    exceptions.push(found('missing-address', mailingFault, 'Type a mailing address in Customer Contacts.'));
  }
  if (earlier.length > 0) {
    const dates = earlier.map(({ period: { from, to } }) => `${from} to ${to}`).join(', ');
    const periods = counted(earlier.length + 1, 'period');
    const sentence = `The bill covers ${periods}, each priced by itself: the account was held for ${dates}.`;
    exceptions.push(found('held-before', sentence, NOTHING));
  }
  if (estimatedReads > 0) {
    exceptions.push(found('estimated', `Billed by ${counted(estimatedReads, 'estimated read')}.`, NOTHING));
  }
  if (isFinal) exceptions.push(found('final-bill', `Final bill, up to ${period.to}.`, NOTHING));
  if (billedTo === null) exceptions.push(found('first-bill', `First bill, from ${period.from}.`, NOTHING));
  return exceptions;
}
