import {
  closePeriodPayloadSchema,
  type ClosePeriodPayload,
  type ClosePeriodReply,
} from '../contract/commands/close-period.js';
import { lastDayOf, monthOf } from '../contract/month.js';
import { CurbstopError } from '../contract/problem.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { writePeriodClosing } from '../store/period-closings.js';
import type { Command } from './command.js';

/** Closes the books through the end of a month, for good. Throws `no-month-end`, `month-not-over` or `closed-period`. */
export const closePeriod: Command<ClosePeriodPayload, ClosePeriodReply> = {
  kind: 'close-period',
  roles: ['supervisor'],
  payload: closePeriodPayloadSchema,
  async execute({ trx, commandNumber, today }, { throughDate }) {
    const monthEnd = lastDayOf(monthOf(throughDate));
    if (throughDate !== monthEnd) {
      throw new CurbstopError({
        code: 'no-month-end',
        message: `The books are closed by month, and ${throughDate} is not the last day of one.`,
        fix: `Name the last day of the month, ${monthEnd}.`,
      });
    }
    if (throughDate >= today) {
      throw new CurbstopError({
        code: 'month-not-over',
        message: `The month through ${throughDate} is not over; today is ${today}.`,
        fix: 'Close it when it is over.',
      });
    }
    await refuseClosedPeriod(trx, throughDate);
    await writePeriodClosing(trx, throughDate, commandNumber);
    const [row] = await trx.raw<{ entries: number }[]>(
      'SELECT count(*) AS entries FROM journal_entry WHERE effective_on <= ?',
      [throughDate],
    );
    return { outcome: 'applied', reply: { closedThrough: throughDate, entries: row?.entries ?? 0 } };
  },
};
