import type { Issue } from '../../contract/problem.js';
import { services } from '../../contract/services.js';
import type { Accounting } from '../../contract/settings/accounting.js';
import type { LedgerAccount } from '../ledger/chart.js';
import { settingIssue } from './setting-issue.js';

/** An account that the rules of accounting name: where they do, and what it is to be. */
interface NamedAccount {
  readonly path: string;
  readonly ledgerAccount: string;
  readonly kind: LedgerAccount['kind'];
  /** What stands in it; what is owed to one is never mixed with what is owed to another. */
  readonly holds: string;
}

/**
 * What is wrong with rules of accounting for this chart. `others` are the rules of other dates: open items keep the
 * accounts of their own day, so an account that holds the share of one service can't come to hold another's.
 */
export function accountingIssues(
  value: Accounting,
  accounts: readonly LedgerAccount[],
  others: readonly Accounting[],
): Issue[] {
  const chart = new Map(accounts.map((account) => [account.ledgerAccount, account]));
  const named = namedAccounts(value);
  const unfit = named.flatMap((each) => unfitAccount(each, chart.get(each.ledgerAccount)) ?? []);
  return [...unfit, ...mixed(named, others.flatMap(namedAccounts)), ...lateChargesOfNoCity(value)];
}

function namedAccounts({ services: owners, lateChargeRevenue, feeRevenue, taxPayable }: Accounting): NamedAccount[] {
  const ofServices = services.flatMap((service): NamedAccount[] => {
    const owner = owners[service];
    const at = `services.${service}`;
    if (owner.owner === 'utility') return [revenue(`${at}.credited`, owner.credited)];
    return [
      debt(`${at}.due`, owner.due, `what is due to the City of ${service}`),
      debt(`${at}.notCollected`, owner.notCollected, `what is billed of ${service} and not collected`),
    ];
  });
  return [
    ...ofServices,
    revenue('lateChargeRevenue', lateChargeRevenue),
    revenue('feeRevenue', feeRevenue),
    debt('taxPayable', taxPayable, 'tax'),
  ];
}

function revenue(path: string, ledgerAccount: string): NamedAccount {
  return { path, ledgerAccount, kind: 'revenue', holds: 'revenue' };
}

function debt(path: string, ledgerAccount: string, holds: string): NamedAccount {
  return { path, ledgerAccount, kind: 'liability', holds };
}

function unfitAccount({ path, ledgerAccount, kind }: NamedAccount, account: LedgerAccount | undefined): Issue | null {
  if (account === undefined) {
    const fix = 'Name one that "curbstop gl chart" lists, or add it there first.';
    return settingIssue('unknown-ledger-account', path, `there is no ledger account ${ledgerAccount}.`, fix);
  }
  const fix = `Name a ${kind} account that nothing else uses, as "curbstop gl chart" lists them.`;
  if (account.kind !== kind) {
    const message = `${ledgerAccount} (${account.name}) is of the kind ${account.kind}, and must be ${kind}.`;
    return settingIssue('wrong-kind-of-account', path, message, fix);
  }
  if (!account.isControl && account.purpose === null) return null;
  const message = `${ledgerAccount} (${account.name}) is what customers' accounts add up to, or has a purpose of its own.`;
  return settingIssue('account-in-use', path, message, fix);
}

/** One account for two things: what is owed of each could not be told any more. */
function mixed(named: readonly NamedAccount[], earlier: readonly NamedAccount[]): Issue[] {
  const isDebt = ({ kind }: NamedAccount) => kind === 'liability';
  const held = new Map(earlier.filter(isDebt).map(({ ledgerAccount, holds }) => [ledgerAccount, holds]));
  return named.filter(isDebt).flatMap(({ path, ledgerAccount, holds }) => {
    const other = held.get(ledgerAccount);
    held.set(ledgerAccount, other ?? holds);
    if (other === undefined || other === holds) return [];
    const message = `${ledgerAccount} holds ${other} already, and can't hold ${holds} as well.`;
    const fix = 'Name an account of its own; "curbstop gl chart --add FILE" adds one.';
    return [settingIssue('account-in-use', path, message, fix)];
  });
}

function lateChargesOfNoCity({ services: owners, lateCharges }: Accounting): Issue[] {
  return services
    .filter((service) => lateCharges[service] === 'city' && owners[service].owner === 'utility')
    .map((service) => {
      const message = `late charges on ${service} can't be the City's, for the service is the utility's.`;
      return settingIssue('late-charges-of-no-city', `lateCharges.${service}`, message, 'Write utility.');
    });
}
