import assert from 'node:assert/strict';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { postRun } from './bill-run.js';
import { changedRates } from './rate-files.js';
import { beaconFile, plainHouses, recordOf, stopsOf, unload } from './reading-files.js';
import { BEACON_RUN } from './sample-town-file.js';
import { acceptTheRest } from './sheet-rows.js';
import type { TestTown } from './town.js';

/** New versions of the sewer tariff: what each changes in the rates of the year, and from when. */
export type NewVersions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** New rates that prorate the base, and price it and the use otherwise. */
const PRORATED_RATES: NewVersions = {
  '2026-10-20': {
    '    service: sewer\n': '    service: sewer\n    crossing: days\n    proration: {times: [service_charge]}\n',
    'service_charge: 22.92\n    flat_rate: 3.19': 'service_charge: 25.00\n    flat_rate: 3.50',
  },
};

/** New versions that prorate nothing, and whose rates are those before: 14, 8 and 9 days. */
export const UNCHANGED_RATES: NewVersions = {
  '2026-10-20': { '    service: sewer\n': '    service: sewer\n    crossing: days\n' },
  '2026-10-28': { '    service: sewer\n': '    service: sewer\n    crossing: days\n' },
};

/**
 * Posts the run of October 6 to November 5, 31 days, which new versions of the sewer tariff divide by days: one from
 * October 20 with other rates, unless told. Gives the account of a house with 6,000 gallons.
 */
export async function postCrossingRun(town: TestTown, versions: NewVersions = PRORATED_RATES): Promise<string> {
  for (const [from, changes] of Object.entries(versions)) {
    const source = await changedRates(town, 'sewer-alabaster@2026-02-15', changes, from);
    await town.run(setTariffVersion, { tariffId: 'sewer-alabaster', source });
  }
  const stops = await stopsOf(town, BEACON_RUN);
  const house = plainHouses(stops)[0]?.read.accountId ?? '';
  // 600 counts of ten gallons: 6,000 gallons.
  const records = stops.map((stop) => recordOf(stop, stop.read.accountId === house ? 600 : stop.usualCounts));
  await unload(town, beaconFile(records));
  await acceptTheRest(town, BEACON_RUN);
  const { outcome } = await postRun(town, BEACON_RUN);
  assert.equal(outcome, 'applied');
  return house;
}
