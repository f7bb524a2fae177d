import { cents, centsToDollars, sumCents } from '../../contract/money.js';
import { groupBy } from '../../contract/group-by.js';
import type { ServiceName } from '../../contract/services.js';
import { adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import {
  decideAdjustments,
  type AdjustableAccount,
  type DecidedAdjustment,
} from '../../domain/adjusting/decide-adjustments.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { chart as chartOf } from '../../queries/chart.js';
import { applicationRule, refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { openItems } from '../../queries/open-items.js';
import { bulkInsert } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { appendEntries, nextEntryNumber } from '../../store/journal.js';
import { applyCredits } from '../apply-credits.js';
import type { AppliedRows, SheetPush } from './sheet-push.js';

/** Posts typed adjustments, one journal entry each; a credit that no charge of its service was open for is then applied to others. */
export const adjustmentsPush: SheetPush = {
  kind: adjustmentsSheet,

  current(_context, push, keys) {
    const rows = keys.flatMap((key) => {
      const pushed = push.pushedBefore.get(key);
      return pushed ? [[key, pushed.cells] as const] : [];
    });
    return Promise.resolve(new Map(rows));
  },

  async apply(context, push, changes) {
    const { trx, today } = context;
    const accounts = await adjustableAccounts(trx, changes);
    const chart = await chartOf(trx);
    await refuseClosedPeriod(trx, today);
    const decision = decideAdjustments(changes, {
      accounts,
      posted: new Map(
        [...push.pushedBefore].map(([key, { receipt }]) => {
          return [key, { receipt, reversedBy: push.reversed.get(key) ?? null }];
        }),
      ),
      ...(await adjustmentLimit(trx, context.actor.person, today)),
      today,
      chart,
      rule: await applicationRule(trx, today),
      openItems: await openItems(trx, [...accounts.keys()], today),
      nextEntryNumber: await nextEntryNumber(trx),
    });
    const entries = decision.adjustments.map((adjustment) => adjustment.entry);
    const entryNumbers = await appendEntries(trx, entries, context.commandNumber);
    const numbered = decision.adjustments.map((adjustment, index) => ({
      ...adjustment,
      entryNumber: entryNumbers[index] ?? 0,
    }));
    await writeAdjustments(trx, push.pull.pullId, numbered);
    const adjusted = [...new Set(decision.adjustments.map(({ accountId }) => accountId))];
    const applications = await applyCredits(context, adjusted, today, chart);
    return {
      issues: decision.issues,
      applied: new Map(numbered.map((adjustment) => [adjustment.key, statusText(adjustment)])),
      totals: totalsOf(decision.adjustments),
      entries: [...numbered.map(({ entryNumber, entry }) => ({ entryNumber, entry })), ...applications],
    };
  },
};

async function adjustableAccounts(
  trx: Database,
  changes: readonly RowChange[],
): Promise<ReadonlyMap<string, AdjustableAccount>> {
  const asked = JSON.stringify([...new Set(changes.map((change) => change.wanted['account']))]);
  const rows = await trx.raw<{ account_id: string; service: ServiceName | null }[]>(
    `SELECT account_id, service FROM account LEFT JOIN service USING (account_id)
     WHERE account_id IN (SELECT value FROM json_each(?))`,
    [asked],
  );
  return new Map(
    [...groupBy(rows, (row) => row.account_id)].map(([accountId, lines]) => [
      accountId,
      { accountId, services: lines.flatMap((line) => line.service ?? []) },
    ]),
  );
}

type NumberedAdjustment = DecidedAdjustment & { readonly entryNumber: number };

async function writeAdjustments(
  trx: Database,
  pullId: string,
  adjustments: readonly NumberedAdjustment[],
): Promise<void> {
  await bulkInsert(
    trx,
    'adjustment',
    ['pull_id', 'row_key', 'account_id', 'service', 'kind', 'amount_cents', 'reason', 'note', 'entry_number'],
    adjustments.map(({ key, accountId, service, kind, amountCents, reason, note, entryNumber }) => {
      return [pullId, key, accountId, service, kind, amountCents, reason, note, entryNumber];
    }),
  );
}

function statusText({ amountCents, service, entryNumber }: NumberedAdjustment): string {
  const what = amountCents < 0 ? 'Credit' : 'Charge';
  return `${what} ${centsToDollars(cents(Math.abs(amountCents)))}, ${service}, entry ${entryNumber}.`;
}

function totalsOf(adjustments: readonly DecidedAdjustment[]): AppliedRows['totals'] {
  const amounts = adjustments.map((adjustment) => adjustment.amountCents);
  return [
    { label: 'Adjustments', value: String(adjustments.length) },
    { label: 'Credits', value: centsToDollars(sumCents(amounts.filter((amount) => amount < 0))) },
    { label: 'Charges', value: centsToDollars(sumCents(amounts.filter((amount) => amount > 0))) },
    { label: 'Net', value: centsToDollars(sumCents(amounts)) },
  ];
}
