import { accountInputFault, accountInputNames, isAccountInputName } from '../../contract/account-inputs.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ServiceName } from '../../contract/services.js';
import { isBilled, isFee } from '../billing/account-data.js';
import type { SaidDatum } from './said-datum.js';

/** What is known of the account that a datum is said of. */
export interface DatumAccount {
  /** The services that it has or had. */
  readonly services: readonly ServiceName[];
  /** The last day that a posted bill covers; null before the first bill. */
  readonly billedTo: CalendarDate | null;
  /** The last day that its final bill covers or will cover; null while no move-out is known. */
  readonly closedOn: CalendarDate | null;
  /** True once it is billed no more. */
  readonly isClosed: boolean;
}

export interface DatumFacts {
  /** Null where there is no such account. */
  readonly account: DatumAccount | null;
  /** The names that the tariffs ask for, those of their fees among them. */
  readonly asked: readonly string[];
}

const ADJUST = 'Enter an adjustment.';

/** Why a datum can't be said. The column is that of the Account Data sheet. */
export interface DatumRefusal {
  readonly code: string;
  readonly column: 'account' | 'service' | 'datum' | 'value' | 'from';
  readonly message: string;
  readonly fix: string;
  readonly status?: number;
}

/** Everything that keeps a datum from being said, whether it is typed at the command line or in a sheet. */
export function datumRefusals(said: SaidDatum, { account, asked }: DatumFacts): DatumRefusal[] {
  const found = isAskable(said.name, asked) ? wrongValue(said) : [unknownName(said.name, asked)];
  if (account === null) return [...found, unknownAccount(said.accountId)];
  return [...found, ...missingService(said, account), ...feeOnNoBill(said, account)];
}

/** Tells whether the name is one that can be said. A fee that no tariff has would never be charged. */
export function isAskable(name: string, asked: readonly string[]): boolean {
  return isAccountInputName(name) && (!isFee(name) || asked.includes(name));
}

export function unknownName(name: string, asked: readonly string[]): DatumRefusal {
  const others = accountInputNames.filter((each) => !asked.includes(each) && each !== 'fee_NAME');
  const now = asked.length === 0 ? '' : `The tariffs ask for ${asked.join(', ')}. `;
  return {
    code: 'unknown-account-input',
    column: 'datum',
    message: isFee(name)
      ? `No tariff has the fee "${name}", so that it would never be charged.`
      : `"${name}" is not data that can be said of an account.`,
    fix: `${now}Tariffs to come may also ask for ${others.join(', ')}.`,
  };
}

function wrongValue({ name, value }: SaidDatum): DatumRefusal[] {
  const fault = value === null || !isAccountInputName(name) ? null : accountInputFault(name, value);
  if (fault === null) return [];
  return [
    {
      code: 'wrong-account-input',
      column: 'value',
      message: `"${value ?? ''}" can't be the value of ${name}.`,
      fix: `Enter ${fault}.`,
    },
  ];
}

function unknownAccount(accountId: string): DatumRefusal {
  return {
    code: 'unknown-account',
    column: 'account',
    status: 404,
    message: `There is no account "${accountId}".`,
    fix: 'Check the account number.',
  };
}

function missingService({ accountId, service }: SaidDatum, { services }: DatumAccount): DatumRefusal[] {
  if (service === null || services.includes(service)) return [];
  return [
    {
      code: 'service-missing',
      column: 'service',
      message: `The account "${accountId}" has no ${service} service.`,
      fix: 'Choose a service that the account has, or none for all of them.',
    },
  ];
}

/** A fee goes with the first bill that reaches its date: after that bill, and after the final one, nothing would charge it. */
function feeOnNoBill(said: SaidDatum, account: DatumAccount): DatumRefusal[] {
  if (!isFee(said.name)) return [];
  const { billedTo, closedOn, isClosed } = account;
  if (isBilled(said.effectiveFrom, billedTo)) return [lateFee(said, account)];
  // What is taken back would not be charged anyway.
  if (Number(said.value ?? 0) === 0) return [];
  const isAfterFinal = isClosed || (closedOn !== null && said.effectiveFrom > closedOn);
  return isAfterFinal ? [feeAfterFinal(said, account)] : [];
}

function lateFee({ accountId, effectiveFrom }: SaidDatum, { billedTo, isClosed }: DatumAccount): DatumRefusal {
  return {
    code: 'fee-already-billed',
    column: 'from',
    status: 409,
    message: `The account "${accountId}" is billed up to ${billedTo ?? ''}, so that a fee of ${effectiveFrom} would never be charged.`,
    fix: isClosed ? ADJUST : `Give the fee a date after ${billedTo ?? ''}, or enter an adjustment.`,
  };
}

function feeAfterFinal({ accountId, effectiveFrom }: SaidDatum, { closedOn, isClosed }: DatumAccount): DatumRefusal {
  const [closed, fix] = isClosed
    ? [`is closed${closedOn === null ? '' : ` since ${closedOn}`} and billed no more`, ADJUST]
    : [
        `moves out on ${closedOn ?? ''}, the last day of its final bill`,
        `Give the fee a date up to ${closedOn ?? ''}, or enter an adjustment.`,
      ];
  return {
    code: 'fee-after-final-bill',
    column: 'from',
    status: 409,
    message: `The account "${accountId}" ${closed}, so that a fee of ${effectiveFrom} would never be charged.`,
    fix,
  };
}
