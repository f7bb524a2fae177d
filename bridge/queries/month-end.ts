import type { MonthEndReply } from '../contract/api.js';
import { addDays, calendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import { firstDayOf, monthOf, type Month } from '../contract/month.js';
import { dueThrough, remittanceReport } from '../domain/ledger/remittance.js';
import type { Database } from '../store/database.js';
import { chart as chartOf } from './chart.js';
import { closedThrough } from './ledger-settings.js';
import { remittanceFacts } from './remittance-report.js';
import { utilityDate } from './utility-settings.js';

/** What is to be done once a month is over: what is due to the City through it, and whether it is closed. */
export async function monthEnd(database: Database, now: Date): Promise<MonthEndReply> {
  const today = await utilityDate(database, now);
  const month = monthOf(addDays(firstDayOf(monthOf(today)), -1));
  const facts = await remittanceFacts(database);
  const chart = await chartOf(database);
  const services = remittanceReport(facts, chart, month, month).map((row) => {
    const since = facts.remitted.filter(({ on, service }) => service === row.service && monthOf(on) > month);
    const { service, basis, dueCents, notCollectedCents, differenceCents } = row;
    return {
      ...{ service, basis, dueCents, notCollectedCents, differenceCents },
      remittedSinceCents: cents(since.reduce((sum, { amountCents }) => sum + amountCents, 0)),
      toRemitCents: cents(Math.max(0, dueThrough(facts, chart, service, month, today))),
    };
  });
  return {
    today,
    month,
    firstMonth: (await firstMonth(database)) ?? month,
    closedThrough: await closedThrough(database),
    services,
  };
}

async function firstMonth(database: Database): Promise<Month | null> {
  const [row] = await database.raw<{ first: string | null }[]>('SELECT min(effective_on) AS first FROM journal_entry');
  return row?.first ? monthOf(calendarDate(row.first)) : null;
}
