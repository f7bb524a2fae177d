import { tariffSource } from '../../../bridge/queries/tariff-versions.js';
import type { TestTown } from './town.js';

/** Every posted bill of the town was priced before this date, with rates of an earlier one. */
export const NEXT_YEAR = '2027-01-01';

/** A version's rate file with other text in some places, and from another date: next year's unless told. */
export async function changedRates(
  town: TestTown,
  tariffVersionId: string,
  changes: Readonly<Record<string, string>> = {},
  effectiveFrom = NEXT_YEAR,
): Promise<string> {
  const { text } = await tariffSource(town.database, tariffVersionId);
  const dated = text.replace(/^( *effective_date:).*$/m, `$1 ${effectiveFrom}`);
  return Object.entries(changes).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The rate file of ${tariffVersionId} has no "${from}".`);
    return changed.replaceAll(from, to);
  }, dated);
}
