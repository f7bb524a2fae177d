import assert from 'node:assert/strict';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { exceptionName } from '../../../bridge/contract/bill-review.js';
import { billHistory } from '../../../bridge/queries/bill-history.js';
import { reviewedRun } from '../../../bridge/queries/bill-review.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { postRun } from '../../support/town/bill-run.js';
import { plainHouses, stopsOf, unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN, NOW } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** The account of the sample town at a reduced rate, which ends on 2027-01-31. */
const REDUCED = '08-0006-01';

describe('the review of a run', () => {
  const town = useTown();
  const db = () => town().database;
  const reviewed = async (billRunId: string, accountId: string) => {
    const { bills, closed } = await reviewedRun(db(), await billRun(db(), billRunId));
    return [...bills, ...closed].find((each) => each.accountId === accountId)?.exceptions ?? [];
  };
  const found = async (billRunId: string, accountId: string) =>
    (await reviewed(billRunId, accountId)).map(exceptionName);
  const endReducedRate = (value: string, effectiveFrom: string) =>
    town().run(setAccountInput, { accountId: REDUCED, name: 'programme_ends', value, effectiveFrom });

  it('finds a service that goes on after the account of its stop was closed', async () => {
    const [closed] = await db().raw<{ account_id: string; closed_on: string }[]>(
      `SELECT account_id, closed_on FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'closed' LIMIT 1`,
    );
    assert.ok(closed);
    assert.deepEqual(await found(BEACON_RUN, closed.account_id), []);
    await db().raw(`UPDATE service SET ended_on = NULL WHERE account_id = ? AND service = 'garbage'`, [
      closed.account_id,
    ]);
    const [exception] = await reviewed(BEACON_RUN, closed.account_id);
    assert.deepEqual([exception?.code, exception?.severity], ['service-after-closing', 'look']);
    assert.equal(exception?.sentence, `The account was closed on ${closed.closed_on}, and its garbage goes on.`);
    await db().raw(`UPDATE service SET ended_on = ? WHERE account_id = ?`, [closed.closed_on, closed.account_id]);
    assert.deepEqual(await found(BEACON_RUN, closed.account_id), []);
  });

  it('finds a reduced rate that ended, with the first bill that has the other one', async () => {
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    const ended = async (run: string) => (await found(run, REDUCED)).filter((name) => name.startsWith('reduced-rate'));
    assert.deepEqual(await ended(MVRS_RUN), []);
    const { periodFrom, periodTo } = await billRun(db(), MVRS_RUN);
    await endReducedRate('2026-01-31', periodTo);
    const names = await ended(MVRS_RUN);
    assert.ok(
      names.includes('reduced-rate-ended/water'),
      `it ended before ${periodFrom}, and was entered after: ${names.join()}`,
    );
    await postRun(town(), MVRS_RUN);
    assert.deepEqual(await ended('2-2026-12'), [], 'once only');
  });

  it('finds a reduced rate that ended by another class, also of an account that no end of it was ever entered for', async () => {
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    await db().raw('DROP TRIGGER account_input_refuses_delete');
    await db().raw(`DELETE FROM account_input WHERE account_id = ? AND name = 'programme_ends'`, [REDUCED]);
    const ended = async () => (await reviewed(MVRS_RUN, REDUCED)).filter(({ code }) => code === 'reduced-rate-ended');
    assert.deepEqual(await ended(), []);
    await db().raw(`UPDATE account SET rate_class = 'RESIDENTIAL' WHERE account_id = ?`, [REDUCED]);
    const sentences = (await ended()).map(({ sentence }) => sentence);
    const water = 'The last bill had the reduced water rate, and the account is residential now.';
    assert.ok(sentences.includes(water), sentences.join(' '));
  });

  it('finds a meter that was taken out in the period and has none in its place', async () => {
    const [house] = plainHouses(await stopsOf(town(), BEACON_RUN));
    const accountId = house?.read.accountId ?? '';
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const missing = async () => (await found(BEACON_RUN, accountId)).filter((name) => name.startsWith('missing-meter'));
    assert.deepEqual(await missing(), []);
    await db().raw(`UPDATE period_read SET removed_on = read_on WHERE bill_run_id = ? AND account_id = ?`, [
      BEACON_RUN,
      accountId,
    ]);
    assert.deepEqual(await missing(), ['missing-meter/water']);
  });

  it('knows an account that came from another cycle by its own bills', async () => {
    const bills = await runBills(db(), await billRun(db(), BEACON_RUN));
    const [own] = await db().raw<{ account_id: string; cents: number; days: number; bills: number; on: string }[]>(
      `SELECT account_id, sum(total_cents) AS cents, sum(julianday(period_to) - julianday(period_from)) AS days,
              count(*) AS bills, max(billed_on) AS "on"
       FROM (SELECT *, row_number() OVER (PARTITION BY account_id ORDER BY period_to DESC) AS place FROM standing_bill)
       WHERE place <= 6 AND account_id IN (SELECT value FROM json_each(?)) GROUP BY account_id HAVING count(*) = 6 LIMIT 1`,
      [JSON.stringify(bills.map(({ accountId }) => accountId))],
    );
    assert.ok(own);
    const tariffs = await tariffBook(db());
    const calculated = Promise.resolve(bills.filter(({ accountId }) => accountId === own.account_id));
    const moved = { calculated, tariffs };
    const historyOf = await billHistory(db(), await billRun(db(), MVRS_RUN), { pastBills: 6 }, moved);
    const history = historyOf(own.account_id);
    assert.deepEqual(history?.last, { cents: own.cents, days: own.days, bills: 6 });
    assert.equal(history.lastBilledOn, own.on);
    const season = await town().value<number>(
      `SELECT total_cents FROM standing_bill WHERE account_id = ? AND period_to BETWEEN '2025-10-15' AND '2025-11-25'`,
      [own.account_id],
    );
    assert.equal(history.season?.cents, season);
  });

  it('finds an address that paper can not reach: of the premises, unless the customer has another or an e-bill', async () => {
    const sheet = await town().pull('customer-contacts', {});
    const [item] = (await runBills(db(), await billRun(db(), BEACON_RUN))).filter(({ accountId }) =>
      sheet.rows.some((row) => row[0] === accountId),
    );
    const accountId = item?.accountId ?? '';
    const says = async () =>
      (await reviewed(BEACON_RUN, accountId))
        .filter(({ code }) => code === 'missing-address')
        .map((each) => each.sentence);
    const contact = async (typed: Record<string, string | null>) => {
      const pulled = await town().pull('customer-contacts', {});
      await push(town(), pulled.pullId, pushRowsOf('customer-contacts', pulled, { [accountId]: typed }));
    };
    const premises = (changes: string) =>
      db().raw(
        `UPDATE premises SET ${changes} WHERE premises_id = (SELECT premises_id FROM account WHERE account_id = ?)`,
        [accountId],
      );
    await contact({ eBill: 'no', address1: null, address2: null, address3: null, address4: null });
    assert.deepEqual(await says(), []);
    await premises(`city = ' ', zip = '3500'`);
    assert.deepEqual(await says(), [
      'The bill goes on paper to the premises, and their address lacks the city and the ZIP code.',
    ]);
    await contact({ address1: 'PO Box 7', address2: 'Alabaster, AL 35007' });
    assert.deepEqual(await says(), []);
    await contact({ address1: null, address2: null, eBill: 'yes', email: 'ada@example.com' });
    assert.deepEqual(await says(), []);
  });

  it('speaks in its sheets of classes, tariffs and what is to do as people do', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const { rows } = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    const all = (kind: 'bill-exceptions' | 'bill-totals', of: typeof rows, column: string) =>
      [...new Set(of.map((row) => String(cell(kind, row, column))))].sort();
    const among = (told: readonly string[], known: readonly string[]) => {
      assert.ok(told.length > 0);
      assert.deepEqual(
        told.filter((each) => !known.includes(each)),
        [],
      );
    };
    among(all('bill-exceptions', rows, 'severity'), ['blocks posting', 'needs a look', 'information']);
    among(all('bill-exceptions', rows, 'state'), ['open', 'changed', 'fix', 'released', 'held', 'nothing to do']);
    among(all('bill-exceptions', rows, 'rateClass'), ['Residential', 'Multifamily', 'Business', 'Reduced']);
    const totals = (await town().pull('bill-totals', { billRunId: BEACON_RUN })).rows;
    const named = (by: string) =>
      all(
        'bill-totals',
        totals.filter((row) => cell('bill-totals', row, 'by') === by),
        'name',
      );
    among(named('class'), ['Residential', 'Multifamily', 'Business', 'Reduced']);
    among(
      named('tariff'),
      await db()
        .raw<{ title: string }[]>('SELECT title FROM tariff')
        .then((found) => found.map(({ title }) => title)),
    );
    const { subject } = await pulls['bill-totals'](db(), { billRunId: BEACON_RUN }, NOW);
    const days = '\\d{4}-\\d\\d-\\d\\d to \\d{4}-\\d\\d-\\d\\d';
    assert.match(subject, new RegExp(`^.+, ${days}, beside ${days} and ${days}$`));
  });
});
