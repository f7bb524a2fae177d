import type { CalendarDate } from '../contract/calendar-date.js';
import type { DraftEntry } from '../contract/journal-entry.js';
import { cents, sumCents, type Cents } from '../contract/money.js';
import { applicationEntry } from '../domain/ledger/application-entry.js';
import type { Chart } from '../domain/ledger/chart.js';
import { OpenItemBook } from '../domain/ledger/open-item-book.js';
import { applicationRule } from '../queries/ledger-settings.js';
import { creditsOnAccounts, openItems } from '../queries/open-items.js';
import { appendEntries } from '../store/journal.js';
import type { CommandContext } from './command.js';

export interface NumberedEntry {
  readonly entryNumber: number;
  readonly entry: DraftEntry;
}

/**
 * Applies the unapplied credit of these accounts to what is open on them, an entry each, dated on the given day or as
 * soon after it as both credit and charge are there; what is left then pays what is open only since, as after a payment
 * that came back, today. Gives the entries; an account without either has none.
 */
export async function applyCredits(
  context: CommandContext,
  accountIds: readonly string[],
  from: CalendarDate,
  chart: Chart,
): Promise<NumberedEntry[]> {
  const { today } = context;
  const entries = await applyFrom(context, accountIds, from, chart);
  return from < today ? [...entries, ...(await applyFrom(context, accountIds, today, chart))] : entries;
}

async function applyFrom(
  { trx, commandNumber }: CommandContext,
  accountIds: readonly string[],
  from: CalendarDate,
  chart: Chart,
): Promise<NumberedEntry[]> {
  const credits = await creditsOnAccounts(trx, accountIds);
  if (credits.length === 0) return [];
  const items = new OpenItemBook(
    await openItems(
      trx,
      credits.map(({ accountId }) => accountId),
      from,
    ),
  );
  const rule = await applicationRule(trx, from);
  const entries = credits.flatMap((credit) => {
    return applicationEntry(credit, from, { chart, rule, items: items.of(credit.accountId) }) ?? [];
  });
  const numbers = await appendEntries(trx, entries, commandNumber);
  return entries.map((entry, index) => ({ entry, entryNumber: numbers[index] ?? 0 }));
}

/** What applications apply together: the first line of each takes it off the unapplied credit. */
export function creditApplied(applications: readonly NumberedEntry[]): Cents {
  return sumCents(applications.map(({ entry }) => entry.postings[0]?.amountCents ?? cents(0)));
}
