import { billSeverities, type BillDecision } from '../../contract/bill-review.js';
import type { Disposition, ExceptionState } from '../../domain/bill-review/disposition.js';
import type { Database } from '../../store/database.js';
import { billDispositions } from '../bill-dispositions.js';
import { postedExceptions, type PostedException } from '../posted-exceptions.js';
import { postedRegister, type RegisteredBill } from '../posted-register.js';
import type { BillRun } from '../run-facts.js';
import { exceptionCells, exceptionKeyOf, type ShownException } from './exception-cells.js';
import type { SheetContent } from './sheet-source.js';

/**
 * What was found on the bills of a posted run as it stood then, the worst first; after it what was decided and had gone by
 * then, such as what was fixed, and all decisions of runs that were posted before more was kept.
 */
export async function postedExceptionsContent(
  database: Database,
  { billRunId }: BillRun,
  timeZone: string,
): Promise<Omit<SheetContent, 'subject'>> {
  const register = await postedRegister(database, billRunId);
  const byAccount = new Map(register.map((item) => [item.accountId, item]));
  const kept = (await postedExceptions(database, billRunId)).sort(worstFirst);
  const dispositionsOf = await billDispositions(database, billRunId);
  const shown = kept.map((each): ShownException => {
    const disposition = dispositionsOf(each.accountId).get(each.name) ?? null;
    const item = byAccount.get(each.accountId);
    return { ...each, disposition, rateClass: item?.rateClass ?? each.rateClass, ...amountsOf(item) };
  });
  const keys = new Set(kept.map(exceptionKeyOf));
  const gone = register
    .flatMap((item) => item.dispositions.map((each) => asDecided(item, each)))
    .filter((each) => !keys.has(exceptionKeyOf(each)));
  return {
    rows: [...shown, ...gone].map((each) => exceptionCells(each, timeZone)),
    totals: totalsOf(register),
  };
}

function worstFirst(one: PostedException, other: PostedException): number {
  return billSeverities.indexOf(one.severity) - billSeverities.indexOf(other.severity);
}

const BECAME: Readonly<Record<BillDecision, ExceptionState>> = { release: 'released', hold: 'held', fix: 'done' };

function asDecided(item: RegisteredBill, disposition: Disposition): ShownException {
  const { accountId, customerName, address, rateClass } = item;
  const { exception, sentence, decision } = disposition;
  return {
    ...{ accountId, customerName, address, rateClass, routeId: null },
    ...{ name: exception, severity: null, sentence, fix: null, decision, disposition },
    state: decision === null ? 'done' : BECAME[decision],
    ...amountsOf(item),
  };
}

/** An account that was closed by then is not in the register. */
function amountsOf(
  item: RegisteredBill | undefined,
): Pick<ShownException, 'usageGallons' | 'totalCents' | 'lastBillCents'> {
  return {
    usageGallons: item?.usageGallons ?? null,
    totalCents: item?.bill?.totalCents ?? null,
    lastBillCents: item?.lastBillCents ?? null,
  };
}

function totalsOf(register: readonly RegisteredBill[]): SheetContent['totals'] {
  const count = (test: (bill: RegisteredBill) => boolean) => register.filter(test).length.toLocaleString('en-US');
  return [
    {
      label: 'Accounts released',
      value: count(({ dispositions }) => dispositions.some(({ decision }) => decision === 'release')),
    },
    { label: 'Accounts held', value: count(({ heldFor }) => heldFor !== null) },
  ];
}
