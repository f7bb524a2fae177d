import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import { spokenDay } from '../billing/bill-segments.js';
import type { ActivityLine } from './statement.js';

/** What an entry did to what an account owes. */
export interface AccountEntry {
  readonly entryNumber: number;
  readonly kind: string;
  /** The kind of the entry that it reverses; null of any other. */
  readonly reversedKind: string | null;
  readonly reverses: number | null;
  readonly effectiveOn: CalendarDate;
  readonly memo: string;
  /** The last day of the bill that it cancelled or made again; null of any other. */
  readonly rebilledTo: CalendarDate | null;
  readonly amountCents: Cents;
}

/** The balance that an account began with; it counts as the previous one. */
const BROUGHT_IN = 'opening';

/** Tells whether an account came with a balance: it was billed before these books began. */
export function broughtIn(entries: readonly AccountEntry[]): boolean {
  return entries.some(({ kind }) => kind === BROUGHT_IN);
}

interface Naming {
  readonly kind: ActivityLine['kind'];
  readonly label: string;
}

/** How a customer is told of entries; a reason that someone noted for the utility is not for them. */
const NAMINGS: Readonly<Record<string, Naming>> = {
  payment: { kind: 'payment', label: 'Payment received, thank you' },
  'suspense-release': { kind: 'payment', label: 'Payment received, thank you' },
  recovery: { kind: 'adjustment', label: 'Balance written off earlier' },
  'returned-payment': { kind: 'payment', label: 'Payment returned by the bank' },
  'deposit-applied': { kind: 'payment', label: 'Deposit applied' },
  'credit-refund': { kind: 'payment', label: 'Credit refunded' },
  'late-charge': { kind: 'late-charge', label: 'Late charge' },
  fee: { kind: 'adjustment', label: 'Fee' },
  transfer: { kind: 'adjustment', label: 'Balance transferred' },
  'write-off': { kind: 'adjustment', label: 'Balance written off' },
  adjustment: { kind: 'adjustment', label: 'Adjustment' },
  bill: { kind: 'adjustment', label: 'Earlier bill' },
  rebill: { kind: 'adjustment', label: 'Earlier bill' },
};

/** The previous balance and what followed, from the entries since the last statement and what was owed on it. */
export interface AccountActivity {
  readonly previousCents: Cents;
  readonly lines: readonly ActivityLine[];
}

/**
 * What a customer is told of the entries since the last statement. One that another of them reverses is not told, nor is
 * what only applied a credit: neither changed what is owed.
 */
export function accountActivity(owedBefore: Cents, entries: readonly AccountEntry[]): AccountActivity {
  const numbers = new Set(entries.map(({ entryNumber }) => entryNumber));
  const reversed = new Set(
    entries.flatMap(({ reverses }) => (reverses !== null && numbers.has(reverses) ? reverses : [])),
  );
  const told = entries.filter(({ entryNumber, reverses, amountCents }) => {
    return amountCents !== 0 && !reversed.has(entryNumber) && !(reverses !== null && numbers.has(reverses));
  });
  const opening = told.filter(({ kind }) => kind === BROUGHT_IN);
  return {
    previousCents: cents(opening.reduce((sum: number, { amountCents }) => sum + amountCents, owedBefore)),
    lines: told.filter(({ kind }) => kind !== BROUGHT_IN).map(toLine),
  };
}

function toLine({ kind, reversedKind, rebilledTo, effectiveOn, amountCents }: AccountEntry): ActivityLine {
  if (rebilledTo !== null) {
    const label = `Bill to ${spokenDay(rebilledTo)} ${kind === 'rebill' ? 'made again' : 'cancelled'}`;
    return { kind: 'adjustment', label, on: effectiveOn, amountCents };
  }
  const naming = NAMINGS[reversedKind ?? kind] ?? { kind: 'adjustment', label: 'Adjustment' };
  const label = reversedKind === null ? naming.label : `${undone(reversedKind, naming.label)} taken back`;
  return { kind: naming.kind, label, on: effectiveOn, amountCents };
}

function undone(kind: string, label: string): string {
  return kind === 'payment' || kind === 'suspense-release' ? 'Payment' : label;
}
