import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { PricedBills } from '../../../bridge/domain/billing/priced-bills.js';
import { CalculatedRuns } from '../../../bridge/queries/calculated-runs.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { billRunProgress } from '../../../bridge/queries/run-steps.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { MVRS_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest } from '../../support/town/sheet-rows.js';
import { actorOf, useTown } from '../../support/town/town.js';

const WATER = 'water-sample@2000-01-01';

describe('a run that is calculated again', () => {
  const town = useTown();
  const db = () => town().database;
  let calculated = new CalculatedRuns();
  const said = async () => {
    const { steps } = await billRunProgress(db(), MVRS_RUN, actorOf('coordinator').person, calculated);
    return steps.find(({ step }) => step === 'calculate')?.sentence ?? '';
  };
  const bills = async () => runBills(db(), await billRun(db(), MVRS_RUN));
  const useMore = (accountId: string, gallons: number) =>
    db().raw('UPDATE period_read SET usage_gallons = usage_gallons + ? WHERE bill_run_id = ? AND account_id = ?', [
      ...[gallons, MVRS_RUN, accountId],
    ]);
  const onWater = async () => {
    const all = await bills();
    return all.filter(({ bill, usageGallons }) => {
      return usageGallons > 0 && bill?.charges.some(({ service }) => service === 'water');
    });
  };
  beforeEach(async () => {
    calculated = new CalculatedRuns();
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
  });

  it('says nothing the first time, nor where nothing changed', async () => {
    assert.doesNotMatch(await said(), /again/);
    assert.doesNotMatch(await said(), /again/);
  });

  it('calculates only the bills whose reads changed, and says how many', async () => {
    await said();
    const [one, other] = await onWater();
    assert.ok(one && other);
    const before = new Map((await bills()).map(({ accountId, bill }) => [accountId, bill]));
    await useMore(one.accountId, 70_010);
    await useMore(other.accountId, 80_010);
    const touched = (await bills()).filter(({ accountId, bill }) => before.get(accountId) !== bill);
    assert.deepEqual(touched.map(({ accountId }) => accountId).sort(), [one.accountId, other.accountId].sort());
    assert.match(await said(), /calculated; 2 of them again, as a read, an account or rates changed/);
    assert.doesNotMatch(await said(), /again/);
  });

  it('calculates the bill of an account whose data changed, and those whose rates did', async () => {
    const [one] = await onWater();
    assert.ok(one);
    await said();
    const value = '1';
    const { accountId } = one;
    await town().run(setAccountInput, { accountId, name: 'fee_connection', value, effectiveFrom: one.period.to });
    assert.match(await said(), / 1 of them again/);
    const onTariff = (await bills()).filter(({ services }) =>
      services.some(({ tariffId }) => tariffId === 'water-sample'),
    );
    await db().raw(
      `INSERT INTO tariff_version (tariff_version_id, tariff_id, effective_from, is_sample, source, source_hash)
       SELECT ?, tariff_id, ?, is_sample, source, source_hash FROM tariff_version WHERE tariff_version_id = ?`,
      [`water-sample@${one.period.to}`, one.period.to, WATER],
    );
    assert.match(await said(), new RegExp(`; ${onTariff.length} of them again`));
  });

  it('has the bills that a program gives which remembers none, after any changes', async () => {
    const accountIds = (await onWater()).map(({ accountId }) => accountId);
    const change = fc.record({
      accountId: fc.constantFrom(...accountIds),
      gallons: fc.constantFrom(10, 1_000, 40_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), async (changes, moves) => {
        for (const { accountId, gallons } of changes) await useMore(accountId, gallons);
        if (moves)
          await db().raw(`UPDATE account SET rate_class = 'MULTIFAMILY' WHERE account_id = ?`, [accountIds[0] ?? '']);
        else
          await db().raw('UPDATE bill_run SET billed_on = date(billed_on, ?) WHERE bill_run_id = ?', [
            '1 day',
            MVRS_RUN,
          ]);
        const run = await billRun(db(), MVRS_RUN);
        assert.deepEqual(await runBills(db(), run), await runBills(db(), run, new PricedBills()));
      }),
      { numRuns: 25 },
    );
  });
});
