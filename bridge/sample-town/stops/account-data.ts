import { randomOf } from '../random.js';
import type { TownDatum } from '../town.js';
import type { StopKind } from './stop-kinds.js';

/** The programme's applications of one year lapse in January unless renewed. */
const PROGRAMME_ENDS = '2027-01-31';
const DWELLINGS: readonly [fewest: number, most: number] = [4, 40];
const OUTSIDE_SHARE = 0.25;

/** What is said of a stop's accounts. Numbers of its own keep the rest of the town as it is. */
export function accountData(seed: number, index: number, kind: StopKind): TownDatum[] {
  const random = randomOf(seed, 'data', index);
  // The sewers end where the city does.
  const isOutside = kind.water && !kind.sewer && random.chance(OUTSIDE_SHARE);
  const data: TownDatum[] = [{ name: 'city_limits', value: isOutside ? 'outside_city' : 'inside_city' }];
  if (kind.rateClass === 'MULTIFAMILY') {
    data.push({ name: 'dwelling_units', value: String(random.int(...DWELLINGS)) });
  }
  if (kind.rateClass === 'REDUCED') data.push({ name: 'programme_ends', value: PROGRAMME_ENDS });
  return data;
}
