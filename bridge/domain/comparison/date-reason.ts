import { addDays, calendarDate } from '../../contract/calendar-date.js';
import { centsToDollars } from '../../contract/money.js';
import { coversPeriods } from './period-parts.js';
import { comesTo, type PriceQuestion } from './price-question.js';
import type { Finding } from './usage-reason.js';

/** After every version that there is. */
const FAR_AHEAD = calendarDate('9999-12-31');

/** Their charge is our price by the rates before ours, by those to come, or by one of those that share a period here. */
export function otherDate(question: PriceQuestion): Finding | null {
  const { line, rates, theirsCents } = question;
  if (coversPeriods(line)) return null;
  const ours = rates.versionById(line.charge.tariffVersionId);
  const sharing = line.charge.segments.map(({ tariffVersionId }) => rates.versionById(tariffVersionId));
  const others = [addDays(ours.effectiveFrom, -1), FAR_AHEAD].map((on) =>
    rates.tariffs.findVersionOn(ours.tariffId, on),
  );
  const known = [...sharing, ...others.filter((version) => version !== null && version !== ours)];
  const found = known.find((version) => version !== null && comesTo(question, { version }));
  if (!found) return null;
  const here = sharing.length > 0 ? 'here the period is divided by days' : `here those of ${ours.effectiveFrom} hold`;
  return {
    reason: 'other-rates',
    sentence: `${centsToDollars(theirsCents)} is our price by the rates of ${found.effectiveFrom}; ${here}.`,
  };
}
