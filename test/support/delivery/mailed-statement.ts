import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';
import type { MailedStatement } from '../../../bridge/domain/mailing/mailed-statement.js';

interface Given {
  readonly accountId?: string;
  readonly customerName?: string;
  readonly chargesCents?: number;
  readonly mailingAddress?: readonly string[];
}

/** A first bill of water alone, as the mailing service gets it. */
export function mailedStatement({
  accountId = '10-0042-01',
  customerName = 'Ada Lovelace',
  chargesCents = 1_234,
  mailingAddress = ['12 Main St', 'Alabaster, AL 35007'],
}: Given): MailedStatement {
  const amount = cents(chargesCents);
  const due = cents(Math.max(0, chargesCents));
  return {
    delivery: 'P',
    statement: {
      account: { accountId, customerName, mailingAddress, serviceAddress: '12 Main St' },
      bill: {
        ...{ billNumber: 7, billRunId: '1-2026-10', usageGallons: 4_200, totalCents: amount, isFinal: false },
        ...{ periodFrom: calendarDate('2026-09-10'), periodTo: calendarDate('2026-10-10') },
        ...{ billedOn: calendarDate('2026-10-12'), dueOn: calendarDate('2026-11-02') },
        services: [{ service: 'water', lines: [{ description: 'Use', amountCents: amount }], amountCents: amount }],
      },
      ...{ previousOn: null, previousCents: cents(0), activity: [], forwardCents: cents(0) },
      ...{ balanceCents: amount, amountDueCents: due, afterDueCents: null },
      ...{ days: 30, gallonsADay: '140', reads: [], history: [], messages: [], scanLine: null },
    },
  };
}
