import { postPayment } from '../commands/post-payment.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { PostPaymentReply } from '../contract/commands/post-payment.js';
import { centsToDollars, type Cents } from '../contract/money.js';
import { LocalClock } from '../domain/payments/local-clock.js';
import { utilitySettings } from '../queries/utility-settings.js';
import { note, say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

/** A date and an "HH:MM" by the utility's clock. */
export interface LocalTime {
  readonly date: CalendarDate;
  readonly time: string;
}

export interface PaymentsPostOptions {
  readonly accountId: string;
  readonly amountCents: Cents;
  /** Null is now. */
  readonly receivedAt: LocalTime | null;
  readonly source: string;
  readonly reference: string;
  readonly person: string;
  readonly reason: string;
  readonly preview: boolean;
}

/** Posts one payment from the command line, as a cashier takes it. */
export async function paymentsPost(folder: DataFolder, options: PaymentsPostOptions): Promise<number> {
  const { accountId, amountCents, source, reference, person, reason, preview } = options;
  return withUtility(folder, async (database) => {
    const now = new Date();
    const { timeZone } = await utilitySettings(database, now);
    const receivedAt = (options.receivedAt === null ? now : instantOf(options.receivedAt, timeZone)).toISOString();
    const payload = { accountId, amountCents, receivedAt, source, reference };
    const asked = { person, reason, post: !preview };
    const { receiptNumber, reply } = await runCommand({ folder, database }, postPayment, payload, asked);
    report(reply);
    say(preview ? 'Nothing was changed: this was a preview.' : `Receipt ${receiptNumber ?? 'none'}.`);
  });
}

function instantOf({ date, time }: LocalTime, timeZone: string): Date {
  const { instant, clock } = new LocalClock(timeZone).at(date, time);
  if (clock === 'twice') note(`${time} came twice on ${date}, when the clocks were set back; the first was taken.`);
  if (clock === 'skipped') note(`${time} was skipped on ${date}, when the clocks were set on; it was counted on.`);
  return instant;
}

function report({ accountId, amountCents, source, applied, unappliedCents, lateFor }: PostPaymentReply): void {
  say(`Account ${accountId}: ${centsToDollars(amountCents)}, ${source.toLowerCase()}.`);
  for (const { chargeType, amountCents: paidCents } of applied) say(`  ${chargeType} ${centsToDollars(paidCents)}`);
  if (unappliedCents !== 0) say(`  credit on the account ${centsToDollars(unappliedCents)}`);
  for (const { billNumber, dueOn } of lateFor) say(`Late for bill ${billNumber}, which was due on ${dueOn}.`);
}
