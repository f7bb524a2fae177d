import assert from 'node:assert/strict';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the commands of routes', () => {
  let data = '';
  before(async () => {
    data = path.dirname(await townCopy());
  });

  const curbstop = (...args: string[]) => commandLine('routes', ...args, '--data', data);

  it('list the cycles with their routes, and export the stops of some in walking order', async () => {
    const { out } = await curbstop('list');
    assert.match(out, /^1: Cycle 1, north and west\n {2}R01 {2}Route 01; 7 stops\n/);
    const rows = parse<Record<string, string>>((await curbstop('export', '--route', 'R02', 'r01')).out, {
      columns: true,
    });
    assert.deepEqual(
      rows.map((row) => [row['Route'], row['Stop']]),
      ['R02', 'R01'].flatMap((route) => [1, 2, 3, 4, 5, 6, 7].map((stop) => [route, String(stop)])),
    );
    assert.notEqual(rows[0]?.['Service address'], '');
    const unknown = await curbstop('export', '--route', 'R99');
    assert.deepEqual([unknown.code, /no route "R99"/.test(unknown.err)], [1, true]);
  });

  it('make a route, a preview first, and refuse one that is there or that no device could name', async () => {
    const flags = ['--cycle', '1', '--name', 'Weatherly, phase 2'];
    assert.match((await curbstop('add', 'R20', ...flags)).out, /Nothing was changed/);
    assert.doesNotMatch((await curbstop('list')).out, /R20/);
    assert.match((await curbstop('add', 'R20', ...flags, '--post')).out, /in Cycle 1, north and west\.\nReceipt \d+\./);
    assert.match((await curbstop('list')).out, /R20 {2}Weatherly, phase 2; 0 stops/);
    for (const [route, cycle, name, what] of [
      ['r20', '1', 'Again', /There is a route R20 already/],
      ['Route twenty', '1', 'Two words', /can't name a route/],
      ['R20000000', '1', 'Too long', /can't name a route/],
      ['R21', '9', 'Nowhere', /no cycle "9"/],
      ['R21', '1', ' ', /has no name/],
    ] as const) {
      const refused = await curbstop('add', route, '--cycle', cycle, '--name', name, '--post');
      assert.equal(refused.code, 1);
      assert.match(refused.err, what);
    }
  });
});
