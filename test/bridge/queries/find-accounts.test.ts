import assert from 'node:assert/strict';
import { ACCOUNT_HITS_MAX } from '../../../bridge/contract/account-search.js';
import { findAccounts } from '../../../bridge/queries/find-accounts.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { workMeters } from '../../support/town/meter-work.js';
import { useTown } from '../../support/town/town.js';

interface Somebody {
  readonly account_id: string;
  readonly customer_id: number;
  readonly premises_id: string;
  readonly meter_id: string;
}

describe('a search for accounts', () => {
  const town = useTown();
  let people: Somebody[];
  beforeEach(async () => {
    people = await town().database.raw<Somebody[]>(
      `SELECT account_id, customer_id, premises_id, meter_id FROM account JOIN meter_installation USING (premises_id)
       WHERE closed_on IS NULL AND removed_on IS NULL GROUP BY account_id HAVING count(*) = 1 ORDER BY account_id`,
    );
  });

  const find = async (typed: string) => findAccounts(town().database, typed);
  const idsOf = async (typed: string) => (await find(typed)).hits.map(({ accountId }) => accountId);
  const person = (index: number) => people[index] ?? assert.fail('too few people');
  const name = (index: number, text: string) =>
    town().database.raw('UPDATE customer SET name = ? WHERE customer_id = ?', [text, person(index).customer_id]);

  it('finds by account number, name, address and meter number, capitals or not, and says by which meter', async () => {
    const { account_id: accountId, premises_id: premises, meter_id: meterId } = person(3);
    await name(3, 'Zebulon Quackenbush');
    await town().database.raw(`UPDATE premises SET address = '17 Xylophone Alley' WHERE premises_id = ?`, [premises]);
    const hit = { accountId, customerName: 'Zebulon Quackenbush', address: '17 Xylophone Alley', status: 'active' };
    for (const typed of ['zebulon', 'QUACKEN', '  zebulon   quack ', '17 xylo', 'phone all']) {
      assert.deepEqual(await find(typed), { hits: [{ ...hit, meterId: null }], hasMore: false }, typed);
    }
    assert.equal((await find(accountId.toLowerCase())).hits[0]?.accountId, accountId);
    const [byMeter] = (await find(meterId.toLowerCase())).hits;
    assert.deepEqual(byMeter, { ...hit, meterId });
  });

  it('gives the very number first, then what begins with the text, then what has it anywhere', async () => {
    await name(1, 'Aaron Zzyx');
    await name(2, 'Zzyx, Bertha');
    assert.deepEqual(await idsOf('zzyx'), [person(2).account_id, person(1).account_id]);
    await name(3, `${person(5).account_id} Holdings`);
    assert.deepEqual((await idsOf(person(5).account_id)).slice(0, 2), [person(5).account_id, person(3).account_id]);
  });

  it('tells each account once, twenty at most, and says when there are more', async () => {
    const all = await town().database.raw<{ n: number }[]>('SELECT count(*) AS n FROM account');
    assert.ok((all[0]?.n ?? 0) > ACCOUNT_HITS_MAX);
    await town().database.raw(`UPDATE customer SET name = 'Everyone ' || customer_id`);
    const { hits, hasMore } = await find('everyone');
    assert.deepEqual([hits.length, hasMore], [ACCOUNT_HITS_MAX, true]);
    assert.equal(new Set(hits.map(({ accountId }) => accountId)).size, ACCOUNT_HITS_MAX);
  });

  it('says that there are no more where just as many are found as are told', async () => {
    for (let index = 0; index < ACCOUNT_HITS_MAX; index += 1) await name(index, `Qwxyz ${index}`);
    const { hits, hasMore } = await find('qwxyz');
    assert.deepEqual([hits.length, hasMore], [ACCOUNT_HITS_MAX, false]);
  });

  it('tells people of one name in the order of their accounts, whatever order they were entered in', async () => {
    for (const index of [4, 2, 6]) await name(index, 'Namesake, Ada');
    assert.deepEqual(
      await idsOf('namesake'),
      [2, 4, 6].map((index) => person(index).account_id),
    );
  });

  it('finds a closed account, and says that it is closed', async () => {
    await name(2, 'Gonebyzantine');
    const { account_id: accountId } = person(2);
    await town().database.raw(`UPDATE account SET status = 'closed', closed_on = opened_on WHERE account_id = ?`, [
      accountId,
    ]);
    assert.deepEqual(
      (await find('gonebyzantine')).hits.map(({ accountId: id, status }) => [id, status]),
      [[accountId, 'closed']],
    );
  });

  it('finds by a word of the name and the number of the meter together', async () => {
    await name(3, 'Zebulon Quackenbush');
    const { account_id: accountId, meter_id: meterId } = person(3);
    assert.deepEqual(await idsOf(`zebulon ${meterId}`), [accountId]);
    assert.deepEqual(await idsOf(`zebulon ${person(4).meter_id}`), []);
  });

  it('takes every sign as itself', async () => {
    await name(1, '100%_Pure\\Co');
    assert.deepEqual(await idsOf('100%_pure\\'), [person(1).account_id]);
    assert.deepEqual(await idsOf('10%pure'), []);
  });

  it('finds a name with accents or without, in any order of its words, and no name that only looks like it', async () => {
    for (const [index, text] of ['Zuxoz', 'Zuñoz, Józef', 'Zurozi', 'ZUNOZ'].entries()) await name(index, text);
    assert.deepEqual(await idsOf('zuñoz'), [person(3).account_id, person(1).account_id]);
    assert.deepEqual(await idsOf('jozef zuñoz'), [person(1).account_id]);
  });

  it('finds an account by a meter that was changed out, as an old bill has it', async () => {
    const work = await HouseAtWork.of(town());
    const { outcome } = await workMeters(town(), [work.changeOut(), { meter: 'N1', action: 'add', ...NEW_METER }]);
    assert.equal(outcome, 'applied');
    const { accountId } = work.house.read;
    assert.equal((await idsOf(work.old))[0], accountId);
    assert.equal((await find('n1')).hits.find(({ meterId }) => meterId === 'N1')?.accountId, accountId);
  });

  it('does not find by a meter that was put in place after the account was closed', async () => {
    const { account_id: accountId, meter_id: meterId } = person(0);
    const close = (days: number) =>
      town().database.raw(
        `UPDATE account SET status = 'closed', closed_on = (SELECT date(installed_on, ? || ' days')
         FROM meter_installation WHERE meter_id = ?), opened_on = '2000-01-01' WHERE account_id = ?`,
        [days, meterId, accountId],
      );
    await close(1);
    assert.ok((await idsOf(meterId)).includes(accountId));
    await close(0);
    assert.ok(!(await idsOf(meterId)).includes(accountId));
  });

  it('does not find by a meter that was in place before the account was opened', async () => {
    const { account_id: accountId, meter_id: meterId } = person(0);
    assert.ok((await idsOf(meterId)).includes(accountId));
    await town().database.raw(
      `UPDATE meter_installation SET installed_on = '2000-01-01', removed_on = (SELECT opened_on
      FROM account WHERE account_id = ?) WHERE meter_id = ?`,
      [accountId, meterId],
    );
    assert.ok(!(await idsOf(meterId)).includes(accountId));
  });

  it('refuses a text that is too short, and says what to type', async () => {
    for (const typed of ['', '  ', 'a', ' 7 ', '%%', '--_']) {
      await assert.rejects(find(typed), { code: 'search-too-short', fix: 'Type at least 2 letters or digits.' }, typed);
    }
    assert.deepEqual(await find('no such thing'), { hits: [], hasMore: false });
  });
});

const NEW_METER = { size: '5/8"', unit: 'GAL', dials: 7 };
