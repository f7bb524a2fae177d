import {
  addLedgerAccountsPayloadSchema,
  type AddLedgerAccountsPayload,
  type AddLedgerAccountsReply,
  type NewLedgerAccount,
} from '../contract/commands/add-ledger-accounts.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import type { LedgerAccount } from '../domain/ledger/chart.js';
import { chart } from '../queries/chart.js';
import { writeLedgerAccounts } from '../store/ledger-accounts.js';
import type { Command } from './command.js';

/** Adds accounts to the chart, all or none. Throws `ledger-accounts-refused`. */
export const addLedgerAccounts: Command<AddLedgerAccountsPayload, AddLedgerAccountsReply> = {
  kind: 'add-ledger-accounts',
  roles: ['supervisor'],
  payload: addLedgerAccountsPayloadSchema,
  changes: ['ledger_account'],
  async execute({ trx }, { accounts }) {
    const there = new Map((await chart(trx)).accounts.map((account) => [account.ledgerAccount, account]));
    const issues = [...doubled(accounts), ...accounts.flatMap((each) => differs(each, there.get(each.ledgerAccount)))];
    if (issues.length > 0) throw refusal(issues);
    const added = accounts.filter(({ ledgerAccount }) => !there.has(ledgerAccount));
    await writeLedgerAccounts(trx, added);
    const numbersOf = (some: readonly NewLedgerAccount[]) => some.map(({ ledgerAccount }) => ledgerAccount);
    const thereAlready = accounts.filter(({ ledgerAccount }) => there.has(ledgerAccount));
    const reply = { added: numbersOf(added), thereAlready: numbersOf(thereAlready) };
    return { outcome: added.length === 0 ? 'unchanged' : 'applied', reply };
  },
};

function doubled(accounts: readonly NewLedgerAccount[]): Issue[] {
  const numbers = accounts.map(({ ledgerAccount }) => ledgerAccount);
  return numbers
    .filter((number, place) => numbers.indexOf(number) !== place)
    .map((number) => issue('named-twice', number, `The account ${number} is named twice.`, 'Name it once.'));
}

/** What was posted to an account was posted to one of that name and kind. */
function differs(wanted: NewLedgerAccount, account: LedgerAccount | undefined): Issue[] {
  if (account === undefined) return [];
  const { ledgerAccount, name, kind, service } = account;
  if (name === wanted.name && kind === wanted.kind && service === wanted.service) return [];
  const message = `There is an account ${ledgerAccount} already: ${name}, ${kind}, ${service ?? 'of no service'}.`;
  return [
    issue('account-differs', ledgerAccount, message, 'An account is never changed: give the new one its own number.'),
  ];
}

function issue(code: string, ledgerAccount: string, message: string, fix: string): Issue {
  return { code, rowKey: ledgerAccount, column: 'account', message, fix };
}

function refusal(issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'ledger-accounts-refused',
    message: 'No account was added to the chart.',
    fix: 'Mend what is listed and add them again.',
    issues,
  });
}
