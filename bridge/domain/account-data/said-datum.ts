import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import { isFee, type AccountDatum } from '../billing/account-data.js';

/** What somebody says of an account: a datum, and whose it is. */
export interface SaidDatum extends AccountDatum {
  readonly accountId: string;
}

/** Which datum is meant: of just that service (null: of all services), on a date. */
export type DatumMeant = Pick<AccountDatum, 'service' | 'name' | 'effectiveFrom'>;

/**
 * What was last said of just that service that holds on the date; null where nothing was. A fee holds on its own date
 * only. `data` stand in the order in which they take effect.
 */
export function saidOn(data: readonly AccountDatum[], meant: DatumMeant): AccountDatum | null {
  const holds = isFee(meant.name)
    ? (from: CalendarDate) => from === meant.effectiveFrom
    : (from: CalendarDate) => from <= meant.effectiveFrom;
  const found = data.findLast(
    ({ service, name, effectiveFrom }) => service === meant.service && name === meant.name && holds(effectiveFrom),
  );
  return found ?? null;
}

/** The data with one more, which counts before all that was said of its date. */
export function withDatum(data: readonly AccountDatum[], datum: AccountDatum): readonly AccountDatum[] {
  const later = data.findIndex(({ effectiveFrom }) => effectiveFrom > datum.effectiveFrom);
  return later < 0 ? [...data, datum] : data.toSpliced(later, 0, datum);
}

/** What takes a datum back: before its date nothing changes, and on it what held the day before goes on. */
export function takenBack(data: readonly AccountDatum[], datum: SaidDatum): SaidDatum {
  const dayBefore = { ...datum, effectiveFrom: addDays(datum.effectiveFrom, -1) };
  return { ...datum, value: isFee(datum.name) ? null : (saidOn(data, dayBefore)?.value ?? null) };
}

/** "dwelling_units for water". */
export function datumName({ name, service }: Pick<AccountDatum, 'name' | 'service'>): string {
  return service === null ? name : `${name} for ${service}`;
}
