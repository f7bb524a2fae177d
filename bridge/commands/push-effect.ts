import { EFFECTS_SHOWN_MAX, type PushEffect } from '../contract/commands/push-sheet.js';
import { cents } from '../contract/money.js';
import type { Chart } from '../domain/ledger/chart.js';
import { balancesOf } from '../queries/balances.js';
import { chart as chartOf } from '../queries/chart.js';
import { itemEffects } from '../queries/item-effects.js';
import type { Database } from '../store/database.js';
import type { NumberedEntry } from './apply-credits.js';

/**
 * What entries that were just appended come to: by ledger account, for the City, for each customer's balance and each open
 * item. Null where there are none.
 */
export async function pushEffect(trx: Database, entries: readonly NumberedEntry[]): Promise<PushEffect | null> {
  if (entries.length === 0) return null;
  const chart = await chartOf(trx);
  const totals = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { ledgerAccount, amountCents } of entry.postings) {
      totals.set(ledgerAccount, (totals.get(ledgerAccount) ?? 0) + amountCents);
    }
  }
  const numbers = entries.map(({ entryNumber }) => entryNumber);
  return {
    ledger: [...totals]
      .filter(([, amount]) => amount !== 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([ledgerAccount, amount]) => {
        return { ledgerAccount, name: chart.nameOf(ledgerAccount), amountCents: cents(amount) };
      }),
    cityCents: cents(sumOf(totals, cityAccounts(chart)) * -1),
    balances: await balancesAround(trx, entries, chart),
    items: await itemEffects(trx, numbers, EFFECTS_SHOWN_MAX),
  };
}

/** The accounts in which the City's share stands or stood, due or not yet collected: what corrects a bill goes by its day. */
function cityAccounts(chart: Chart): Set<string> {
  return new Set(chart.cityServices().flatMap(({ due, notCollected }) => [...due, ...notCollected]));
}

function sumOf(totals: ReadonlyMap<string, number>, accounts: ReadonlySet<string>): number {
  let sum = 0;
  for (const account of accounts) sum += totals.get(account) ?? 0;
  return sum;
}

async function balancesAround(
  trx: Database,
  entries: readonly NumberedEntry[],
  chart: Chart,
): Promise<PushEffect['balances']> {
  const owed = new Set([chart.account('unapplied-credit'), ...chart.chargeTypes.map(({ receivable }) => receivable)]);
  const changes = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { ledgerAccount, accountId, amountCents } of entry.postings) {
      if (accountId === null || !owed.has(ledgerAccount)) continue;
      changes.set(accountId, (changes.get(accountId) ?? 0) + amountCents);
    }
  }
  const shown = [...changes.keys()].slice(0, EFFECTS_SHOWN_MAX);
  const after = await balancesOf(trx, shown);
  return shown.map((accountId) => {
    const afterCents = after.get(accountId) ?? cents(0);
    return { accountId, beforeCents: cents(afterCents - (changes.get(accountId) ?? 0)), afterCents };
  });
}
