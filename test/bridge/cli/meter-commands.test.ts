import assert from 'node:assert/strict';
import path from 'node:path';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the meter commands', () => {
  let file = '';
  const meters = (...args: string[]) => commandLine('meters', ...args, '--data', path.dirname(file));

  before(async () => {
    file = await townCopy();
  });

  it('list the meters as CSV, by state or by route', async () => {
    const all = await meters('list');
    assert.deepEqual([all.code, all.out.split('\n')[0]?.slice(0, 32)], [0, 'Key,Meter,State,Account,Address,']);
    const [stock, place, route] = [
      await meters('list', '--state', 'in stock'),
      await meters('list', '--state', 'in place'),
      await meters('list', '--route', 'R01'),
    ];
    const lines = ({ out }: { out: string }) => out.trim().split('\n').slice(1);
    assert.equal(lines(stock).length + lines(place).length, lines(all).length);
    assert.ok(lines(route).length > 0 && lines(route).length < lines(place).length);
    assert.match(route.err, /Meters: In place on route R01\. In place: \d+/);
    assert.equal((await meters('list', '--route', 'R99')).code, 1);
    assert.equal((await meters('list', '--state', 'lost')).code, 2);
  });

  it('tell the history of one meter, and refuse one that is not there', async () => {
    const database = await openDatabase(file);
    const [row] = await database.raw<{ id: string }[]>('SELECT min(meter_id) AS id FROM period_read');
    await database.destroy();
    const history = await meters('history', row?.id ?? '');
    assert.equal(history.code, 0);
    assert.match(history.out, /,read,/);
    assert.match(history.out, /,installed,/);
    const unknown = await meters('history', 'X');
    assert.deepEqual([unknown.code, unknown.out], [1, '']);
    assert.match(unknown.err, /There is no meter "X"/);
  });
});
