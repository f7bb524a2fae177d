import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Cents } from '../../contract/money.js';
import type { Statement } from '../statement/statement.js';

/** A statement as the mailing service gets it. */
export interface MailedStatement {
  readonly statement: Statement;
  /** E where the customer is told by e-mail, P where paper goes out. */
  readonly delivery: 'E' | 'P';
}

/** What a file says once of its run. */
export interface MailingRun {
  readonly fileId: string;
  readonly billRunId: string;
  readonly cycleName: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly utilityName: string;
}

/** What stands in the last record, and is kept of the file. */
export interface MailingTally {
  readonly accounts: number;
  readonly lines: number;
  readonly chargesCents: Cents;
  readonly balanceCents: Cents;
  readonly dueCents: Cents;
  /** The accounts' digits as numbers, added up: 15 digits of the sum. */
  readonly hashTotal: string;
}

/** A line of a mailed statement: what happened since the last one, then the charges by service. */
export interface MailedLine {
  readonly service: string;
  readonly description: string;
  readonly on: CalendarDate | null;
  readonly amountCents: Cents;
}

export function mailedLines({ activity, bill }: Statement): MailedLine[] {
  return [
    ...activity.map(({ kind, label, on, amountCents }) => ({ service: kind, description: label, on, amountCents })),
    ...bill.services.flatMap(({ service, lines }) =>
      lines.map(({ description, amountCents }) => ({ service, description, on: null, amountCents })),
    ),
  ];
}
