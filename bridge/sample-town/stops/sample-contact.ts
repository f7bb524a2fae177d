import type { ToldContact } from '../../domain/contacts/contact.js';
import { CITY, type TownCustomer } from '../town.js';

/**
 * How a made-up customer wants to be reached, by their number, so that every town of a plan is the same; null of one who
 * said nothing. A few take their bills at a post office box or at a business elsewhere.
 */
export function sampleContact({ customerId, phone, email }: TownCustomer): ToldContact | null {
  const eBill = email !== '' && customerId % 2 === 0;
  const mailingAddress = addressOf(customerId);
  const calls = customerId % 3 === 0 ? 'consent' : customerId % 17 === 0 ? 'opt-out' : 'unsaid';
  if (!eBill && mailingAddress.length === 0 && calls === 'unsaid') return null;
  const told = calls === 'unsaid' ? '' : HOW_TOLD[customerId % HOW_TOLD.length];
  return { eBill, email, mailingAddress, phone, calls, told: told ?? '' };
}

const HOW_TOLD = ['In the form for new service', 'By phone', 'On the web site'];

function addressOf(customerId: number): string[] {
  if (customerId % 29 === 0) return [`P.O. Box ${1000 + customerId}`, `${CITY.city}, ${CITY.state} ${CITY.zip}`];
  if (customerId % 43 === 0)
    return ['c/o Example Property Management', '555 Example Plaza, Suite 2', `${CITY.city}, ${CITY.state} ${CITY.zip}`];
  return [];
}
