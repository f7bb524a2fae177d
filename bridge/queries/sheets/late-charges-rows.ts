import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import {
  lateChargesParametersSchema,
  lateChargesSheet,
  type LateChargesParameters,
} from '../../contract/sheets/late-charges.js';
import { stateOf, toDoOf, type DecidedLateCharge } from '../../domain/late-charges/decide-late-charge.js';
import { lastPaymentAt } from '../late-charges/last-payment-at.js';
import { lateAccounts, type LateAccount } from '../late-charges/late-accounts.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** Who is late for a due date: what is to be decided first, the largest charge on top. */
export const lateChargesSource: SheetSource<LateChargesParameters> = {
  kind: lateChargesSheet,
  parameters: lateChargesParametersSchema,
  async read(database, { dueOn: asked }, now) {
    const { dueOn, accounts } = await lateAccounts(database, asked, now);
    const inOrder = accounts.toSorted((a, b) => urgency(a) - urgency(b) || charge(b) - charge(a));
    const received = { label: 'Payments entered up to', value: await lastPaymentAt(database, now) };
    return { subject: `Due ${dueOn}`, rows: inOrder.map(lateChargeRow), totals: [...totalsOf(accounts), received] };
  },
};

function urgency(account: LateAccount): number {
  if (toDoOf(account) !== '') return 0;
  return account.decided === null ? 2 : 1;
}

function charge({ lateCharge }: LateAccount): number {
  return lateCharge.chargeCents;
}

/** The sheet's row of an account. */
export function lateChargeRow(account: LateAccount): SheetCell[] {
  const { lateCharge, decided } = account;
  const { owedCents, arrangedCents, baseCents, chargeCents, why } = lateCharge;
  const standing = decided !== null && decided.reversedBy === null ? decided : null;
  return [
    ...[account.accountId, account.customerName, toDoOf(account) || null],
    ...[owedCents, arrangedCents, baseCents, chargeCents].map(moneyCell),
    ...[why, standing?.decision ?? null, standing === null || standing.reason === '' ? null : standing.reason],
    ...[stateOf(account), decided === null ? null : decidedWords(decided), centsToDecimalText(account.balanceCents)],
    ...[className(account.rateClass), account.dueOn, account.address],
  ];
}

function moneyCell(amount: Cents): string | null {
  return amount === 0 ? null : centsToDecimalText(amount);
}

function decidedWords({ decision, amountCents, by, on, receipt, reversedBy }: DecidedLateCharge): string {
  const did = decision === 'charge' ? 'Charged' : 'Waived';
  const undone = reversedBy === null ? '' : `; reversed by receipt ${reversedBy}`;
  const who = by === null || on === null ? '' : ` by ${by} on ${on}`;
  return `${did} ${centsToDollars(amountCents)}${who}, receipt ${receipt}${undone}`;
}

function totalsOf(accounts: readonly LateAccount[]): SheetContent['totals'] {
  const open = accounts.filter((account) => toDoOf(account).startsWith('decide'));
  const decidedAs = (wanted: string) => accounts.filter((account) => stateOf(account) === wanted);
  const sum = (amounts: readonly Cents[]) => centsToDollars(sumCents(amounts));
  return [
    { label: 'Accounts past due', value: accounts.length.toLocaleString('en-US') },
    { label: 'Past due', value: sum(accounts.map(({ lateCharge }) => lateCharge.owedCents)) },
    { label: `To decide (${open.length})`, value: sum(open.map(({ lateCharge }) => lateCharge.chargeCents)) },
    ...(['charged', 'waived'] as const).map((state) => {
      const decided = decidedAs(state);
      const label = `${state.charAt(0).toUpperCase()}${state.slice(1)} (${decided.length})`;
      return { label, value: sum(decided.flatMap((each) => each.decided?.amountCents ?? [])) };
    }),
  ];
}
