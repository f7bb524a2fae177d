import assert from 'node:assert/strict';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SetTariffVersionReply } from '../../../bridge/contract/commands/set-tariff-version.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { priceBill } from '../../../bridge/domain/tariff/index.js';
import { receipts } from '../../../bridge/queries/receipts.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { tariffSource } from '../../../bridge/queries/tariff-versions.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { changedRates, NEXT_YEAR } from '../../support/town/rate-files.js';
import { useTown } from '../../support/town/town.js';

const WATER = 'water-sample@2000-01-01';
const SEWER = 'sewer-alabaster@2026-02-15';

describe('adding a version to a tariff', () => {
  const town = useTown();
  const tables = async () => JSON.stringify(await town().dump());

  function set(source: string, tariffId = 'water-sample', options = {}) {
    return town().run(setTariffVersion, { tariffId, fileName: 'new.owrs', source }, options);
  }

  async function refused(code: string, source: string, tariffId?: string): Promise<CurbstopError> {
    const before = await tables();
    let refusal: unknown = null;
    await set(source, tariffId).catch((error: unknown) => (refusal = error));
    assert.ok(refusal instanceof CurbstopError, `nothing was refused; "${code}" was expected`);
    assert.equal(refusal.code, code, refusal.message);
    assert.notEqual(refusal.fix, '');
    assert.ok((await tables()) === before, 'a refusal changed something');
    return refusal;
  }

  it('keeps the rate file to the byte with who added it, and the books still prove', async () => {
    const source = await changedRates(town(), WATER, { '21.50': '22.75' });
    const { outcome, receiptNumber, reply } = await set(source);
    assert.deepEqual(
      [outcome, reply.tariffVersionId, reply.effectiveFrom, reply.isSample],
      ['applied', `water-sample@${NEXT_YEAR}`, NEXT_YEAR, true],
    );
    const kept = await tariffSource(town().database, reply.tariffVersionId);
    assert.deepEqual([kept.text, kept.sha256], [source, reply.sha256]);
    const command = 'SELECT command_number FROM tariff_version WHERE tariff_version_id = ?';
    assert.equal(await town().value(command, [reply.tariffVersionId]), receiptNumber);
    assert.equal((await receipts(town().database))[0]?.title, 'Tariff version added');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('bills an old period by the old version, and a period from its date on by the new one', async () => {
    const before = await tariffBook(town().database);
    await set(await changedRates(town(), WATER, { '21.50': '22.75' }));
    const after = await tariffBook(town().database);
    const bill = (book: typeof after, on: string) => {
      const { compiled } = book.versionOn('water-sample', calendarDate(on));
      return priceBill(compiled, 'RESIDENTIAL', { usage_ccf: '2', meter_size: '5/8"' }).billCents;
    };
    for (const old of ['2025-12-20', '2026-11-20', '2026-12-31']) assert.equal(bill(after, old), 2150, old);
    for (const since of [NEXT_YEAR, '2031-05-05']) assert.equal(bill(after, since), 2275, since);
    assert.equal(bill(before, NEXT_YEAR), 2150);
  });

  it('leaves no trace of a preview, which says what the push says', async () => {
    const source = await changedRates(town(), WATER, { '21.50': '22.75' });
    const before = await tables();
    const preview = await set(source, 'water-sample', { dryRun: true });
    assert.equal(preview.outcome, 'previewed');
    assert.ok((await tables()) === before);
    assert.deepEqual((await set(source)).reply, preview.reply);
  });

  it('says which bills of the last posted runs would change, and by how much', async () => {
    const { impact } = (await set(await changedRates(town(), WATER, { '21.50': '22.75' }))).reply;
    const billed = await lastBilled();
    const small = billed.filter(({ size }) => size === '5/8"');
    assert.ok(small.length > 0 && small.length < billed.length);
    const beforeCents = billed.reduce((sum, { amount_cents: amount }) => sum + amount, 0);
    assert.deepEqual(impact.total, {
      bills: billed.length,
      changed: small.length,
      beforeCents,
      afterCents: beforeCents + 125 * small.length,
      differenceCents: 125 * small.length,
    });
    assert.deepEqual(
      impact.classes.map(({ rateClass, changed }) => [rateClass, changed]),
      [...new Set(billed.map(({ rate_class: rateClass }) => rateClass))]
        .sort()
        .map((name) => [name, small.filter(({ rate_class: rateClass }) => rateClass === name).length]),
    );
    assert.equal(impact.runs.length, 2);
    assert.deepEqual(impact.unpriceable, { bills: 0, beforeCents: 0, missing: [], reasons: [] });
    assert.equal(impact.largest.length, 10);
    assert.ok(impact.largest.every(({ differenceCents, service }) => differenceCents === 125 && service === 'water'));
  });

  it('names the ten largest changes, the largest first', async () => {
    const source = await changedRates(town(), WATER, { '7.25': '9.75', '6.05': '4.05' });
    const { largest } = (await set(source)).reply.impact;
    const sizes = largest.map(({ differenceCents }) => Math.abs(differenceCents));
    assert.deepEqual(
      sizes,
      [...sizes].sort((a, b) => b - a),
    );
    assert.ok((sizes[0] ?? 0) > 0);
    for (const { beforeCents, afterCents, differenceCents, billNumber, accountId } of largest) {
      assert.equal(afterCents - beforeCents, differenceCents);
      assert.equal(await town().value('SELECT account_id FROM bill WHERE bill_number = ?', [billNumber]), accountId);
    }
  });

  it('counts the bills that the new rates can not price, with the reason', async () => {
    const source = await changedRates(town(), WATER, { '        5/8": 21.50\n': '' });
    const { impact } = (await set(source)).reply;
    const billed = await lastBilled();
    const small = billed.filter(({ size }) => size === '5/8"');
    assert.deepEqual([impact.unpriceable.bills, impact.total.changed], [small.length, 0]);
    assert.equal(impact.total.bills, billed.length - small.length);
    const [reason] = impact.unpriceable.reasons;
    assert.equal(reason?.code, 'no-map-match');
    assert.match(reason.message, /5\/8"/);
    assert.ok(small.some(({ account_id: accountId }) => accountId === reason.accountId));
  });

  it('prices use in the unit of the new rates', async () => {
    const inGallons = await changedRates(town(), SEWER, {
      'bill_unit: kgal': 'bill_unit: gal',
      'flat_rate: 3.19': 'flat_rate: 0.00319',
      '[0, 6]': '[0, 5001]',
      '12.29': '0.01229',
    });
    const { impact } = (await set(inGallons, 'sewer-alabaster')).reply;
    assert.ok(impact.total.bills > 0);
    assert.deepEqual([impact.total.changed, impact.unpriceable.bills], [0, 0]);
  });

  it('may go in front of all versions where no bill was priced by an earlier one', async () => {
    const { outcome } = await set(await changedRates(town(), WATER, {}, '1999-01-01'));
    assert.equal(outcome, 'applied');
  });

  it('is refused with text that is no rate file, naming the line', async () => {
    const refusal = await refused('yaml-syntax', 'metadata:\n  a: b: c');
    assert.match(refusal.message, /new\.owrs, line 2/);
    await refused('no-rate-file', '');
    const { issues } = await refused('rates-do-not-compile', 'metadata: {effective_date: 2027-01-01}');
    assert.deepEqual(
      issues.map(({ code, rowKey }) => [code, rowKey]),
      [['no-rate-structure', 'line 1']],
    );
  });

  it('is refused with every class that does not compile, naming the line', async () => {
    const source = await changedRates(town(), SEWER, { 'bill: service_charge+commodity_charge': 'total: 0' });
    const refusal = await refused('rates-do-not-compile', source, 'sewer-alabaster');
    assert.deepEqual([...new Set(refusal.issues.map(({ code }) => code))], ['no-bill']);
    assert.equal(refusal.issues.length, 4);
    assert.ok(refusal.issues.every(({ rowKey }) => /^line \d+$/.test(rowKey)));
  });

  it('is refused with every error that the check finds, also in a class that no account has', async () => {
    const spare = '  SPARE:\n    rate: 2+\n    bill: rate+extra\n    extra: bill\n';
    const source = `${(await changedRates(town(), WATER)).trimEnd()}\n${spare}`;
    const refusal = await refused('rates-do-not-compile', source);
    const line = source.split('\n').indexOf('    rate: 2+') + 1;
    assert.deepEqual(
      refusal.issues.map(({ code, rowKey }) => [code, rowKey]),
      [
        ['formula-syntax', `line ${line}`],
        ['cycle', `line ${line + 1}`],
      ],
    );
    assert.match(refusal.message, new RegExp(`^new\\.owrs can't be used: new\\.owrs, line ${line}, .*2 errors in all`));
    const withBeer = await changedRates(town(), WATER, { 'bill_unit: kgal': 'bill_unit: barrel' });
    const unit = await refused('rates-do-not-compile', withBeer);
    assert.deepEqual(
      unit.issues.map(({ code }) => code),
      ['unknown-bill-unit'],
    );
  });

  it('takes rates that only look wrong', async () => {
    const source = await changedRates(town(), WATER, { '21.50': '-1.00' });
    assert.equal((await set(source)).outcome, 'applied');
  });

  it('is refused for a tariff of another service, and takes a file that names none', async () => {
    await refused('wrong-service', await changedRates(town(), SEWER));
    const plain = await changedRates(town(), SEWER, { '    service: sewer\n': '' });
    assert.equal((await set(plain, 'sewer-alabaster')).outcome, 'applied');
  });

  it('is refused without a class that an account on the tariff has', async () => {
    const source = await changedRates(town(), SEWER, { '  REDUCED:': '  OTHER:' });
    const refusal = await refused('class-missing', source, 'sewer-alabaster');
    assert.deepEqual(
      refusal.issues.map(({ rowKey }) => rowKey),
      ['REDUCED'],
    );
  });

  it('is refused for a date that the tariff has a version of', async () => {
    await refused('version-exists', await changedRates(town(), WATER, { '21.50': '1.00' }, '2000-01-01'));
    await set(await changedRates(town(), WATER));
    await refused('version-exists', await changedRates(town(), WATER, { '21.50': '1.00' }));
  });

  it('is refused for a date on which posted bills were priced, up to the last of them with it', async () => {
    const last = await town().value<string>('SELECT max(period_to) FROM bill');
    const refusal = await refused('back-dated', await changedRates(town(), WATER, {}, last));
    assert.match(refusal.fix, new RegExp(`after ${last}`));
    await refused('back-dated', await changedRates(town(), WATER, {}, '2026-03-01'));
    const dayAfter = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    assert.equal((await set(await changedRates(town(), WATER, {}, dayAfter))).outcome, 'applied');
  });

  it('takes the bill date of garbage, which is billed in advance, for the date that it was priced on', async () => {
    const garbage = 'garbage-alabaster@2026-01-01';
    const [readOn, billedOn] = [
      await town().value<string>('SELECT max(period_to) FROM bill'),
      await town().value<string>('SELECT max(billed_on) FROM bill'),
    ];
    assert.ok(readOn < billedOn);
    await refused('back-dated', await changedRates(town(), garbage, {}, billedOn), 'garbage-alabaster');
    assert.equal((await set(await changedRates(town(), WATER, {}, billedOn))).outcome, 'applied');
  });

  it('is refused without an effective date, for an unknown tariff, and when it is too large', async () => {
    await refused('no-effective-date', await changedRates(town(), WATER, {}, 'soon'));
    const unknown = await refused('unknown-tariff', await changedRates(town(), WATER), 'water');
    assert.match(unknown.fix, /water-sample/);
    const large = await refused('tariff-too-large', `${await changedRates(town(), WATER)}#${'x'.repeat(1_000_000)}`);
    assert.match(large.message, /1000000/);
  });

  it('is refused when the bills would add up to more than can be', async () => {
    await refused('amounts-too-large', await changedRates(town(), WATER, { '21.50': '9000000000000' }));
  });

  it('is for those who work here, not for an auditor', async () => {
    const payload = { tariffId: 'water-sample', source: await changedRates(town(), WATER) };
    await assert.rejects(town().run(setTariffVersion, payload, { role: 'auditor' }), { code: 'role-not-allowed' });
  });

  it('is applied once however often it is sent', async () => {
    const source = await changedRates(town(), WATER);
    const options = { commandId: '6f1c3a52-98a1-4a53-8f0c-6a1f0a4d0b11' };
    const first: { reply: SetTariffVersionReply } = await set(source, 'water-sample', options);
    const again = await set(source, 'water-sample', options);
    assert.equal(again.outcome, 'already-applied');
    assert.deepEqual(again.reply, first.reply);
  });

  interface Billed {
    readonly account_id: string;
    readonly rate_class: string;
    readonly amount_cents: number;
    readonly size: string;
  }

  function lastBilled(): Promise<Billed[]> {
    return town().database.raw<Billed[]>(
      `SELECT account_id, rate_class, amount_cents, inputs ->> '$.meter_size' AS size
       FROM bill JOIN bill_charge USING (bill_number) JOIN bill_run USING (bill_run_id)
       WHERE service = 'water' AND bill_run.period_to =
         (SELECT max(period_to) FROM bill_run AS other WHERE other.cycle_id = bill_run.cycle_id AND status = 'posted')`,
    );
  }
});
