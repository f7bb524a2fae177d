import type { ServiceName } from '../../contract/services.js';

export interface LedgerAccount {
  readonly ledgerAccount: string;
  readonly name: string;
  readonly kind: 'asset' | 'liability' | 'revenue' | 'expense';
  /** A control account's postings name the customer account they belong to. */
  readonly isControl: boolean;
  readonly service: ServiceName | null;
}

/** Where a service's charges are owed to us, and where they are credited. */
interface ServiceAccounts {
  readonly receivable: string;
  readonly credited: string;
}

const SERVICE_ACCOUNTS: Readonly<Record<ServiceName, ServiceAccounts>> = {
  water: { receivable: '1110', credited: '4010' },
  sewer: { receivable: '1120', credited: '2110' },
  garbage: { receivable: '1130', credited: '2120' },
};

export const CASH = '1010';
export const UNAPPLIED_CREDIT = '2400';

/** The chart a new database starts with. Sewer and garbage are billed for the City and are never our revenue. */
export const ledgerAccounts: readonly LedgerAccount[] = [
  { ledgerAccount: CASH, name: 'Cash', kind: 'asset', isControl: false, service: null },
  { ledgerAccount: '1110', name: 'Receivable, water', kind: 'asset', isControl: true, service: 'water' },
  { ledgerAccount: '1120', name: 'Receivable, sewer', kind: 'asset', isControl: true, service: 'sewer' },
  { ledgerAccount: '1130', name: 'Receivable, garbage', kind: 'asset', isControl: true, service: 'garbage' },
  { ledgerAccount: '2110', name: 'Due to City, sewer', kind: 'liability', isControl: false, service: 'sewer' },
  { ledgerAccount: '2120', name: 'Due to City, garbage', kind: 'liability', isControl: false, service: 'garbage' },
  { ledgerAccount: UNAPPLIED_CREDIT, name: 'Unapplied credit', kind: 'liability', isControl: true, service: null },
  { ledgerAccount: '4010', name: 'Water revenue', kind: 'revenue', isControl: false, service: 'water' },
];

/** The control account that says what customers owe for a service. */
export function receivableOf(service: ServiceName): string {
  return SERVICE_ACCOUNTS[service].receivable;
}

/** The account that a service's charge is credited to: our revenue for water, owed to the City for the others. */
export function creditedFor(service: ServiceName): string {
  return SERVICE_ACCOUNTS[service].credited;
}
