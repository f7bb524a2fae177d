import type { CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { isBilled, isFee } from '../billing/account-data.js';
import type { SaidDatum } from './said-datum.js';

export type DatumState = 'in force' | 'to come' | 'to be billed';

/** A datum that counts today or will. */
export type ListedDatum<Datum extends SaidDatum> = Datum & { readonly state: DatumState };

/** The day on which a list is made, and the last day that is billed of each account. */
export interface ListDay {
  readonly today: CalendarDate;
  readonly billedTo: (accountId: string) => CalendarDate | null;
}

/**
 * What counts of all that was said, each of its account, service and name: what is in force today, what is to come, and
 * fees that no bill has charged yet. The data stand in the order in which they take effect.
 */
export function listedData<Datum extends SaidDatum>(data: readonly Datum[], day: ListDay): ListedDatum<Datum>[] {
  const meant = groupBy(data, ({ accountId, service, name }) => JSON.stringify([accountId, service, name]));
  return [...meant.values()].flatMap((said) => {
    const lastOfDates = [...new Map(said.map((datum) => [datum.effectiveFrom, datum])).values()];
    return said.some(({ name }) => isFee(name)) ? openFees(lastOfDates, day) : inForce(lastOfDates, day);
  });
}

function openFees<Datum extends SaidDatum>(fees: readonly Datum[], { billedTo }: ListDay): ListedDatum<Datum>[] {
  return fees
    .filter(
      ({ accountId, value, effectiveFrom }) => Number(value ?? 0) > 0 && !isBilled(effectiveFrom, billedTo(accountId)),
    )
    .map((fee) => ({ ...fee, state: 'to be billed' }));
}

function inForce<Datum extends SaidDatum>(data: readonly Datum[], { today }: ListDay): ListedDatum<Datum>[] {
  const now = data.findLast(({ effectiveFrom }) => effectiveFrom <= today);
  const later = data.filter(({ effectiveFrom }) => effectiveFrom > today);
  return [
    ...(now && now.value !== null ? [{ ...now, state: 'in force' as const }] : []),
    ...later.map((datum) => ({ ...datum, state: 'to come' as const })),
  ];
}
