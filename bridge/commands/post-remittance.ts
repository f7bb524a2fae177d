import type { CalendarDate } from '../contract/calendar-date.js';
import {
  postRemittancePayloadSchema,
  type PostRemittancePayload,
  type PostRemittanceReply,
} from '../contract/commands/post-remittance.js';
import type { DraftEntry } from '../contract/journal-entry.js';
import { cents, centsToDollars, negated, type Cents } from '../contract/money.js';
import { monthOf } from '../contract/month.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import type { ServiceOwner } from '../contract/settings/accounting.js';
import type { Chart } from '../domain/ledger/chart.js';
import { remittanceReport, type RemittanceFacts } from '../domain/ledger/remittance.js';
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
    const owner = cityOf(chart.ownerOf(service, paidOn), service, paidOn);
    const dueBeforeCents = dueThrough(await remittanceFacts(trx), chart, payload, today);
    const amountCents = payload.amountCents ?? dueBeforeCents;
    refuseWrongAmount(payload, amountCents, dueBeforeCents);
    const [entryNumber = 0] = await appendEntries(
      trx,
      [entryOf(payload, amountCents, owner.due, chart)],
      commandNumber,
    );
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
  due: string,
  chart: Chart,
): DraftEntry {
  return {
    ...{ kind: 'remittance', effectiveOn: paidOn, accountId: null, reverses: null, allocations: [] },
    memo: `Remitted to the City, ${service} through ${throughMonth}`,
    postings: [
      { ledgerAccount: due, accountId: null, amountCents },
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents: negated(amountCents) },
    ],
  };
}

/** What is due of the month and those before, less all that was remitted since; and no more than is due by now. */
function dueThrough(
  facts: RemittanceFacts,
  chart: Chart,
  { service, throughMonth }: PostRemittancePayload,
  today: CalendarDate,
): Cents {
  const months = remittanceReport(facts, chart, throughMonth, monthOf(today)).filter((row) => row.service === service);
  const [first, ...later] = months;
  const remittedSince = later.reduce((total, { remittedCents }) => total + remittedCents, 0);
  return cents(Math.min((first?.dueCents ?? 0) - remittedSince, months.at(-1)?.dueCents ?? 0));
}

function cityOf(owner: ServiceOwner, service: ServiceName, on: CalendarDate): ServiceOwner & { owner: 'city' } {
  if (owner.owner === 'city') return owner;
  throw new CurbstopError({
    code: 'service-not-of-city',
    message: `The ${service} service is the utility's own on ${on}: nothing of it is due to the City.`,
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
