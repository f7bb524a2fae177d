import { counted } from '../../contract/counted.js';
import { centsToDollars } from '../../contract/money.js';
import { plainName } from '../../contract/plain-name.js';
import type { OurLine } from './our-line.js';
import { comesTo, type PriceQuestion } from './price-question.js';
import type { Finding } from './usage-reason.js';

const CARTS_MAX = 6;

/** Their charge is our price of another class, such as that of the reduced rate. */
export function otherClass(question: PriceQuestion): Finding | null {
  const { line, rates, theirsCents } = question;
  const { compiled } = rates.versionById(line.charge.tariffVersionId);
  // A programme that has ended prices in the class after it, though the account still names its own.
  const named = compiled.classes.filter((name) => name !== line.rateClass || isProgrammeOver(line));
  const found = named.find((rateClass) => comesTo(question, { rateClass }));
  if (found === undefined) return null;
  const isProgramme = (name: string) => compiled.plan(name).settings.programme !== null;
  const own = plainName(line.rateClass);
  const ours = isProgrammeOver(line) ? `${own}, a rate that has ended for it` : own;
  return {
    reason: isProgramme(found) || isProgramme(line.rateClass) ? 'reduced-rate' : 'class',
    sentence: `${centsToDollars(theirsCents)} is our price of the ${plainName(found)} class; the account is ${ours} here.`,
  };
}

function isProgrammeOver({ charge, pricedOn }: OurLine): boolean {
  const ends = charge.inputs['programme_ends'];
  return ends !== undefined && ends < pricedOn;
}

/** Their charge is our price of another meter. */
export function otherMeterSize(question: PriceQuestion): Finding | null {
  const { line, rates, theirsCents } = question;
  const ours = line.charge.inputs['meter_size'];
  if (ours === undefined) return null;
  const size = rates.meterSizes.find((meterSize) => meterSize !== ours && comesTo(question, { meterSize }));
  if (size === undefined) return null;
  const sentence = `${centsToDollars(theirsCents)} is our price of a ${size} meter; here it is ${ours}.`;
  return { reason: 'meter-size', sentence };
}

/** They charge just two times what is charged here. */
export function twiceTheCharge({ base, theirsCents }: PriceQuestion): Finding | null {
  if (base.amountCents === 0 || theirsCents !== 2 * base.amountCents) return null;
  const sentence = `${centsToDollars(theirsCents)} is just two times ${centsToDollars(base.amountCents)}.`;
  return { reason: 'line-twice', sentence };
}

/** Their charge is our price of more carts, or fewer. */
export function otherCarts(question: PriceQuestion): Finding | null {
  const ours = question.line.carts;
  if (ours === null || question.line.charge.service !== 'garbage') return null;
  for (let carts = 1; carts <= CARTS_MAX; carts += 1) {
    if (carts === ours || !comesTo(question, { carts })) continue;
    const price = `${centsToDollars(question.theirsCents)} is our price of ${counted(carts, 'cart')}`;
    return { reason: 'carts', sentence: `${price}; the account has ${ours} here.` };
  }
  return null;
}
