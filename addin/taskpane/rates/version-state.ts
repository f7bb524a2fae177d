import type { TariffVersionRow } from '../../../bridge/contract/api.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';

/** later: comes into force. current: in force. former: followed by another. */
export type VersionState = 'later' | 'current' | 'former';

/** Where each version of a tariff stands on a day, by its id. */
export function versionStates(
  versions: readonly Pick<TariffVersionRow, 'tariffVersionId' | 'effectiveFrom'>[],
  today: CalendarDate,
): ReadonlyMap<string, VersionState> {
  const newest = versions
    .map(({ effectiveFrom }) => effectiveFrom)
    .filter((date) => date <= today)
    .sort()
    .at(-1);
  return new Map(
    versions.map(({ tariffVersionId, effectiveFrom }) => [
      tariffVersionId,
      effectiveFrom > today ? 'later' : effectiveFrom === newest ? 'current' : 'former',
    ]),
  );
}
