import { CENTS_MAX, cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { Person } from '../../contract/person.js';
import type { Issue } from '../../contract/problem.js';
import type { AdjustmentLimits } from '../../contract/settings/adjustment-limits.js';
import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';

/** What a person adjusted on an account in a day, each way, as positive cents. */
export interface DayTotal {
  readonly credits: number;
  readonly charges: number;
}

/** What was adjusted, by the name of its kind, which other sheets have too. */
export interface AdjustedToday extends DayTotal {
  readonly accountId: string;
  readonly kind: string;
}

export interface LimitedRow {
  readonly key: string;
  readonly accountId: string;
  readonly kind: string;
  readonly amountCents: Cents;
}

export interface AdjustmentLimit {
  /** The most that this person may adjust alone on one account in a day, credits and charges each by themselves. */
  readonly limitCents: Cents;
  /** Kinds that have a bound of their own, and are counted by themselves. */
  readonly kindLimits: ReadonlyMap<string, Cents>;
  /** What this person has adjusted today already. */
  readonly adjustedToday: readonly AdjustedToday[];
  readonly personName: string;
}

/** What bounds a person by the setting: their own before that of their role; nothing where neither is told. */
export function limitsOf(
  { personId, role }: Person,
  limits: AdjustmentLimits,
): Pick<AdjustmentLimit, 'limitCents' | 'kindLimits'> {
  const own = limits.people[personId];
  // A bound of a person's own goes before all of the role's.
  const hasRole = own?.limit === undefined && (role === 'coordinator' || role === 'supervisor');
  const ofRole = hasRole ? limits.kinds[role] : undefined;
  const kinds = { ...ofRole, ...own?.kinds };
  return {
    limitCents: own?.limit ?? limits[role] ?? cents(0),
    kindLimits: new Map(Object.entries(kinds) as [AdjustmentKind, Cents][]),
  };
}

/** Why each row that is above the limit is, alone or with others of the day; by key. */
export type AboveLimit = ReadonlyMap<string, string>;

/**
 * The rows that lead an account above the limit, alone or with others of the day. Only rows that could be posted are
 * asked about, so a refused row takes nothing from the limit, nor does one that is above it alone; a correction of a slip
 * is not added to the slip.
 */
export function aboveLimit(rows: readonly LimitedRow[], limit: AdjustmentLimit): AboveLimit {
  const totals = new Map<string, DayTotal>();
  const count = (placed: Placed, { credits, charges }: DayTotal) => {
    const place = placeOf(placed, limit);
    const before = totals.get(place) ?? NOTHING;
    totals.set(place, { credits: before.credits + credits, charges: before.charges + charges });
  };
  for (const done of limit.adjustedToday) count(done, done);
  const mostOf = ({ kind }: LimitedRow) => limit.kindLimits.get(kind) ?? limit.limitCents;
  for (const row of rows) if (Math.abs(row.amountCents) <= mostOf(row)) count(row, eachWay(row.amountCents));
  return new Map(
    rows.flatMap((row) => {
      const { credits, charges } = totals.get(placeOf(row, limit)) ?? NOTHING;
      const most = mostOf(row);
      const total = Math.max(row.amountCents < 0 ? credits : charges, Math.abs(row.amountCents));
      return total <= most ? [] : [[row.key, sentence(row, total, most, limit)] as const];
    }),
  );
}

/** The same as issues, for sheets whose rows can't wait for another person's word. */
export function limitIssues(rows: readonly LimitedRow[], limit: AdjustmentLimit): ReadonlyMap<string, Issue> {
  return new Map(
    [...aboveLimit(rows, limit)].map(([key, message]) => {
      const fix = 'Leave the row to someone with a higher limit, who pushes it from their own Curbstop.';
      return [key, { code: 'above-limit', rowKey: key, column: 'amount', message, fix }];
    }),
  );
}

const NOTHING: DayTotal = { credits: 0, charges: 0 };

type Placed = Pick<LimitedRow, 'accountId' | 'kind'>;

/** Kinds with a bound of their own are counted by themselves, all others together. */
function placeOf({ accountId, kind }: Placed, { kindLimits }: AdjustmentLimit): string {
  return kindLimits.has(kind) ? `${accountId} ${kind}` : accountId;
}

function eachWay(amountCents: Cents): DayTotal {
  return amountCents < 0 ? { credits: Math.abs(amountCents), charges: 0 } : { credits: 0, charges: amountCents };
}

function sentence(row: LimitedRow, total: number, most: Cents, { kindLimits, personName }: AdjustmentLimit): string {
  const { accountId, kind, amountCents } = row;
  const dollars = (amount: number) => centsToDollars(cents(Math.min(amount, CENTS_MAX)));
  const ofKind = kindLimits.has(kind) ? ` as ${kind}` : '';
  const bound = `what ${personName} may adjust alone${ofKind} on an account in a day, ${dollars(most)}`;
  const way = amountCents < 0 ? 'credits' : 'charges';
  return Math.abs(amountCents) > most
    ? `${centsToDollars(amountCents)} is above ${bound}.`
    : `Today's ${way} on account ${accountId} would be ${dollars(total)}, above ${bound}.`;
}
