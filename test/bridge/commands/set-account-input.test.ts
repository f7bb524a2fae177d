import assert from 'node:assert/strict';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { receipts } from '../../../bridge/queries/receipts.js';
import { accountFacts } from '../../../bridge/queries/account-facts.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { useTown } from '../../support/town/town.js';

describe('saying what an account has', () => {
  const town = useTown();
  let accountId = '';
  beforeEach(async () => {
    accountId = await town().value(
      `SELECT min(account_id) FROM account JOIN service USING (account_id) JOIN bill USING (account_id)
       WHERE rate_class = 'RESIDENTIAL' AND service = 'sewer' AND status = 'active'`,
    );
  });

  const from = { effectiveFrom: '2026-12-01' };
  function set(changes: Readonly<Record<string, unknown>>, options = {}) {
    const payload = { accountId, name: 'dwelling_units', value: '4', ...from, ...changes };
    return town().run(setAccountInput, payload, options);
  }
  async function said(name: string): Promise<unknown[]> {
    const meant = { query: 'SELECT account_id FROM account WHERE account_id = ?', bindings: [accountId] };
    const factsOf = await accountFacts(town().database, meant, await tariffBook(town().database));
    return factsOf(accountId)
      .data.filter((datum) => datum.name === name)
      .map(({ service, value, effectiveFrom }) => [service, value, effectiveFrom]);
  }
  async function refused(code: string, changes: Readonly<Record<string, unknown>>): Promise<CurbstopError> {
    const before = JSON.stringify(await town().dump());
    let refusal: unknown = null;
    await set(changes).catch((error: unknown) => (refusal = error));
    assert.ok(refusal instanceof CurbstopError, `nothing was refused; "${code}" was expected`);
    assert.equal(refusal.code, code, refusal.message);
    assert.notEqual(refusal.fix, '');
    assert.ok(JSON.stringify(await town().dump()) === before, 'a refusal changed something');
    return refusal;
  }

  it('keeps it from its date, with who said it, beside what was said before', async () => {
    const first = await set({});
    assert.deepEqual([first.outcome, first.reply.before], ['applied', null]);
    const second = await set({ value: '5', effectiveFrom: '2027-02-01' });
    assert.deepEqual([second.outcome, second.reply.before], ['applied', '4']);
    assert.deepEqual(await said('dwelling_units'), [
      [null, '4', '2026-12-01'],
      [null, '5', '2027-02-01'],
    ]);
    assert.equal(
      await town().value(`SELECT command_number FROM account_input WHERE account_id = ? AND value = '5'`, [accountId]),
      second.receiptNumber,
    );
    assert.equal((await receipts(town().database))[0]?.title, 'Account data set');
  });

  it('gives what was said in the order in which it takes effect, of one date the last that was said', async () => {
    await set({ value: '9', effectiveFrom: '2027-02-01' });
    await set({ value: '3' });
    await set({ value: null });
    assert.deepEqual(
      (await said('dwelling_units')).map((row) => (row as unknown[])[1]),
      ['3', null, '9'],
    );
  });

  it('says something of one service apart from what is said of all', async () => {
    await set({});
    const { outcome, reply } = await set({ service: 'sewer' });
    assert.deepEqual([outcome, reply.before], ['applied', null]);
  });

  it('changes nothing where the same was said already, and leaves no trace of a preview', async () => {
    await set({});
    const before = JSON.stringify(await town().dump());
    const again = await set({ effectiveFrom: '2026-12-15' });
    assert.equal(again.receiptNumber, null);
    assert.equal((await set({ value: '6' }, { dryRun: true })).outcome, 'previewed');
    assert.ok(JSON.stringify(await town().dump()) === before);
  });

  const VALUES: readonly (readonly [name: string, good: readonly string[], bad: readonly string[]])[] = [
    ['dwelling_units', ['1', '250'], ['0', '-1', '1.5', '', 'four', '1000000', '=1+1']],
    ['city_limits', ['Outside', 'inside_city'], ['', '=A1', ' inside', 'x'.repeat(41)]],
    ['programme_ends', ['2027-01-31'], ['2027-02-30', '31.01.2027', '']],
    ['tax_exempt', ['yes', 'no'], ['Yes', 'true', '']],
    ['winter_average', ['4.5', '0'], ['-1', '1e3', '.5', '']],
    ['fee_connection', ['1', '0'], ['1.5', '-1', '']],
  ];
  for (const [name, good, bad] of VALUES) {
    it(`takes a ${name} that can be one`, async () => {
      for (const value of good)
        assert.equal((await set({ name, value, effectiveFrom: '2030-01-01' })).outcome, 'applied');
    });

    it(`refuses a ${name} that can not be one, and says what it must be`, async () => {
      for (const value of bad) {
        const { message, fix } = await refused('wrong-account-input', { name, value });
        assert.match(message, new RegExp(name));
        assert.match(fix, /^Enter (a|yes)/);
      }
    });
  }

  it('refuses a name that no rate file can use, and names those that it can', async () => {
    for (const name of [
      'dwellings',
      'usage_gallons',
      'days_billed',
      'read_date',
      'fee_',
      'FEE_x',
      '__proto__',
      'toString',
    ])
      assert.match(
        (await refused('unknown-account-input', { name })).fix,
        /programme_ends.*fee_connection.*dwelling_units/,
      );
  });

  it('refuses a fee that no tariff has, since nothing would ever charge it', async () => {
    const { message } = await refused('unknown-account-input', { name: 'fee_conection', value: '1' });
    assert.match(message, /No tariff has the fee "fee_conection"/);
  });

  it('refuses an account that there is not, and a service that it has not', async () => {
    await refused('unknown-account', { accountId: 'nobody' });
    await town().database.raw(`DELETE FROM service WHERE account_id = '${accountId}' AND service = 'sewer'`);
    await refused('service-missing', { service: 'sewer' });
  });

  it('refuses a fee in a period that is billed, where nothing would charge it', async () => {
    const billed = await town().value<string>('SELECT max(period_to) FROM bill WHERE account_id = ?', [accountId]);
    const fee = { name: 'fee_connection', value: '1' };
    assert.match((await refused('fee-already-billed', { ...fee, effectiveFrom: billed })).fix, new RegExp(billed));
    assert.equal((await set({ effectiveFrom: billed })).outcome, 'applied', 'other data may begin then');
    assert.equal((await set(fee)).outcome, 'applied');
  });

  describe('of who moves out', () => {
    const fee = (effectiveFrom: string, value = '1') => ({ name: 'fee_connection', value, effectiveFrom });
    const closes = (status: string, on: string) =>
      town().database.raw('UPDATE account SET status = ?, closed_on = ? WHERE account_id = ?', [status, on, accountId]);

    it('takes a fee up to the last day of the final bill, and refuses one after it, which no bill would charge', async () => {
      await closes('final', '2026-12-10');
      assert.equal((await set(fee('2026-12-10'))).outcome, 'applied');
      const { message, fix } = await refused('fee-after-final-bill', fee('2026-12-11'));
      assert.match(message, /moves out on 2026-12-10.*a fee of 2026-12-11 would never be charged/);
      assert.match(fix, /up to 2026-12-10/);
      assert.equal((await set({ effectiveFrom: '2026-12-11' })).outcome, 'applied', 'other data may begin then');
    });

    it('refuses every fee of a closed account, and lets one be taken back', async () => {
      await set(fee('2026-12-05'));
      await closes('closed', '2026-12-01');
      const { message, fix } = await refused('fee-after-final-bill', fee('2026-12-03'));
      assert.match(message, /is closed since 2026-12-01 and billed no more/);
      assert.equal(fix, 'Enter an adjustment.');
      assert.equal((await set(fee('2026-12-05', '0'))).outcome, 'applied');
    });
  });

  it('is for those who work here, not for an auditor', () =>
    assert.rejects(set({}, { role: 'auditor' }), { code: 'role-not-allowed' }));
});
