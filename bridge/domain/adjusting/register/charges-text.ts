import { centsToDollars, sumCents } from '../../../contract/money.js';
import { groupBy } from '../../../contract/group-by.js';
import type { RegisterCharge } from './register-record.js';

/**
 * The charges of a record in words, one for each type: "Water -$3.00; Sewer -$10.00 (utility -$7.50, City -$2.50)". Whose it
 * is stands beside what is not all the utility's. Empty where there is no charge.
 */
export function chargesText(charges: readonly RegisterCharge[]): string {
  return [...groupBy(charges, ({ name }) => name)].map(([name, ofType]) => chargeText(name, ofType)).join('; ');
}

function chargeText(name: string, ofType: readonly RegisterCharge[]): string {
  const whole = `${name} ${dollars(ofType)}`;
  const ofCity = ofType.filter(({ isOfCity }) => isOfCity);
  if (ofCity.length === 0) return whole;
  if (ofCity.length === ofType.length) return `${whole} (City)`;
  return `${whole} (utility ${dollars(ofType.filter(({ isOfCity }) => !isOfCity))}, City ${dollars(ofCity)})`;
}

function dollars(charges: readonly RegisterCharge[]): string {
  return centsToDollars(sumCents(charges.map(({ amountCents }) => amountCents)));
}
