import { Decimal } from 'decimal.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, centsToDecimalText, centsToDollars } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import { services } from '../../contract/services.js';
import { billTotalsSheet } from '../../contract/sheets/bill-totals.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { billsHeld, billsToPost, reviewedRun } from '../bill-review.js';
import { lastRunBefore, runOfSeason } from '../past-bills.js';
import type { Database } from '../../store/database.js';
import { isLookedAtByTotals, PREVIEW_LINES_MAX } from '../preview-size.js';
import { billRun, runName, type BillRun } from '../run-facts.js';
import { lookOf } from '../run-look.js';
import { totalKinds, totalsOfBills, totalsOfRun, type BillTotal, type TotalKind } from '../run-totals.js';
import { tariffTitles } from '../tariffs.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** The totals of a run beside those of the last one and of the same month a year ago. */
export const billTotalsSource: SheetSource<BillRunParameters> = {
  kind: billTotalsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }) {
    const run = await billRun(database, billRunId);
    const own = run.status === 'open' ? await openTotals(database, run) : await postedTotals(database, run);
    const [last, season] = [await lastRunBefore(database, run), await runOfSeason(database, run)];
    const totals = {
      now: own.totals,
      last: last === null ? null : await totalsOfRun(database, last),
      season: season === null ? null : await totalsOfRun(database, season),
    };
    const before = await named(database, last, 'no run before');
    const yearAgo = await named(database, season, 'none a year ago');
    const whole = totals.now.find(({ by }) => by === 'all');
    return {
      subject: `${runName(run)}, beside ${before} and ${yearAgo}`,
      rows: rowsOf(totals, await tariffTitles(database)),
      totals: [
        { label: 'Bills', value: (whole?.bills ?? 0).toLocaleString('en-US') },
        { label: 'Held', value: own.held.toLocaleString('en-US') },
        { label: 'Total', value: centsToDollars(whole?.cents ?? cents(0)) },
      ],
      ...(own.look === undefined ? {} : { look: own.look }),
    };
  },
};

interface OwnTotals {
  readonly totals: readonly BillTotal[];
  /** Accounts that the run leaves out. */
  readonly held: number;
  /** The bills of an open run whose lines are more than a sheet gets. */
  readonly look?: SheetContent['look'];
}

/** Where the lines of a run are more than a sheet gets, who sees its totals has looked at its bills. */
export async function openTotals(database: Database, run: BillRun, linesMax = PREVIEW_LINES_MAX): Promise<OwnTotals> {
  const reviewed = await reviewedRun(database, run);
  const totals = { totals: totalsOfBills(billsToPost(reviewed)), held: billsHeld(reviewed).length };
  if (!isLookedAtByTotals(reviewed, linesMax)) return totals;
  return { ...totals, look: { billRunId: run.billRunId, bills: lookOf(reviewed) } };
}

/** A posted run is what its register says, whatever its accounts and rates are now. */
async function postedTotals(database: Database, { billRunId }: BillRun): Promise<OwnTotals> {
  const [row] = await database.raw<{ held: number }[]>(
    'SELECT count(*) AS held FROM held_account WHERE bill_run_id = ?',
    [billRunId],
  );
  return { totals: await totalsOfRun(database, billRunId), held: row?.held ?? 0 };
}

/** A run that others are beside, by its dates. */
async function named(database: Database, billRunId: string | null, none: string): Promise<string> {
  if (billRunId === null) return none;
  const { periodFrom, periodTo } = await billRun(database, billRunId);
  return `${periodFrom} to ${periodTo}`;
}

interface Compared {
  readonly now: readonly BillTotal[];
  /** Null where there is no such run. */
  readonly last: readonly BillTotal[] | null;
  readonly season: readonly BillTotal[] | null;
}

/** A name that only a run before has stands there too, with nothing now. */
function rowsOf({ now, last, season }: Compared, titles: ReadonlyMap<string, string>): SheetCell[][] {
  const every = [...now, ...(last ?? []), ...(season ?? [])];
  return totalKinds.flatMap((by) => {
    const names = [...new Set(every.filter((total) => total.by === by).map(({ name }) => name))].sort(inOrder);
    return names.map((name) => {
      const find = (totals: readonly BillTotal[] | null) =>
        totals === null ? null : (totals.find((total) => total.by === by && total.name === name) ?? NOTHING);
      const own = find(now) ?? NOTHING;
      return [
        ...[`${by}/${name}`, by, nameOf(by, name, titles), own.bills, own.gallons, centsToDecimalText(own.cents)],
        ...comparison(own, find(last)),
        ...comparison(own, find(season)),
      ];
    });
  });
}

/** A class or a tariff as a person says it. */
function nameOf(by: TotalKind, name: string, titles: ReadonlyMap<string, string>): string {
  if (by === 'class') return className(name);
  return by === 'tariff' ? (titles.get(name) ?? name) : name;
}

const NOTHING = { bills: 0, gallons: 0, cents: cents(0) };

/** Services stand as on a bill, all else by name. */
function inOrder(one: string, other: string): number {
  const place = (name: string) => services.findIndex((service) => service === name);
  return place(one) - place(other) || (one < other ? -1 : 1);
}

function comparison(own: typeof NOTHING, before: typeof NOTHING | null): SheetCell[] {
  if (before === null) return [null, null, null, null];
  const change = cents(own.cents - before.cents);
  const percent = before.cents === 0 ? null : new Decimal(change).times(100).div(Math.abs(before.cents)).toFixed(1);
  return [before.bills, centsToDecimalText(before.cents), centsToDecimalText(change), percent];
}
