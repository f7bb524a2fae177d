import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import { centsToDollars, negated, sumCents, type Cents } from '../../../bridge/contract/money.js';
import type { Fact } from '../parts/facts.js';
import { capital, day, number } from '../wording.js';
import { words } from '../words.js';

type AgedCharge = AccountDetailReply['aging'][number];

const PAST_DUE = ['days1', 'days31', 'days61', 'over90'] as const;
const AGES = ['notDue', ...PAST_DUE] as const;

/** What is open by age, then what makes it the balance; what is zero is left out. */
export function balanceFacts({ aging, creditCents, laterCents, balanceCents }: AccountDetailReply): Fact[] {
  const { ages, allOpen, credit, later, balance } = words.account;
  const amounts = [
    ...AGES.map((age) => ({ label: ages[age], amount: sumCents(aging.map((charge) => charge[age])) })),
    { label: allOpen, amount: sumCents(aging.map(openOf)) },
    { label: credit, amount: negated(creditCents) },
    { label: later, amount: laterCents },
  ].filter(({ amount }) => amount !== 0);
  return [...amounts, { label: balance, amount: balanceCents }].map(({ label, amount }) => {
    return { label, value: centsToDollars(amount) };
  });
}

/** Rows of a table: the charge, what of it is past due, and all that is open. */
export function chargeRows(aging: AccountDetailReply['aging']): string[][] {
  return aging.map((charge) => [charge.name, ...[pastDueOf(charge), openOf(charge)].map(centsToDollars)]);
}

function pastDueOf(charge: AgedCharge): Cents {
  return sumCents(PAST_DUE.map((age) => charge[age]));
}

function openOf(charge: AgedCharge): Cents {
  return sumCents(AGES.map((age) => charge[age]));
}

/** Each service with the tariff that prices it, and what there is to say of it. */
export function serviceFacts(services: AccountDetailReply['services']): Fact[] {
  return services.map(({ service, tariff, carts, unmeteredGallons, endedOn }) => {
    const more = [
      ...(carts === null ? [] : [words.account.carts(carts)]),
      ...(unmeteredGallons === null ? [] : [words.account.unmetered(unmeteredGallons)]),
      ...(endedOn === null ? [] : [words.account.ended(day(endedOn))]),
    ];
    return { label: capital(service), value: [tariff, ...more].join(', ') };
  });
}

/** Rows of a table: the bill's date, its due date, gallons, and its amount. */
export function billRows(bills: AccountDetailReply['bills']): string[][] {
  return bills.map(({ billedOn, dueOn, gallons, totalCents }) => {
    return [day(billedOn), day(dueOn), number(gallons), centsToDollars(totalCents)];
  });
}

/** Rows of a table: the day of the payment, how it came, and its amount. */
export function paymentRows(payments: AccountDetailReply['payments']): string[][] {
  return payments.map(({ receivedOn, source, amountCents, isReturned }) => {
    const date = day(receivedOn);
    return [isReturned ? words.account.returned(date) : date, source, centsToDollars(amountCents)];
  });
}
