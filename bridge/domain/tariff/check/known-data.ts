/** Names that OWRS files and Curbstop's settings take from the account's data. */
const KNOWN_DATA: ReadonlySet<string> = new Set([
  'usage_ccf',
  'usage_gallons',
  'billed_usage',
  'meter_size',
  'meter_type',
  'meter_count',
  'cust_class',
  'customer_class',
  'carts',
  'dwelling_units',
  'number_dwelling_units',
  'multi_family_residential_units',
  'hhsize',
  'irr_area',
  'lot_area',
  'land_area',
  'lot_size_group',
  'et_amount',
  'days_in_period',
  'days_billed',
  'days_full',
  'read_date',
  'season',
  'city_limits',
  'pressure_zone',
  'elevation_zone',
  'water_type',
  'water_use_category',
  'tax_exemption',
  'commercial_budget',
  'comm_budget',
  'three_year_avg',
  'rolling_average',
  'usage_indoor_budget_ccf',
  'diameter_connection',
  'diameter_of_connection',
  'winter_average',
  'programme_ends',
  'previous_reading',
  'current_reading',
]);

/** Tells whether a name is one that utilities give with an account, such as a fee's count or another service's bill. */
export function isKnownData(name: string): boolean {
  return KNOWN_DATA.has(name) || name.startsWith('fee_') || /^[a-z]+_bill$/.test(name);
}

/**
 * The name nearest to a misspelt one, at most two letters away and one in a short name; null for none. Names that
 * differ by digits only, such as zone_1 and zone_2, are no misspellings of each other.
 */
export function nearestName(name: string, fields: readonly string[]): string | null {
  if (name.length < 3) return null;
  let best: string | null = null;
  let least = name.length < 6 ? 2 : 3;
  const letters = withoutDigits(name);
  for (const known of [...fields, ...KNOWN_DATA]) {
    if (withoutDigits(known) === letters) continue;
    const distance = edits(name, known, least);
    if (distance < least) [best, least] = [known, distance];
  }
  return best;
}

function withoutDigits(name: string): string {
  return name.replace(/\d+/g, '');
}

/** How many letters must be put in, taken out or exchanged (Levenshtein); `most` or more are not told apart. */
function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? most;
}
