import type { CalendarDate } from '../contract/calendar-date.js';
import {
  postRemittancePayloadSchema,
  type PostRemittancePayload,
  type PostRemittanceReply,
} from '../contract/commands/post-remittance.js';
import type { DraftEntry, Posting } from '../contract/journal-entry.js';
import { cents, centsToDollars, negated, type Cents } from '../contract/money.js';
import { monthOf } from '../contract/month.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import type { Chart, CityOwner } from '../domain/ledger/chart.js';
import { dueThrough, type RemittanceFacts } from '../domain/ledger/remittance.js';
import { chart as chartOf } from '../queries/chart.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { remittanceFacts } from '../queries/remittance-report.js';
import { appendEntries } from '../store/journal.js';
import { writeRemittance } from '../store/remittances.js';
import type { Command } from './command.js';

/**
 * Pays the City what is due to it of a service. Throws `service-not-of-city`, `wrong-date`, `closed-period`,
 * `nothing-due` or `more-than-due`.
 */
export const postRemittance: Command<PostRemittancePayload, PostRemittanceReply> = {
  kind: 'post-remittance',
  roles: ['supervisor'],
  payload: postRemittancePayloadSchema,
  async execute({ trx, commandNumber, today }, payload) {
    const { service, throughMonth, paidOn, reference } = payload;
    refuseWrongDate(payload, today);
    await refuseClosedPeriod(trx, paidOn);
    const chart = await chartOf(trx);
    const owner = cityOf(chart, service, paidOn);
    const facts = await remittanceFacts(trx);
    const dueBeforeCents = dueThrough(facts, chart, service, throughMonth, today);
    const amountCents = payload.amountCents ?? dueBeforeCents;
    refuseWrongAmount(payload, amountCents, dueBeforeCents);
    const lines = dueLines(facts, chart, { service, amountCents, due: owner.due });
    const [entryNumber = 0] = await appendEntries(trx, [entryOf(payload, amountCents, lines, chart)], commandNumber);
    const { basis } = owner;
    const written = { service, throughMonth, basis, amountCents, paidOn, reference, entryNumber };
    const remittanceNumber = await writeRemittance(trx, written);
    const dueAfterCents = cents(dueBeforeCents - amountCents);
    const reply = { ...payload, amountCents, remittanceNumber, entryNumber, dueBeforeCents, dueAfterCents };
    return { outcome: 'applied', reply };
  },
};

function entryOf(
  { service, throughMonth, paidOn }: PostRemittancePayload,
  amountCents: Cents,
  dueLines: readonly Posting[],
  chart: Chart,
): DraftEntry {
  return {
    ...{ kind: 'remittance', effectiveOn: paidOn, accountId: null, reverses: null, allocations: [] },
    memo: `Remitted to the City, ${service} through ${throughMonth}`,
    postings: [
      ...dueLines,
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents: negated(amountCents) },
    ],
  };
}

interface Remitted {
  readonly service: ServiceName;
  readonly amountCents: Cents;
  /** Where what is due stands by the rules of the day. */
  readonly due: string;
}

/** What still stands in accounts of former rules is paid first; the rest comes out of the account of the day. */
function dueLines({ ledger }: RemittanceFacts, chart: Chart, { service, amountCents, due }: Remitted): Posting[] {
  const accounts = chart.cityServices().find((city) => city.service === service)?.due ?? new Set<string>();
  let left: number = amountCents;
  return [...[...accounts].filter((account) => account !== due), due].flatMap((ledgerAccount) => {
    const postings = ledger.filter((posting) => posting.ledgerAccount === ledgerAccount);
    const owed = -postings.reduce((sum, posting) => sum + posting.amountCents, 0);
    const paid = ledgerAccount === due ? left : Math.max(0, Math.min(owed, left));
    left -= paid;
    return paid === 0 ? [] : [{ ledgerAccount, accountId: null, amountCents: cents(paid) }];
  });
}

/** A service that is the City's no longer may still have something due from before. */
function cityOf(chart: Chart, service: ServiceName, on: CalendarDate): CityOwner {
  const owner = chart.lastCityOwnerOf(service, on);
  if (owner !== null) return owner;
  throw new CurbstopError({
    code: 'service-not-of-city',
    message: `The ${service} service was the utility's own up to ${on}: nothing of it is due to the City.`,
    fix: "Name a service that is the City's, such as sewer or garbage.",
  });
}

function refuseWrongDate({ throughMonth, paidOn }: PostRemittancePayload, today: CalendarDate): void {
  if (paidOn <= today && throughMonth <= monthOf(paidOn)) return;
  throw new CurbstopError({
    code: 'wrong-date',
    message: `A remittance through ${throughMonth} can't be paid on ${paidOn}; today is ${today}.`,
    fix: 'Pay it today or name an earlier day, in its month or after it.',
  });
}

function refuseWrongAmount({ service, throughMonth }: PostRemittancePayload, amount: Cents, due: Cents): void {
  const of = `${service} through ${throughMonth}`;
  if (due <= 0) {
    throw new CurbstopError({
      code: 'nothing-due',
      status: 409,
      message: `Nothing of ${of} is due to the City: ${centsToDollars(due)}.`,
      fix: 'Look at the Remittance sheet: it says what was remitted, and when.',
    });
  }
  if (amount > 0 && amount <= due) return;
  throw new CurbstopError({
    code: 'more-than-due',
    status: 409,
    message: `${centsToDollars(amount)} can't be remitted: ${centsToDollars(due)} of ${of} is due.`,
    fix: `Enter more than zero and up to ${centsToDollars(due)}.`,
  });
}
