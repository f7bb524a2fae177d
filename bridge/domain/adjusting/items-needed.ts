import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type { ItemsOf } from '../ledger/open-item.js';
import type { TypedAdjustment } from './typed-adjustment.js';

/** Of which charges a kind looks at what is open, or credits it: those of its service, of any, or none. */
const CHARGES: Readonly<Record<AdjustmentKind, 'of-its-service' | 'any' | 'none'>> = {
  leak: 'any',
  misread: 'of-its-service',
  'wrong tariff': 'of-its-service',
  'wrong meter or multiplier': 'of-its-service',
  'billed after move-out': 'of-its-service',
  'billing error': 'of-its-service',
  goodwill: 'of-its-service',
  'returned payment fee': 'any',
  'late charge waiver': 'of-its-service',
  'deposit correction': 'none',
  'transfer between accounts': 'of-its-service',
  'write-off': 'of-its-service',
  rebill: 'none',
};

/**
 * Says of which open items rows are decided, so that no others are read: a row of a service needs no item of another. Each
 * item is of one of them only. A row that is of no service needs all that is open on its account.
 */
export function itemsNeeded(typed: readonly TypedAdjustment[]): ItemsOf[] {
  const servicesOf = new Map<string, Set<ItemsOf['service']>>();
  for (const { accountId, kind, service } of typed) {
    if (CHARGES[kind] === 'none') continue;
    const wanted = servicesOf.get(accountId) ?? new Set();
    servicesOf.set(accountId, wanted.add(CHARGES[kind] === 'any' ? null : service));
  }
  return [...servicesOf].flatMap(([accountId, wanted]) => {
    return (wanted.has(null) ? [null] : [...wanted]).map((service) => ({ accountId, service }));
  });
}
