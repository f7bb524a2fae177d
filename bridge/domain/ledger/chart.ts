import type { CalendarDate } from '../../contract/calendar-date.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { Accounting, ServiceOwner } from '../../contract/settings/accounting.js';

/** What the rules use a ledger account for, whatever its number. */
export const accountPurposes = [
  'cash',
  'restricted-cash',
  'allowance',
  'deposits',
  'refunds-payable',
  'unapplied-credit',
  'suspense',
  'deposit-interest',
] as const;
export type AccountPurpose = (typeof accountPurposes)[number];

export interface LedgerAccount {
  readonly ledgerAccount: string;
  readonly name: string;
  readonly kind: 'asset' | 'liability' | 'revenue' | 'expense';
  /** A control account's postings name the customer account they belong to. */
  readonly isControl: boolean;
  readonly service: ServiceName | null;
  readonly purpose: AccountPurpose | null;
}

/** What customers are charged for, each with a receivable of its own. */
export interface ChargeType {
  readonly chargeType: string;
  readonly name: string;
  readonly service: ServiceName | null;
  readonly nature: 'service' | 'tax' | 'late-charge' | 'fee';
  readonly receivable: string;
}

/** The setting `accounting` as it is from a date on. */
export interface DatedAccounting {
  readonly effectiveFrom: CalendarDate;
  readonly value: Accounting;
}

export interface ChartRows {
  readonly accounts: readonly LedgerAccount[];
  readonly chargeTypes: readonly ChargeType[];
  readonly accounting: readonly DatedAccounting[];
}

/** The other side of a charge: where it is credited, goes to once it is collected (null where it stays), and is written off. */
export interface ChargeAccounts {
  readonly credited: string;
  readonly whenCollected: string | null;
  readonly writtenOffTo: string;
}

export type CityOwner = ServiceOwner & { owner: 'city' };

/** The chart of accounts and the rules by which charges are credited. */
export class Chart {
  readonly accounts: readonly LedgerAccount[];
  readonly chargeTypes: readonly ChargeType[];
  readonly #byNumber: ReadonlyMap<string, LedgerAccount>;
  readonly #byPurpose: ReadonlyMap<AccountPurpose | null, LedgerAccount>;
  readonly #byId: ReadonlyMap<string, ChargeType>;
  readonly #byReceivable: ReadonlyMap<string, ChargeType>;
  /** The newest first. */
  readonly #accounting: readonly DatedAccounting[];

  /** Throws a RangeError where a purpose, a receivable or an account that the settings name is not in the chart. */
  constructor({ accounts, chargeTypes, accounting }: ChartRows) {
    this.accounts = accounts;
    this.chargeTypes = chargeTypes;
    this.#byNumber = new Map(accounts.map((account) => [account.ledgerAccount, account]));
    this.#byPurpose = new Map(accounts.map((account) => [account.purpose, account]));
    this.#byId = new Map(chargeTypes.map((type) => [type.chargeType, type]));
    this.#byReceivable = new Map(chargeTypes.map((type) => [type.receivable, type]));
    this.#accounting = accounting.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
    this.#assertWhole();
  }

  /** The number of the account for a purpose. */
  account(purpose: AccountPurpose): string {
    return known(this.#byPurpose.get(purpose), `account for ${purpose}`).ledgerAccount;
  }

  nameOf(ledgerAccount: string): string {
    return known(this.#byNumber.get(ledgerAccount), `account ${ledgerAccount}`).name;
  }

  chargeType(id: string): ChargeType {
    return known(this.#byId.get(id), `charge type ${id}`);
  }

  /** The charge type of a service and a nature, e.g. the tax on water. */
  chargeTypeOf(service: ServiceName, nature: ChargeType['nature']): string {
    const type = this.chargeTypes.find((candidate) => candidate.service === service && candidate.nature === nature);
    return known(type, `charge type for ${nature} of ${service}`).chargeType;
  }

  /** The charge type whose receivable an account is; null for every other account. */
  byReceivable(ledgerAccount: string): ChargeType | null {
    return this.#byReceivable.get(ledgerAccount) ?? null;
  }

  /** Where a charge of a date goes, by the rules in force on it. Throws a RangeError where none are. */
  creditedFor(chargeType: string, on: CalendarDate): ChargeAccounts {
    const accounting = this.#inForce(on);
    const { nature, service } = this.chargeType(chargeType);
    const toUtility = (credited: string): ChargeAccounts => {
      return { credited, whenCollected: null, writtenOffTo: this.account('allowance') };
    };
    if (nature === 'fee' || service === null) return toUtility(accounting.feeRevenue);
    if (nature === 'tax') return toUtility(accounting.taxPayable);
    const owner = accounting.services[service];
    if (nature === 'late-charge' && (accounting.lateCharges[service] === 'utility' || owner.owner === 'utility')) {
      return toUtility(accounting.lateChargeRevenue);
    }
    return owner.owner === 'utility' ? toUtility(owner.credited) : this.#toCity(owner, accounting);
  }

  /**
   * Whether charges of these types go to the same accounts on two dates. Throws a RangeError where no rules are in force on
   * one of them.
   */
  isCreditedAlike(chargeTypes: readonly string[], one: CalendarDate, other: CalendarDate): boolean {
    if (this.#inForce(one) === this.#inForce(other)) return true;
    return chargeTypes.every((chargeType) => {
      const { credited, whenCollected, writtenOffTo } = this.creditedFor(chargeType, one);
      const then = this.creditedFor(chargeType, other);
      return credited === then.credited && whenCollected === then.whenCollected && writtenOffTo === then.writtenOffTo;
    });
  }

  /** Whose a service is on a date, as the settings of that date say. Throws a RangeError where none are in force. */
  ownerOf(service: ServiceName, on: CalendarDate): ServiceOwner {
    return this.#inForce(on).services[service];
  }

  /** Whether a charge of a date is the City's, by the rules in force on it. Throws a RangeError where none are. */
  isOfCity(chargeType: string, on: CalendarDate): boolean {
    const { service } = this.chargeType(chargeType);
    const owner = service === null ? null : this.ownerOf(service, on);
    if (owner?.owner !== 'city') return false;
    const { credited } = this.creditedFor(chargeType, on);
    return credited === owner.due || credited === owner.notCollected;
  }

  /** The City's part in a service by the last rules up to a date that gave it one; null where none did. */
  lastCityOwnerOf(service: ServiceName, on: CalendarDate): CityOwner | null {
    for (const { effectiveFrom, value } of this.#accounting) {
      const owner = value.services[service];
      if (effectiveFrom <= on && owner.owner === 'city') return owner;
    }
    return null;
  }

  /** The services that are or were the City's, with every account that its share stands or stood in. */
  cityServices(): { service: ServiceName; due: Set<string>; notCollected: Set<string> }[] {
    return services.flatMap((service) => {
      const owners = this.#accounting.flatMap(({ value }) => {
        const owner = value.services[service];
        return owner.owner === 'city' ? [owner] : [];
      });
      const due = new Set(owners.map((owner) => owner.due));
      return owners.length === 0
        ? []
        : [{ service, due, notCollected: new Set(owners.map((owner) => owner.notCollected)) }];
    });
  }

  #inForce(on: CalendarDate): Accounting {
    return known(
      this.#accounting.find(({ effectiveFrom }) => effectiveFrom <= on),
      `setting "accounting" for ${on}`,
    ).value;
  }

  #toCity(owner: CityOwner, { writeOffBearer }: Accounting): ChargeAccounts {
    const isDueWhenBilled = owner.basis === 'billed';
    const credited = isDueWhenBilled ? owner.due : owner.notCollected;
    const writtenOffTo = writeOffBearer === 'owner' ? credited : this.account('allowance');
    return { credited, whenCollected: isDueWhenBilled ? null : owner.due, writtenOffTo };
  }

  #assertWhole(): void {
    for (const purpose of accountPurposes) this.account(purpose);
    for (const { receivable } of this.chargeTypes) {
      const { kind, isControl } = known(this.#byNumber.get(receivable), `account ${receivable}`);
      if (kind !== 'asset' || !isControl) throw new RangeError(`The account ${receivable} is no receivable.`);
    }
    for (const { value } of this.#accounting) for (const account of accountsNamed(value)) this.nameOf(account);
  }
}

function accountsNamed({ services, lateChargeRevenue, feeRevenue, taxPayable }: Accounting): string[] {
  const ofServices = Object.values(services).flatMap((owner) =>
    owner.owner === 'utility' ? [owner.credited] : [owner.due, owner.notCollected],
  );
  return [...ofServices, lateChargeRevenue, feeRevenue, taxPayable];
}

function known<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new RangeError(`The chart of accounts has no ${what}.`);
  return value;
}
