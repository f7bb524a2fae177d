import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDollars, sumCents } from '../../contract/money.js';
import { suspenseSheet, type SuspenseAction } from '../../contract/sheets/suspense.js';
import type { OpenItem } from '../../domain/ledger/open-item.js';
import { decideSuspense, type DecidedSuspense } from '../../domain/payments/decide-suspense.js';
import { duesOfItems, lateDues } from '../../domain/payments/late-dues.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { chart as chartOf } from '../../queries/chart.js';
import { billCutOffs } from '../../queries/late-charges/cut-offs.js';
import { applicationRule, refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { openItems } from '../../queries/open-items.js';
import { accountStatuses } from '../../queries/payment-facts.js';
import { suspenseRow } from '../../queries/sheets/suspense-rows.js';
import { suspenseItems, type SuspenseItem } from '../../queries/suspense-items.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import type { Database } from '../../store/database.js';
import { appendEntries } from '../../store/journal.js';
import { writePayments } from '../../store/payments.js';
import { writeSuspenseResolutions } from '../../store/suspense.js';
import { applyCredits } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, SheetPush } from './sheet-push.js';

/**
 * Resolves payments in suspense, an entry each, dated today. A payment that goes to an account keeps the instant at which
 * the money came, for that says whether it was in time.
 */
export const suspensePush: SheetPush = {
  kind: suspenseSheet,

  async current({ trx, now }, _push, keys) {
    const { timeZone } = await utilitySettings(trx, now);
    const items = await suspenseItems(trx, keys.map(Number));
    return new Map(
      items.map((item) => [String(item.suspenseNumber), rowCells(suspenseSheet, suspenseRow(item, timeZone))]),
    );
  },

  async apply(context, _push, changes) {
    const { trx, today, commandNumber } = context;
    if (changes.length === 0) return { issues: [], applied: new Map(), totals: [], entries: [] };
    await refuseClosedPeriod(trx, today);
    const items = await itemsByKey(
      trx,
      changes.map(({ key }) => key),
    );
    const chart = await chartOf(trx);
    const named = changes.map(({ wanted }) => wanted['account']).filter((account) => typeof account === 'string');
    const statuses = await accountStatuses(trx, named);
    const open = await openItems(trx, [...statuses.keys()], today);
    const { decided, issues } = decideSuspense(changes, {
      chart,
      statuses,
      today,
      rule: await applicationRule(trx, today),
      openItems: open,
      limit: await adjustmentLimit(trx, context.actor.person, today),
      payments: new Map(
        [...items].map(([key, item]) => [key, { ...item, resolvedBy: item.resolution?.receipt ?? null }]),
      ),
    });
    const numbers = await appendEntries(
      trx,
      decided.map(({ entry }) => entry),
      commandNumber,
    );
    const lateFor = await lateness(context, items, open);
    const numbered = decided.map((each, index) => {
      return { ...each, entryNumber: numbers[index] ?? 0, lateFor: lateFor(each) };
    });
    await writeResolved(trx, numbered, items);
    const paid = numbered.flatMap(({ accountId }) => accountId ?? []);
    return {
      issues,
      applied: new Map(numbered.map((each) => [each.key, statusText(each)])),
      totals: totalsOf(numbered),
      entries: [...numbered, ...(await applyCredits(context, [...new Set(paid)], today, chart))],
    };
  },
};

interface NumberedSuspense extends DecidedSuspense {
  readonly entryNumber: number;
  /** When the bills were due that it pays and came too late for. */
  readonly lateFor: readonly CalendarDate[];
}

/** A payment is late by when it came, however long it stood in suspense. */
async function lateness(
  { trx, now }: CommandContext,
  items: ReadonlyMap<string, SuspenseItem>,
  open: readonly OpenItem[],
): Promise<(decided: DecidedSuspense) => CalendarDate[]> {
  const { timeZone } = await utilitySettings(trx, now);
  const cutOffOf = await billCutOffs(trx, timeZone);
  const dues = duesOfItems(open);
  return ({ key, entry }) => {
    const item = items.get(key);
    return item ? lateDues(entry, dues, new Date(item.receivedAt), cutOffOf) : [];
  };
}

async function itemsByKey(trx: Database, keys: readonly string[]): Promise<ReadonlyMap<string, SuspenseItem>> {
  const items = await suspenseItems(trx, keys.map(Number));
  return new Map(items.map((item) => [String(item.suspenseNumber), item]));
}

async function writeResolved(
  trx: Database,
  resolved: readonly NumberedSuspense[],
  items: ReadonlyMap<string, SuspenseItem>,
): Promise<void> {
  const payments = resolved.flatMap(({ key, accountId, amountCents, entryNumber }) => {
    const item = items.get(key);
    if (accountId === null || !item) return [];
    const { receivedAt, source, reference } = item;
    return [{ accountId, receivedAt, source, reference, amountCents, entryNumber }];
  });
  const numbers = await writePayments(trx, payments);
  const numberOf = new Map(payments.map(({ entryNumber }, index) => [entryNumber, numbers[index] ?? null]));
  await writeSuspenseResolutions(
    trx,
    resolved.map(({ key, action, reason, entryNumber }) => {
      const paymentNumber = numberOf.get(entryNumber) ?? null;
      return { suspenseNumber: Number(key), action, paymentNumber, reason, entryNumber };
    }),
  );
}

function statusText({ accountId, amountCents, entryNumber, lateFor }: NumberedSuspense): string {
  const where = accountId === null ? 'returned' : `to account ${accountId}`;
  const late = lateFor.length === 0 ? '' : ` Late for what was due on ${lateFor.join(' and ')}.`;
  return `${centsToDollars(amountCents)} ${where}, entry ${entryNumber}.${late}`;
}

function totalsOf(resolved: readonly NumberedSuspense[]): AppliedRows['totals'] {
  const sumOf = (wanted: SuspenseAction) => {
    const amounts = resolved.filter(({ action }) => action === wanted).map(({ amountCents }) => amountCents);
    return centsToDollars(sumCents(amounts));
  };
  if (resolved.length === 0) return [];
  return [
    { label: 'Payments', value: resolved.length.toLocaleString('en-US') },
    { label: 'To accounts', value: sumOf('apply') },
    { label: 'Returned', value: sumOf('return') },
    { label: 'Came late', value: resolved.filter(({ lateFor }) => lateFor.length > 0).length.toLocaleString('en-US') },
  ];
}
