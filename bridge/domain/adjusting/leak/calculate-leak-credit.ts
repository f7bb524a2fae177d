import { cents, decimalTextToCents, sumCents, type Cents } from '../../../contract/money.js';
import { counted } from '../../../contract/counted.js';
import { groupBy } from '../../../contract/group-by.js';
import { CurbstopError } from '../../../contract/problem.js';
import type { CreditingPolicy } from '../../../contract/settings/leak-policy.js';
import type { BillShare } from '../bill-share.js';
import { creditLines } from './credit-lines.js';
import { gallonsLine, type ExplainedLine } from './explained-line.js';
import { leakBills, type LeakBills } from './leak-bills.js';
import type { LeakFacts, LeakIssue, LeakRequest, PastUse } from './leak-facts.js';
import { billIssues, noBillIssue, requestIssues } from './leak-issues.js';
import type { LeakUse } from './leak-methods.js';

/** What is credited to a type of charge. */
export interface LeakCharge {
  readonly chargeType: string;
  /** Negative. */
  readonly amountCents: Cents;
}

/** A credit by the policy, with how it came about. */
export interface LeakCredit {
  readonly charges: readonly LeakCharge[];
  /** What of it is of which bill, the oldest first; a bill that has nothing of it is left out. */
  readonly shares: readonly BillShare[];
  /** What the bills of the leak have above the usual use; all their use where the policy asks for no usual use. */
  readonly gallons: number;
  readonly lines: readonly ExplainedLine[];
}

export type LeakDecision = LeakCredit | { readonly issues: readonly LeakIssue[] };

/**
 * Works out what the policy of the day of a request credits of the bills with the leak, or says all that keeps it from
 * crediting any. Each bill is priced again by the rates, class and data that it was billed by, so that the minimum bill is
 * that of its time. A credit is rounded to the cent, halves up, for each bill and type of charge.
 */
export function calculateLeakCredit(request: LeakRequest, facts: LeakFacts): LeakDecision {
  const policy = facts.policyOn(request.requestedOn);
  if (policy.method === 'none') {
    const message = `The policy gives no credit for leaks: ${policy.reason}`;
    return { issues: [{ column: 'account', code: 'no-leak-credits', message, fix: 'Leave the row out.' }] };
  }
  const account = facts.accounts.get(request.accountId) ?? { bills: [], earlier: [] };
  const issues = requestIssues(request, policy, account);
  const found = leakBills(request, policy, account);
  if (found === null) return { issues: [...issues, noBillIssue(request, policy, facts)] };
  issues.push(...billIssues(request, policy, account, found));
  // A bill that is the wrong one already needs no other reason.
  if (issues.some(({ column }) => column === 'bill')) return { issues };
  const credit = creditOf(found, policy, facts);
  if ('issues' in credit) return { issues: [...issues, ...credit.issues] };
  return issues.length > 0 ? { issues } : credit;
}

function creditOf(found: LeakBills, policy: CreditingPolicy, { chargesOf, chargeTypeOf }: LeakFacts): LeakDecision {
  try {
    const credits = found.bills.map((bill) => {
      const use: LeakUse = { gallons: bill.gallons, usual: found.usual?.gallonsFor(bill) ?? null };
      const credited = creditLines({ charges: chargesOf(bill.billNumber), use, policy, chargeTypeOf });
      return { billNumber: bill.billNumber, lines: [...useLines(bill, use, found), ...credited] };
    });
    const lines = credits.flatMap((each) => each.lines);
    const charges = creditedCharges(lines);
    if (charges.length === 0) return { issues: [nothingToCredit(found)] };
    const shares = credits
      .map((each) => ({ billNumber: each.billNumber, charges: creditedCharges(each.lines) }))
      .filter((share) => share.charges.length > 0);
    return { charges, shares, gallons: leakGallons(found), lines };
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return { issues: [{ column: 'bill', code: error.code, message: error.message, fix: error.fix }] };
  }
}

function useLines({ billNumber, readOn }: PastUse, { gallons, usual }: LeakUse, found: LeakBills): ExplainedLine[] {
  const used = gallonsLine(`Use of bill ${billNumber}`, gallons, `Read on ${readOn}.`);
  if (usual === null || found.usual === null) return [used];
  const { bills } = found.usual;
  const text = `Average of ${counted(bills.length, 'bill')}, read from ${bills[0]?.readOn ?? ''} to ${bills.at(-1)?.readOn ?? ''}.`;
  return [used, gallonsLine('Usual use', usual, text)];
}

function leakGallons({ bills, usual }: LeakBills): number {
  return bills.reduce((sum, bill) => sum + Math.max(0, bill.gallons - (usual?.gallonsFor(bill) ?? 0)), 0);
}

/** What the lines credit, by type of charge. */
function creditedCharges(lines: readonly ExplainedLine[]): LeakCharge[] {
  const credits = lines.flatMap(({ chargeType, amount }) => {
    return chargeType === null ? [] : [{ chargeType, amountCents: decimalTextToCents(amount) ?? cents(0) }];
  });
  return [...groupBy(credits, ({ chargeType }) => chargeType)]
    .map(([chargeType, ofType]) => ({ chargeType, amountCents: sumCents(ofType.map((each) => each.amountCents)) }))
    .filter(({ amountCents }) => amountCents !== 0);
}

function nothingToCredit({ bills }: LeakBills): LeakIssue {
  const named = bills.map(({ billNumber }) => billNumber).join(' and ');
  const message = `Nothing of bill ${named} is credited: it is no higher than what the policy leaves to pay, as a minimum bill is.`;
  return {
    column: 'bill',
    code: 'nothing-to-credit',
    message,
    fix: 'Name the bill with the leak, or leave the row out.',
  };
}
