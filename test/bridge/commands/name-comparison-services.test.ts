import assert from 'node:assert/strict';
import { nameComparisonServices } from '../../../bridge/commands/name-comparison-services.js';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import type { ComparisonServices } from '../../../bridge/contract/settings/comparison-services.js';
import { readTheirFile } from '../../../bridge/queries/comparison.js';
import { settingOn } from '../../../bridge/queries/utility-settings.js';
import { startingComparisonServices } from '../../../migrations/starting-comparison-services.js';
import { assertProven } from '../../support/town/run-reversal.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { TestTown } from '../../support/town/town.js';

describe('a name of another system for a service', () => {
  let town: TestTown;
  before(async () => (town = await TestTown.open()));
  after(() => town.close());

  const named = (names: readonly { name: string; service: string }[], role?: 'auditor') =>
    town.run(nameComparisonServices, { names }, role === undefined ? {} : { role });
  const inForce = async (on = TODAY) =>
    (await settingOn(town.database, 'comparison-services', on)) as ComparisonServices;
  const read = () => {
    const content = Buffer.from('Account,Service,Charge\n1,Res Wtr,1.00\n1,IRRIG,2.00\n1,Street Light,3.00\n');
    return readTheirFile(town.database, { fileName: 'old.csv', content, usageUnit: null }, NOW);
  };

  it('is told to who compares, to be said the meaning of, each once', async () => {
    await assert.rejects(read(), ({ issues }: { issues: { value: string; column: string }[] }) => {
      assert.deepEqual(
        issues.map(({ value, column }) => [value, column]),
        ['Res Wtr', 'IRRIG', 'Street Light'].map((name) => [name, 'Service']),
      );
      return true;
    });
  });

  it('is known from today on once its meaning was said, also in what the setting will be later', async () => {
    const later = addDays(TODAY, 10);
    await town.writeSetting('comparison-services', later, { ...startingComparisonServices, leftOut: ['Street light'] });
    const { outcome, reply } = await named([
      { name: 'Res Wtr', service: 'water' },
      { name: 'IRRIG', service: 'water' },
      { name: ' Street Light ', service: 'leftOut' },
    ]);
    assert.equal(outcome, 'applied');
    assert.deepEqual(reply.added, ['Res Wtr', 'IRRIG', 'Street Light']);
    const { lines, leftOut } = await read();
    assert.deepEqual([lines.map(({ service, chargeCents }) => [service, chargeCents]), leftOut], [[['water', 300]], 1]);
    assert.deepEqual((await inForce(later)).leftOut, ['Street light']);
    assert.deepEqual((await inForce(later)).water.slice(-2), ['Res Wtr', 'IRRIG']);
    assert.deepEqual(await inForce(addDays(TODAY, -1)), startingComparisonServices);
    await assertProven(town);
  });

  it('keeps its meaning: the same again changes nothing, another is refused, and so is a name of nothing', async () => {
    const before = await inForce();
    assert.equal((await named([{ name: 'irrig', service: 'water' }])).outcome, 'already-applied');
    await assert.rejects(named([{ name: 'irrig', service: 'sewer' }]), {
      code: 'name-taken',
      message: '"irrig" stands for water already.',
    });
    const twice = [
      { name: 'New', service: 'sewer' },
      { name: 'NEW', service: 'garbage' },
    ];
    await assert.rejects(named(twice), { code: 'name-taken' });
    await assert.rejects(named([{ name: ' ', service: 'sewer' }]));
    await assert.rejects(named([{ name: 'Gas', service: 'gas' }]));
    await assert.rejects(named([{ name: 'Gas', service: 'leftOut' }], 'auditor'), { code: 'role-not-allowed' });
    assert.deepEqual(await inForce(), before);
  });
});
