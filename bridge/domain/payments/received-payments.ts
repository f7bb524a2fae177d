import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Issue } from '../../contract/problem.js';
import type { LocalClock } from './local-clock.js';
import type { PaymentRecord } from './payment-record.js';

/** A payment of a file with the instant at which it came. */
export interface ReceivedPayment extends PaymentRecord {
  readonly receivedAt: Date;
}

export interface ReceivingFacts {
  readonly clock: LocalClock;
  /** "HH:MM", for payments without a time. */
  readonly defaultTime: string;
  readonly now: Date;
  readonly today: CalendarDate;
  /** The last day of the newest closed period; null when none is closed. */
  readonly closedThrough: CalendarDate | null;
}

export interface ReceivedPayments {
  /** In the order in which they came. */
  readonly payments: readonly ReceivedPayment[];
  readonly issues: readonly Issue[];
  readonly notices: readonly string[];
}

/** Says when each payment came by the utility's clock. One that is still to come, or of a closed period, is an issue. */
export function receivedPayments(records: readonly PaymentRecord[], facts: ReceivingFacts): ReceivedPayments {
  const notices: string[] = [];
  const payments = records.map((record) => {
    const { instant, clock } = facts.clock.at(record.date, record.time ?? facts.defaultTime);
    if (record.time !== null && clock !== 'once') notices.push(clockNotice(record, record.time, clock));
    return { ...record, receivedAt: record.time === null ? untimed(record, instant, facts) : instant };
  });
  return {
    payments: payments.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || a.line - b.line),
    issues: payments.flatMap((payment) => dateIssue(payment, facts) ?? []),
    notices,
  };
}

/** What came today without a time has come by now. */
function untimed({ date }: PaymentRecord, instant: Date, { now, today }: ReceivingFacts): Date {
  return date === today && instant > now ? now : instant;
}

function dateIssue({ line, date, receivedAt }: ReceivedPayment, { now, closedThrough }: ReceivingFacts): Issue | null {
  const issue = (code: string, message: string, fix: string): Issue => {
    return { code, rowKey: `line ${line}`, column: 'date', message: `Line ${line}: ${message}`, fix };
  };
  if (receivedAt > now) {
    const message = `the payment is said to have come on ${date}, at a time that is still to come.`;
    return issue(
      'payment-in-future',
      message,
      'Check the date and time of the file, or the date format of its layout.',
    );
  }
  if (closedThrough === null || date > closedThrough) return null;
  const message = `the date ${date} lies in a period that is closed, through ${closedThrough}.`;
  return issue('closed-period', message, `Post it with a date after ${closedThrough}.`);
}

function clockNotice({ line, date }: PaymentRecord, time: string, clock: 'skipped' | 'twice'): string {
  return clock === 'twice'
    ? `Line ${line}: ${time} came twice on ${date}, when the clocks were set back; the first was taken.`
    : `Line ${line}: ${time} was skipped on ${date}, when the clocks were set on; it was counted on from before.`;
}
