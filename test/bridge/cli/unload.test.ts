import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { beaconFile, plainHouses, recordOf, stopsOf } from '../../support/town/reading-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('unloading a second file for a route by command line', () => {
  const town = useTown();
  let route: string;
  let second: string;
  const unload = (...flags: string[]) => commandLine('unload', second, '--data', path.dirname(town().file), ...flags);

  beforeEach(async () => {
    const [house] = plainHouses(await stopsOf(town(), BEACON_RUN));
    assert.ok(house);
    const data = path.dirname(town().file);
    const first = path.join(data, 'first.csv');
    second = path.join(data, 'second.csv');
    await writeFile(first, beaconFile([recordOf(house, house.usualCounts)]));
    await writeFile(second, beaconFile([recordOf(house, house.usualCounts + 7)]));
    assert.equal((await commandLine('unload', first, '--data', data)).code, 0);
    route = await town().value<string>(
      'SELECT route_id FROM account JOIN premises USING (premises_id) WHERE account_id = ?',
      [house.read.accountId],
    );
  });

  it('is refused until it is said what becomes of the stops that were read, and says how to say it', async () => {
    const { code, err } = await unload();
    assert.equal(code, 1);
    assert.match(err, /already read.*--add-reads or --replace-reads, or by route with --add-route or --replace-route/s);
    assert.match(err, new RegExp(`Read before: ${route} \\(1 stop\\)`));
    assert.match((await unload('--replace-route', 'R99')).err, /There is no route "R99"/);
  });

  it('lets what was read stand, or replaces it, on the routes that are named or on all', async () => {
    const kept = new RegExp(`Route ${route}: 1 stop read before; what was read stands\\.`);
    const replaced = new RegExp(`Route ${route}: 1 stop read before; this file replaces what was read\\.`);
    assert.match((await unload('--preview', '--add-reads')).out, kept);
    assert.match((await unload('--preview', '--add-route', route, '--replace-reads')).out, kept);
    assert.match((await unload('--preview', '--replace-reads')).out, replaced);
    assert.match((await unload('--replace-route', route.toLowerCase())).out, replaced);
  });

  it('is refused where both are said of one route, or of all', async () => {
    const { code, err } = await unload('--add-route', route, '--replace-route', route.toLowerCase());
    assert.equal(code, 1);
    assert.match(err, new RegExp(`Route ${route} stands after --add-route and after --replace-route\\.`));
    assert.equal((await unload('--add-reads', '--replace-reads')).code, 2);
  });
});
