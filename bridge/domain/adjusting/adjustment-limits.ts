import { CENTS_MAX, cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';

/** What a person adjusted on an account in a day, each way, as positive cents. */
export interface DayTotal {
  readonly credits: number;
  readonly charges: number;
}

export interface LimitedRow {
  readonly key: string;
  readonly accountId: string;
  readonly amountCents: Cents;
}

export interface AdjustmentLimit {
  /** The most that this person may adjust alone on one account in a day, credits and charges each by themselves. */
  readonly limitCents: Cents;
  /** What this person has adjusted today already, by account. */
  readonly adjustedToday: ReadonlyMap<string, DayTotal>;
  readonly personName: string;
}

/**
 * The rows that lead an account above the limit, alone or with others of the day. Only rows that could be posted are
 * asked about, so a refused row takes nothing from the limit; a correction of a slip is not added to the slip.
 */
export function limitIssues(rows: readonly LimitedRow[], limit: AdjustmentLimit): ReadonlyMap<string, Issue> {
  const totals = new Map(limit.adjustedToday);
  for (const row of rows) totals.set(row.accountId, add(totals.get(row.accountId), row.amountCents));
  return new Map(
    rows.flatMap((row) => {
      const { credits, charges } = totals.get(row.accountId) ?? NOTHING;
      const total = row.amountCents < 0 ? credits : charges;
      return total <= limit.limitCents ? [] : [[row.key, toIssue(row, total, limit)] as const];
    }),
  );
}

const NOTHING: DayTotal = { credits: 0, charges: 0 };

function add({ credits, charges }: DayTotal = NOTHING, amountCents: Cents): DayTotal {
  return amountCents < 0 ? { credits: credits - amountCents, charges } : { credits, charges: charges + amountCents };
}

function toIssue({ key, accountId, amountCents }: LimitedRow, total: number, limit: AdjustmentLimit): Issue {
  const dollars = (amount: number) => centsToDollars(cents(Math.min(amount, CENTS_MAX)));
  const bound = `what ${limit.personName} may adjust alone on an account in a day, ${dollars(limit.limitCents)}`;
  const way = amountCents < 0 ? 'credits' : 'charges';
  return {
    code: 'above-limit',
    rowKey: key,
    column: 'amount',
    message:
      Math.abs(amountCents) > limit.limitCents
        ? `${centsToDollars(amountCents)} is above ${bound}.`
        : `Today's ${way} on account ${accountId} would be ${dollars(total)}, above ${bound}.`,
    fix: 'Leave the row to someone with a higher limit, who pushes it from their own Curbstop.',
  };
}
