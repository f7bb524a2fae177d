import { dateInTimeZone } from '../contract/calendar-date.js';
import {
  postPaymentPayloadSchema,
  type PostPaymentPayload,
  type PostPaymentReply,
} from '../contract/commands/post-payment.js';
import { groupBy } from '../contract/group-by.js';
import type { DraftEntry } from '../contract/journal-entry.js';
import { AT_ONCE_CENTS_MAX, cents, centsToDollars } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import { appliedCharges, unappliedCents } from '../domain/ledger/applied-charges.js';
import type { OpenItem } from '../domain/ledger/open-item.js';
import { paymentEntry } from '../domain/ledger/payment-entry.js';
import { account } from '../queries/account.js';
import { chart as chartOf } from '../queries/chart.js';
import { billCutOffs } from '../queries/late-charges/cut-offs.js';
import { applicationRule, refuseClosedPeriod } from '../queries/ledger-settings.js';
import { openItems } from '../queries/open-items.js';
import { utilitySettings } from '../queries/utility-settings.js';
import { appendEntries } from '../store/journal.js';
import { writePayments } from '../store/payments.js';
import { applyCredits } from './apply-credits.js';
import type { Command, CommandContext } from './command.js';

/**
 * Posts one payment on the day on which it came. What it leaves over is unapplied credit, which pays at once what was
 * charged since, where the payment is entered late. Throws `negative-payment`, `amount-too-large`, `payment-in-future`, `closed-period`,
 * `unknown-account` or `account-closed`.
 */
export const postPayment: Command<PostPaymentPayload, PostPaymentReply> = {
  kind: 'post-payment',
  roles: ['coordinator', 'supervisor'],
  payload: postPaymentPayloadSchema,
  async execute(context, payload) {
    const { trx, commandNumber, now, today } = context;
    const { accountId, amountCents, source, reference } = payload;
    const receivedAt = new Date(payload.receivedAt);
    refuseWrongPayment(payload, receivedAt, now);
    const { timeZone } = await utilitySettings(trx, now);
    const receivedOn = dateInTimeZone(receivedAt, timeZone);
    await refuseClosedPeriod(trx, receivedOn);
    const { status } = await account(trx, accountId);
    const items = await openItems(trx, [accountId], receivedOn);
    if (status === 'closed' && items.length === 0) throw accountClosed(accountId);
    const itemsToday = await openItems(trx, [accountId], today);
    const chart = await chartOf(trx);
    const rule = await applicationRule(trx, receivedOn);
    const memo = `Payment, ${source.toLowerCase()}`;
    const entry = paymentEntry({ accountId, receivedOn, amountCents, memo }, { chart, rule, items });
    const [entryNumber = 0] = await appendEntries(trx, [entry], commandNumber);
    const written = { accountId, receivedAt: receivedAt.toISOString(), source, reference, amountCents, entryNumber };
    const [paymentNumber = 0] = await writePayments(trx, [written]);
    const applications = await applyCredits(context, [accountId], receivedOn, chart);
    const entries = [entry, ...applications.map((application) => application.entry)];
    const applied = appliedCharges(entries, chart);
    return {
      outcome: 'applied',
      reply: {
        ...payload,
        paymentNumber,
        entryNumber,
        applied,
        unappliedCents: unappliedCents(entries, chart),
        lateFor: await lateFor(context, paidItems(entries, itemsToday), receivedAt, timeZone),
      },
    };
  },
};

function refuseWrongPayment({ amountCents }: PostPaymentPayload, receivedAt: Date, now: Date): void {
  if (amountCents <= 0) {
    throw new CurbstopError({
      code: 'negative-payment',
      message: `A payment of ${centsToDollars(amountCents)} can't be posted.`,
      fix: 'Enter what was paid, more than zero; a payment that the bank returned is entered as returned.',
    });
  }
  if (amountCents > AT_ONCE_CENTS_MAX) {
    throw new CurbstopError({
      code: 'amount-too-large',
      message: `A payment of ${centsToDollars(amountCents)} can't be posted: ${centsToDollars(cents(AT_ONCE_CENTS_MAX))} is the most that one may be.`,
      fix: 'Check the amount: it may be another number, such as that of the account.',
    });
  }
  if (receivedAt <= now) return;
  throw new CurbstopError({
    code: 'payment-in-future',
    message: `The payment is said to have come at ${receivedAt.toISOString()}, which is still to come.`,
    fix: 'Check the date and the time at which it came.',
  });
}

function accountClosed(accountId: string): CurbstopError {
  return new CurbstopError({
    code: 'account-closed',
    status: 409,
    message: `The account "${accountId}" is closed and owes nothing.`,
    fix: 'Look for the account that the payer has now, or give the payment back.',
  });
}

function paidItems(entries: readonly DraftEntry[], items: readonly OpenItem[]): OpenItem[] {
  const paid = entries.flatMap(({ allocations }) => allocations.map(({ item }) => item));
  return items.filter(({ ref }) =>
    paid.some(
      (item) => 'entryNumber' in item && item.entryNumber === ref.entryNumber && item.lineNumber === ref.lineNumber,
    ),
  );
}

async function lateFor(
  { trx }: CommandContext,
  paid: readonly OpenItem[],
  receivedAt: Date,
  timeZone: string,
): Promise<PostPaymentReply['lateFor']> {
  const cutOffOf = await billCutOffs(trx, timeZone);
  const late = paid.filter(({ billNumber, ruledOn: billedOn, dueOn }) => {
    return billNumber !== null && receivedAt >= cutOffOf({ billedOn, dueOn }).lateFrom;
  });
  const bills = groupBy(late, ({ billNumber }) => billNumber);
  return [...bills].flatMap(([billNumber, [first]]) =>
    billNumber === null || !first ? [] : [{ billNumber, dueOn: first.dueOn }],
  );
}
