import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, sumCents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import type { LateChargeRule } from '../../contract/settings/late-rule.js';
import type { StatementSetting } from '../../contract/settings/statement.js';
import { lateChargeOf, type ChargedAccount } from '../late-charges/late-charge.js';
import { accountActivity, broughtIn, type AccountEntry } from './account-activity.js';
import { scanLine } from './scan-line.js';
import type { BilledAccount, PastUse, PostedBill, Statement, StatementRead } from './statement.js';

/** What a statement is made from, as the books had it when the bill was posted. */
export interface StatementFacts {
  readonly account: BilledAccount;
  /** No other account has the same digits in its number. */
  readonly isOwnDigits: boolean;
  readonly bill: PostedBill;
  readonly previousOn: CalendarDate | null;
  /** What the last statement said is owed. */
  readonly owedBeforeCents: Cents;
  /** What was entered since, without the bill itself. */
  readonly entries: readonly AccountEntry[];
  /** What the ledger says is owed, the bill included. */
  readonly ledgerCents: Cents;
  /** What a late charge is taken of. */
  readonly owed: ChargedAccount;
  readonly reads: readonly StatementRead[];
  readonly history: readonly PastUse[];
}

export interface StatementRules {
  readonly setting: StatementSetting;
  readonly lateCharge: LateChargeRule | undefined;
  /** What the statements of this run say besides; empty for nothing. */
  readonly runMessage: string;
}

/**
 * Says what a bill's statement says. Throws `statement-differs` when previous balance, activity and bill do not come to
 * what the ledger says.
 */
export function composeStatement(facts: StatementFacts, rules: StatementRules): Statement {
  const { setting, lateCharge } = rules;
  const { account, bill, reads, history } = facts;
  const { previousCents, lines } = accountActivity(facts.owedBeforeCents, facts.entries);
  const forwardCents = sumCents([previousCents, ...lines.map(({ amountCents }) => amountCents)]);
  const balanceCents = cents(forwardCents + bill.totalCents);
  if (balanceCents !== facts.ledgerCents) throw differs(bill, account);
  const amountDueCents = cents(Math.max(0, balanceCents));
  const { chargeCents } = lateChargeOf(facts.owed, lateCharge);
  const afterDueCents = amountDueCents > 0 ? cents(amountDueCents + chargeCents) : amountDueCents;
  const days = Math.max(0, daysBetween(bill.periodFrom, bill.periodTo));
  const usesWater = history.some(({ gallons }) => gallons > 0) || reads.length > 0;
  return {
    ...{ account, bill, previousOn: facts.previousOn, previousCents, forwardCents, balanceCents, amountDueCents, days },
    ...{ activity: lines, reads, history: usesWater ? history : [] },
    afterDueCents: afterDueCents === amountDueCents ? null : afterDueCents,
    gallonsADay: usesWater && days > 0 ? perDay(bill.usageGallons, days) : null,
    messages: messagesOf(rules, facts, forwardCents),
    scanLine:
      setting.scanLine === null || !facts.isOwnDigits
        ? null
        : scanLine(setting.scanLine, { ...bill, ...account, amountDueCents, afterDueCents }),
  };
}

function messagesOf(
  { setting, runMessage }: StatementRules,
  { bill, reads, previousOn, entries }: StatementFacts,
  forward: Cents,
): string[] {
  return [
    ...(bill.isFinal ? ['This is the final bill of this account.'] : []),
    ...(previousOn === null && !bill.isFinal && !broughtIn(entries)
      ? ['Welcome. This is the first bill of this account.']
      : []),
    ...(forward > 0 && setting.forwardMessage !== null ? [setting.forwardMessage] : []),
    ...(reads.some(({ isEstimated }) => isEstimated)
      ? ['Your meter could not be read. This bill is by an estimate, which the next read sets right.']
      : []),
    ...(runMessage === '' ? [] : [runMessage]),
    ...setting.messages,
  ];
}

/** One decimal below a hundred gallons, halves up, in whole numbers of tenths. */
function perDay(gallons: number, days: number): string {
  const tenths = Math.floor((gallons * 20 + days) / (2 * days));
  return tenths < 1000
    ? `${Math.floor(tenths / 10)}.${tenths % 10}`
    : String(Math.floor((gallons * 2 + days) / (2 * days)));
}

function differs({ billNumber }: PostedBill, { accountId }: BilledAccount): CurbstopError {
  return new CurbstopError({
    code: 'statement-differs',
    status: 500,
    message: `The statement of bill ${billNumber}, account ${accountId}, does not come to what the ledger says is owed.`,
    fix: 'Run curbstop verify, and send no statements until it is clean.',
  });
}
