import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, centsToDecimalText, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import { agingParametersSchema, agingSheet, type AgingParameters } from '../../contract/sheets/aging.js';
import { agingBands, totalOfAged, type AgedCents } from '../../domain/ledger/aging.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { account } from '../account.js';
import { aging, type Aging } from '../aging.js';
import { chart as chartOf } from '../chart.js';
import { utilityDate } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** What a row is about: an account or all of them, and whose it is. */
type Subject = readonly [account: string | null, customer: string | null, status: string | null];
const EVERYONE: Subject = [null, null, null];

/** What customers owed at the end of a day, by age. Throws `unknown-account` or `aging-differs`. */
export const agingSource: SheetSource<AgingParameters> = {
  kind: agingSheet,
  parameters: agingParametersSchema,
  async read(database, { asOf, by, accountId }, now) {
    const day = asOf ?? (await utilityDate(database, now));
    if (accountId !== undefined) await account(database, accountId);
    const aged = await aging(database, day, accountId ?? null);
    const chart = await chartOf(database);
    const rows = by === 'service' ? serviceRows(aged, chart) : accountRows(aged, chart, await subjects(database));
    return { subject: `${accountId ?? 'All accounts'} on ${day}`, rows, totals: totalsOf(aged) };
  },
};

async function subjects(database: Database): Promise<Map<string, Subject>> {
  const rows = await bulkRead<[string, string, string]>(
    database,
    ['account_id', 'name', 'status'],
    'SELECT account_id, customer.name, account.status FROM account JOIN customer USING (customer_id)',
  );
  return new Map(rows.map((row) => [row[0], row]));
}

function accountRows({ charges, credits }: Aging, chart: Chart, subjectOf: Map<string, Subject>): SheetCell[][] {
  const rows = [
    ...charges.map(({ accountId, chargeType, aged }) => {
      return { accountId, row: chargeRow(subjectOf.get(accountId) ?? EVERYONE, chargeType, aged, chart) };
    }),
    ...credits.map(({ accountId, creditCents }) => {
      return { accountId, row: creditRow(subjectOf.get(accountId) ?? EVERYONE, creditCents) };
    }),
  ];
  return rows
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : Number(a.accountId > b.accountId)))
    .map(({ row }) => row);
}

function serviceRows({ charges, credits }: Aging, chart: Chart): SheetCell[][] {
  const byType = groupBy(charges, ({ chargeType }) => chargeType);
  const rows = chart.chargeTypes.flatMap(({ chargeType }) => {
    const parts = byType.get(chargeType);
    return parts === undefined ? [] : [chargeRow(EVERYONE, chargeType, together(parts.map(({ aged }) => aged)), chart)];
  });
  const creditCents = sumCents(credits.map((credit) => credit.creditCents));
  return creditCents === 0 ? rows : [...rows, creditRow(EVERYONE, creditCents)];
}

function chargeRow(subject: Subject, chargeType: string, aged: AgedCents, chart: Chart): SheetCell[] {
  const { name, service } = chart.chargeType(chargeType);
  const total = centsToDecimalText(totalOfAged(aged));
  const bands = agingBands.map((band) => (aged[band] === 0 ? null : centsToDecimalText(aged[band])));
  return [keyOf(subject, chargeType), ...subject, service, name, ...bands, total, null, total];
}

function creditRow(subject: Subject, creditCents: Cents): SheetCell[] {
  const taken = centsToDecimalText(negated(creditCents));
  const none = agingBands.map(() => null);
  return [keyOf(subject, 'unapplied-credit'), ...subject, null, 'Unapplied credit', ...none, null, taken, taken];
}

function keyOf([accountId]: Subject, what: string): string {
  return accountId === null ? what : `${accountId}/${what}`;
}

function together(parts: readonly AgedCents[]): AgedCents {
  const sum = (band: keyof AgedCents) => sumCents(parts.map((aged) => aged[band]));
  return {
    notDue: sum('notDue'),
    days1: sum('days1'),
    days31: sum('days31'),
    days61: sum('days61'),
    over90: sum('over90'),
  };
}

function totalsOf({ charges, credits }: Aging): SheetContent['totals'] {
  const all = together(charges.map(({ aged }) => aged));
  const creditCents = sumCents(credits.map((credit) => credit.creditCents));
  const open = totalOfAged(all);
  return [
    { label: 'Open', value: centsToDollars(open) },
    { label: 'Past due', value: centsToDollars(cents(open - all.notDue)) },
    { label: 'Unapplied credit', value: centsToDollars(creditCents) },
    { label: 'Balance', value: centsToDollars(cents(open - creditCents)) },
  ];
}
