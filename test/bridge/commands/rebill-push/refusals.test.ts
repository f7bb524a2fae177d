import assert from 'node:assert/strict';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { enter } from '../../../support/town/run-reversal.js';
import { COMPOUND, HOUSE, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

describe('the Rebill sheet refuses, with all issues of all rows at once,', () => {
  const { town, rebills, row } = useRebillSheet();

  it('what is no correction of a read', async () => {
    const [last, before] = [await row(), await row(HOUSE, 1)];
    assert.deepEqual(
      await rebills().refusals(HOUSE, {
        [last.key]: { newRead: -5, newMultiplier: '0', newTariffs: 'sewer-nowhere, water-sample, water-sample' },
        [before.key]: { newRead: 12_345_678, newCarts: -1, reason: 'x' },
      }),
      [
        ...['newRead over-capacity', 'newCarts not-positive'],
        ...['reason missing', 'newRead reading-negative', 'newMultiplier not-positive'],
        ...['newTariffs unknown-tariff', 'newTariffs two-tariffs'],
      ],
    );
  });

  it('a read that is text, a class that there is not, and half a gallon of carts', async () => {
    const { key } = await row();
    assert.deepEqual(
      await rebills().refusals(HOUSE, {
        [key]: { newRead: '48 thousand', newReadOn: 'soon', newClass: 'Palace', newCarts: 1.5, reason: 'x' },
      }),
      ['newRead not-integer', 'newReadOn not-date', 'newClass not-a-choice', 'newCarts not-integer'],
    );
  });

  it('a read below the one before it that is no rollover, and one that leaves the next period none', async () => {
    const [last, before] = [await row(), await row(HOUSE, 1)];
    const below = { newRead: Number(last.cell('previous')) - 1, reason: 'x' };
    assert.deepEqual(await rebills().refusals(HOUSE, { [last.key]: below }), ['newRead reading-not-possible']);
    const above = { newRead: last.read + 1, reason: 'x' };
    assert.deepEqual(await rebills().refusals(HOUSE, { [before.key]: above }), ['newRead reading-not-possible']);
  });

  it('a date that does not lie between those of its neighbours, and one that has not come', async () => {
    const [last, before] = [await row(), await row(HOUSE, 1)];
    const dated = (newReadOn: string) => ({ newReadOn, reason: 'x' });
    const codes = ['newReadOn date-not-between'];
    assert.deepEqual(await rebills().refusals(HOUSE, { [last.key]: dated('2026-09-18') }), codes);
    assert.deepEqual(await rebills().refusals(HOUSE, { [before.key]: dated('2026-10-19') }), codes);
    assert.deepEqual(await rebills().refusals(HOUSE, { [last.key]: dated('2026-11-24') }), codes);
  });

  it('two rows of a bill that contradict each other', async () => {
    const [high, low] = await rebills().rows(COMPOUND);
    assert.ok(high && low);
    assert.deepEqual(
      await rebills().refusals(COMPOUND, {
        [String(high('key'))]: { newClass: 'Multifamily', reason: 'x' },
        [String(low('key'))]: { newClass: 'Residential', reason: 'x' },
      }),
      ['newClass two-answers', 'newClass two-answers'],
    );
  });

  it('a bill that comes out as it is, and a row that says nothing', async () => {
    const [last, before] = [await row(), await row(HOUSE, 1)];
    const asIs = { decision: 'rebill', reason: 'Look again' };
    assert.deepEqual(await rebills().refusals(HOUSE, { [last.key]: asIs }), ['decision nothing-changed']);
    assert.deepEqual(await rebills().refusals(HOUSE, { [before.key]: { reason: 'Hm' } }), ['decision nothing-typed']);
  });

  it('rates that were not in force then, with the bill that they are missing for', async () => {
    await town().database.raw(`INSERT INTO tariff VALUES ('sewer-new', 'sewer', 'Sewer to come')`);
    const { key } = await row();
    assert.deepEqual(await rebills().refusals(HOUSE, { [key]: { newTariffs: 'sewer-new', reason: 'x' } }), [
      'decision no-tariff-in-force',
    ]);
  });

  it('part of what is one whole: one bad row keeps the others from being made again', async () => {
    const [last, before] = [await row(), await row(HOUSE, 1)];
    const edits = {
      [last.key]: { newRead: last.read - 10, reason: 'x' },
      [before.key]: { newRead: 'a lot', reason: 'x' },
    };
    const sheet = await rebills().pull(HOUSE);
    const { outcome, reply } = await rebills().push(sheet, edits, { mode: 'valid' });
    assert.deepEqual([outcome, reply.applied], ['refused', 0]);
  });

  it('what was written off or transferred', async () => {
    const { key, read } = await row('07-0001-01');
    await enter(town(), { account: '07-0001-01', what: 'write-off', amount: '100.00', reason: 'Gone' });
    const oldest = (await rebills().rows('07-0001-01')).find((each) => each('dueOn') === '2026-10-11');
    assert.ok(oldest);
    const edits = { [String(oldest('key'))]: { newClass: 'Business', reason: 'x' } };
    assert.deepEqual(await rebills().refusals('07-0001-01', edits), ['decision bill-settled']);
    assert.ok(read > 0 && key !== '');
  });

  it('whoever only looks', async () => {
    const { key, read } = await row();
    const sheet = await rebills().pull(HOUSE);
    await assert.rejects(rebills().push(sheet, { [key]: { newRead: read - 1, reason: 'x' } }, { role: 'auditor' }), {
      code: 'role-not-allowed',
    });
  });

  it('an account or months without bills', async () => {
    const codeOf = (error: unknown) => (error instanceof CurbstopError ? error.code : '');
    await assert.rejects(rebills().pull('99-9999-99'), (error) => codeOf(error) === 'unknown-account');
    await assert.rejects(
      rebills().pull(HOUSE, { fromMonth: '2019-01', throughMonth: '2019-02' }),
      (error) => codeOf(error) === 'no-such-bill',
    );
  });
});
