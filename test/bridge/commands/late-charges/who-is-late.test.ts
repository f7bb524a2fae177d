import assert from 'node:assert/strict';
import { setRunCriteria } from '../../../../bridge/commands/set-run-criteria.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { TestTown } from '../../../support/town/town.js';
import { DUE, LateCharges } from '../../../support/town/late-charges.js';
import { LAST_POSTED } from '../../../support/town/run-reversal.js';
import { postRun } from '../../../support/town/bill-run.js';
import { MVRS_RUN } from '../../../support/town/sample-town-file.js';
import { cell, decide } from '../../../support/town/sheet-rows.js';
import { IN_ARREARS, LATE_PAYER, PARTLY, useLateCharges } from '../../../support/town/use-late-charges.js';

describe('who is late by the rule and the statement', () => {
  const { town, late, statementsOf, postNextRun, at, paymentsInTime } = useLateCharges();

  it('charges to the cent what the statement said, where nothing was paid in time, by any rule', async () => {
    const rules = [
      { percent: '10', on: 'current-charges' },
      { percent: '7.125', on: 'amount-due', base: { services: ['water', 'garbage'], natures: ['service'] } },
      { percent: '1.5', on: 'amount-due', minimumOwedCents: 6000, minimumChargeCents: 500, rounding: 'up' },
      { percent: '10', on: 'current-charges', exempt: { rateClasses: ['BUSINESS'], accounts: [LATE_PAYER] } },
    ];
    let charged = 0;
    for (const charge of rules) {
      await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30', charge });
      const told = await statementsOf(LAST_POSTED);
      const { rows } = await late().pull(DUE);
      const byAccount = new Map(rows.map((row) => [String(row[0]), row]));
      for (const accountId of new Set([...byAccount.keys(), ...told.keys()])) {
        const { dueCents, afterCents } = told.get(accountId) ?? { dueCents: 0, afterCents: 0 };
        if ((await paymentsInTime(accountId)) > 0) continue;
        const row = byAccount.get(accountId);
        const amount = Math.round(Number((row && cell('late-charges', row, 'charge')) ?? 0) * 100);
        assert.equal(amount, afterCents - dueCents, `${accountId} by ${JSON.stringify(charge)}`);
        charged += Number(amount > 0);
      }
    }
    assert.ok(charged > 4, 'many were compared');
  });

  it('waits for the next open day where the rule has closed days', async () => {
    await late().rule({ closedDays: { holidays: [DUE] } });
    await late().pay(PARTLY, 5677, '2026-11-12T22:30:59.000Z');
    assert.equal(await late().row(PARTLY), null, 'Thursday 16:30 for a holiday');
    await late().pay(IN_ARREARS, 26_759, '2026-11-12T22:31:00.000Z');
    assert.equal(await late().charge(IN_ARREARS), '7.94');
  });

  it('says why nothing is charged of what is past due', async () => {
    await late().rule({ charge: { percent: '10', on: 'current-charges', minimumOwedCents: 6000 } });
    const partly = await late().row(PARTLY);
    assert.deepEqual(
      ['owed', 'charge', 'why', 'state', 'todo'].map((id) => partly?.(id)),
      ['56.77', null, 'Less than $60.00 is not charged.', 'none', null],
    );
    assert.deepEqual(await late().refusals({ [PARTLY]: { decision: 'charge' } }), ['decision nothing-to-charge']);
    await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30' });
    assert.match(String((await late().row(PARTLY))?.('why')), /late-rule/);
  });

  it('goes by the rule of the day of the bill, and spares who is exempt by that of the due date', async () => {
    const charge = { percent: '20', on: 'amount-due', exempt: { accounts: [PARTLY] } };
    await town().writeSetting('late-rule', '2026-11-01', { cutOff: '16:30', charge });
    assert.equal(await late().charge(IN_ARREARS), '7.94');
    assert.equal((await late().row(PARTLY))?.('why'), 'The account is exempt.');
  });

  it('goes by the later bill of two with one due date, which asked for both', async () => {
    const dueOn = '2027-01-20';
    await postNextRun(dueOn);
    const december = '2-2026-12';
    const later = at('2026-12-28T15:00:00Z');
    await later.run(setRunCriteria, {
      billRunId: december,
      billedOn: calendarDate('2026-12-28'),
      dueOn,
      message: '',
    });
    const { rows } = await later.pull('readings', { billRunId: december });
    const edits = rows.map(([key]) => [String(key), { action: 'estimate', reason: 'Snow' }] as const);
    await decide(later, december, Object.fromEntries(edits));
    await postRun(later, december);
    const { dueCents = 0, afterCents = 0 } = (await statementsOf(december)).get(IN_ARREARS) ?? {};
    const charged = await new LateCharges(at('2027-01-25T15:00:00Z')).row(IN_ARREARS, dueOn);
    assert.equal(Math.round(Number(charged?.('owed')) * 100), dueCents);
    assert.equal(Math.round(Number(charged?.('charge')) * 100), afterCents - dueCents);
    const { dueCents: firstCents = 0 } = (await statementsOf(MVRS_RUN)).get(IN_ARREARS) ?? {};
    assert.ok(dueCents > firstCents, 'the later one asked for more');
  });

  it('is refused for a due date that is not over, and for one of no bill', async () => {
    await assert.rejects(late().pull('2026-11-28'), { code: 'unknown-due-date' });
    await assert.rejects(late().pull('2026-11-12'), { code: 'unknown-due-date' });
    const early = new TestTown(town().file, town().database, () => new Date('2026-11-11T22:30:59Z'));
    await assert.rejects(new LateCharges(early).pull(DUE), { code: 'not-late-yet' });
    const over = new TestTown(town().file, town().database, () => new Date('2026-11-11T22:31:00Z'));
    assert.ok((await new LateCharges(over).pull(DUE)).rows.length > 0);
  });
});
