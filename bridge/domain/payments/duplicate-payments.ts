import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';
import type { ReceivedPayment } from './received-payments.js';

/** What tells a payment from others, of a file or posted before. */
export interface PaymentMark {
  readonly accountText: string;
  readonly amountCents: number;
  readonly source: string;
  readonly reference: string;
  /** ISO text in UTC. */
  readonly receivedAt: string;
}

export interface PostedPayment extends PaymentMark {
  /** The day on which it came, by the utility's clock. */
  readonly date: CalendarDate;
  readonly receipt: number;
}

/**
 * Payments that look like one that is posted or stands further up in the file: the same account, amount, source and
 * reference, or without a reference the same account, amount, source and instant; a payment without a time has only its
 * day, for its instant is made up. Check numbers are not unique among payers, so a reference alone says nothing. A line
 * that the person accepted is no issue.
 */
export function duplicateIssues(
  payments: readonly ReceivedPayment[],
  posted: readonly PostedPayment[],
  acceptedLines: readonly number[],
): Issue[] {
  const accepted = new Set(acceptedLines);
  const receipts = new Map(posted.flatMap((payment) => keysOf(payment).map((key) => [key, payment.receipt] as const)));
  const lines = new Map<string, number>();
  return payments
    .toSorted((a, b) => a.line - b.line)
    .flatMap((payment) => {
      const mark = markOf(payment);
      const key = keyOf(mark, payment.time === null ? payment.date : mark.receivedAt);
      const earlierLine = lines.get(key);
      const receipt = receipts.get(key);
      for (const each of keysOf({ ...mark, date: payment.date })) lines.set(each, lines.get(each) ?? payment.line);
      if (accepted.has(payment.line)) return [];
      if (receipt !== undefined) return [issue(payment, `is posted already, with receipt ${receipt}`)];
      return earlierLine === undefined ? [] : [issue(payment, `stands in line ${earlierLine} already`)];
    });
}

/** The mark of a payment of a file. */
export function markOf({ accountText, amountCents, source, reference, receivedAt }: ReceivedPayment): PaymentMark {
  return { accountText, amountCents, source, reference, receivedAt: receivedAt.toISOString() };
}

/** What a payment is found by: with its instant and with its day, which are the same where it has a reference. */
function keysOf(payment: PaymentMark & Pick<PostedPayment, 'date'>): string[] {
  return [keyOf(payment, payment.receivedAt), keyOf(payment, payment.date)];
}

function keyOf({ accountText, amountCents, source, reference }: PaymentMark, when: string): string {
  return JSON.stringify([accountText, amountCents, source, reference, reference === '' ? when : '']);
}

function issue({ line, accountText, reference }: ReceivedPayment, what: string): Issue {
  const which = reference === '' ? '' : `, reference ${reference}`;
  return {
    code: 'duplicate-payment',
    rowKey: `line ${line}`,
    column: '',
    message: `Line ${line}: the payment to account "${accountText}"${which} ${what}.`,
    fix: `Take the line out, or accept line ${line} if the customer did pay twice.`,
  };
}
