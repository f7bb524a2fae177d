import assert from 'node:assert/strict';
import { closePeriod } from '../../../../bridge/commands/close-period.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { Month } from '../../../../bridge/contract/month.js';
import type { Statement } from '../../../../bridge/domain/statement/statement.js';
import { verifyLedger } from '../../../../bridge/queries/proof/verify-ledger.js';
import { remittances } from '../../../../bridge/queries/remittance-report.js';
import { statementRun } from '../../../../bridge/queries/statement/statement-run.js';
import { statements } from '../../../../bridge/queries/statement/statements.js';
import { DUE, LateCharges } from '../../../support/town/late-charges.js';
import { enter } from '../../../support/town/run-reversal.js';
import { MVRS_RUN, TODAY } from '../../../support/town/sample-town-file.js';
import { adjustmentRow, push, type Edits } from '../../../support/town/sheet-rows.js';
import { IN_ARREARS, PARTLY, useLateCharges } from '../../../support/town/use-late-charges.js';

describe('late charges', () => {
  const { town, late, garbageIsTheCitys, postNextRun, at } = useLateCharges();

  it('by one entry an account with a line a service, as the preview said, and as old as the due date', async () => {
    const sheet = await late().pull();
    const edits = { [IN_ARREARS]: { decision: 'charge' } };
    const preview = await late().push(sheet, edits, { dryRun: true });
    assert.equal(await town().value<number>('SELECT count(*) FROM late_charge_decision'), 0);
    const { reply, outcome } = await late().push(sheet, edits);
    assert.equal(outcome, 'applied');
    assert.deepEqual(reply.journal, preview.reply.journal);
    const lines = reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
    assert.deepEqual(lines, [
      ['1151', 259],
      ['4110', -259],
      ['1152', 335],
      ['4110', -335],
      ['1153', 200],
      ['4110', -200],
    ]);
    assert.deepEqual(reply.totals, [{ label: 'Charged (1)', value: '$7.94' }]);
    const documents = await town().database.raw<unknown[]>(
      `SELECT kind, amount_cents, due_on, charge_type FROM ledger_document ORDER BY document_number DESC LIMIT 1`,
    );
    assert.deepEqual(documents[0], { kind: 'late-charge', amount_cents: 794, due_on: DUE, charge_type: null });
  });

  it('for the City where the rules of accounting say that a service is its own', async () => {
    await garbageIsTheCitys(TODAY);
    const { reply } = await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    const garbage = reply.journal.slice(-2).map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
    assert.deepEqual(garbage, [
      ['1153', 200],
      ['2120', -200],
    ]);
  });

  it('that were paid and are waived by the rules of the day of the charge', async () => {
    await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    await late().pay(IN_ARREARS, 100_000, '2026-11-23T15:00:00Z');
    await garbageIsTheCitys('2026-11-24');
    const later = at('2026-12-01T15:00:00Z');
    const { pullId } = await later.pull('adjustments', {});
    const waiver = { account: IN_ARREARS, service: 'garbage', kind: 'late charge waiver', reason: 'Kind' };
    const { outcome, reply } = await push(later, pullId, [adjustmentRow('k', 5, waiver)]);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4110', 200],
        ['2400', -200],
      ],
    );
    assert.deepEqual((await verifyLedger(later.database)).findings, []);
    const months = await remittances(later.database, '2026-11' as Month, '2026-12' as Month);
    assert.ok(months.every(({ differenceCents }) => differenceCents === 0));
  });

  it("never for the City on a fee, which is the utility's own", async () => {
    await late().rule({ charge: { percent: '10', on: 'amount-due', base: { natures: ['fee'] } } });
    await garbageIsTheCitys('2026-11-24');
    await enter(town(), { account: IN_ARREARS, what: 'fee', amount: 30 });
    await postNextRun('2026-12-14');
    const later = new LateCharges(at('2026-12-21T15:00:00Z'));
    const { reply } = await later.push(await later.pull('2026-12-14'), { [IN_ARREARS]: { decision: 'charge' } });
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1151', 300],
        ['4110', -300],
      ],
    );
  });

  it('a due date once, however often it is pulled and pushed, and from whichever sheet', async () => {
    const [first, second] = [await late().pull(), await late().pull()];
    const edits = { [IN_ARREARS]: { decision: 'charge' } };
    const { receiptNumber } = await late().push(first, edits);
    const again = await late().push(first, edits, { knownReceipts: [receiptNumber ?? 0] });
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    const other = await late().push(second, edits);
    assert.equal(other.outcome, 'refused');
    const row = await late().row(IN_ARREARS);
    assert.deepEqual(
      ['decision', 'state', 'todo'].map((id) => row?.(id)),
      ['charge', 'charged', null],
    );
    assert.match(
      String(row?.('decided')),
      new RegExp(`^Charged \\$7\\.94 by Dana Whitlock on 2026-11-23, receipt ${receiptNumber ?? ''}$`),
    );
    assert.deepEqual(await late().refusals({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } }), [
      'decision decided-already',
    ]);
    await assert.rejects(
      enter(town(), { account: IN_ARREARS, what: 'late charge', charge: 'water-late-charge', amount: 1, date: DUE }),
      /charged-already/,
    );
    assert.equal(await town().value<number>(`SELECT count(*) FROM journal_entry WHERE kind = 'late-charge'`), 1);
  });

  it('a due date once where two clients push at the same time', async () => {
    const sheets = [await late().pull(), await late().pull()];
    const edits = { [IN_ARREARS]: { decision: 'charge' }, [PARTLY]: { decision: 'charge' } };
    const answers = await Promise.all(sheets.map((sheet) => late().push(sheet, edits)));
    assert.deepEqual(answers.map(({ outcome }) => outcome).toSorted(), ['applied', 'refused']);
    assert.equal(await town().value<number>(`SELECT count(*) FROM journal_entry WHERE kind = 'late-charge'`), 2);
  });

  it('a due date once in the table itself, whatever writes to it', async () => {
    await late().decide({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } });
    const insert = (turn: number) =>
      town().database.raw(
        `INSERT INTO late_charge_decision
           (account_id, due_on, turn, decision, owed_cents, base_cents, amount_cents, shares, reason, command_number)
         SELECT account_id, due_on, ?, decision, owed_cents, base_cents, amount_cents, shares, reason, command_number
         FROM late_charge_decision`,
        [turn],
      );
    await assert.rejects(insert(1), /decided once|never changed/);
    await assert.rejects(insert(2), /decided once/);
  });

  it('says of one that was typed by hand that it is charged already', async () => {
    await enter(town(), {
      account: IN_ARREARS,
      what: 'late charge',
      charge: 'water-late-charge',
      amount: 5,
      date: DUE,
    });
    const row = await late().row(IN_ARREARS);
    assert.deepEqual(
      ['state', 'todo'].map((id) => row?.(id)),
      ['charged', 'look again'],
    );
    assert.match(String(row?.('decided')), /^Charged \$5\.00 /);
    assert.deepEqual(await late().refusals({ [IN_ARREARS]: { reason: 'x' } }), ['decision decided-already']);
  });

  it('also of one that was typed by hand for a day between this due date and the next, before that was refused', async () => {
    await town().database.raw(
      `INSERT INTO ledger_document (kind, account_id, charge_type, amount_cents, effective_on, due_on, reason, entry_number)
       SELECT 'late-charge', account_id, 'water-late-charge', 794, '2026-11-23', '2026-11-12', 'By hand', entry_number
       FROM bill WHERE account_id = ? AND due_on = ?`,
      [IN_ARREARS, DUE],
    );
    assert.match(String((await late().row(IN_ARREARS))?.('decided')), /^Charged \$7\.94 /);
    assert.deepEqual(await late().refusals({ [IN_ARREARS]: { reason: 'x' } }), ['decision decided-already']);
    await postNextRun('2026-12-14');
    const next = await new LateCharges(at('2026-12-21T15:00:00Z')).row(IN_ARREARS, '2026-12-14');
    assert.equal(next?.('state'), 'undecided', 'not that of the next due date');
  });

  it('also where it is typed by hand after the sheet, for which only a due date of a bill that is over will do', async () => {
    const typed = { account: IN_ARREARS, what: 'late charge', charge: 'water-late-charge', amount: 7.94 };
    await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    await assert.rejects(enter(town(), { ...typed, date: DUE }), /charged-already/);
    await assert.rejects(
      enter(town(), { ...typed, date: '2026-11-12' }),
      /unknown-due-date.*the last one is 2026-11-11/,
    );
    await assert.rejects(enter(town(), { ...typed, date: '2026-10-28' }), /unknown-due-date/, 'of the other cycle');
    await postNextRun('2026-12-14');
    await late().rule({ closedDays: { holidays: ['2026-12-14'] } });
    await assert.rejects(enter(at('2026-12-15T15:00:00Z'), { ...typed, date: '2026-12-14' }), /not-late-yet/);
    await enter(at('2026-12-15T22:31:00Z'), { ...typed, date: '2026-12-14' }, 'k2');
  });

  it('and says of a charge that would be another by now that it is to be looked at again', async () => {
    await late().decide({ [PARTLY]: { decision: 'charge' } });
    await late().pay(PARTLY, 5677, '2026-11-10T15:00:00.000Z');
    const row = await late().row(PARTLY);
    assert.deepEqual(
      ['todo', 'state', 'charge', 'why'].map((id) => row?.(id)),
      ['look again', 'charged', null, 'Nothing is past due.'],
    );
  });

  it('is refused on what changed since the pull, and to auditors', async () => {
    const sheet = await late().pull();
    await late().pay(PARTLY, 1000, '2026-11-10T15:00:00.000Z');
    const { reply } = await late().push(sheet, { [PARTLY]: { decision: 'charge' } });
    assert.deepEqual(
      reply.conflicts.map(({ column }) => column),
      ['charge'],
    );
    await assert.rejects(late().decide({ [PARTLY]: { decision: 'charge' } }, { role: 'auditor' }), {
      code: 'role-not-allowed',
    });
  });

  it('is refused on a day that lies in a closed period, and so is a waiver; after it, an old due date is decided', async () => {
    const later = at('2026-12-02T15:00:00Z');
    await later.run(closePeriod, { throughDate: calendarDate('2026-11-30') }, { role: 'supervisor' });
    assert.equal((await new LateCharges(later).decide({ [PARTLY]: { decision: 'charge' } })).outcome, 'applied');
    await town().database.raw(
      `INSERT INTO period_closing SELECT max(closing_number) + 1, '2026-12-31', 1 FROM period_closing`,
    );
    const decide = (edits: Edits) => new LateCharges(later).decide(edits);
    await assert.rejects(decide({ [IN_ARREARS]: { decision: 'charge' } }), { code: 'closed-period' });
    await assert.rejects(decide({ [IN_ARREARS]: { decision: 'waive', reason: 'Kind' } }), { code: 'closed-period' });
  });

  it('is told as a late charge on the next statement, and not charged on where the base leaves late charges out', async () => {
    await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    const charge = { percent: '10', on: 'amount-due', base: { natures: ['service', 'tax', 'fee'] } };
    await town().writeSetting('late-rule', TODAY, { cutOff: '16:30', charge });
    await postNextRun('2026-12-14');
    const of = await statementRun(town().database, MVRS_RUN);
    const told: Statement[] = [];
    for await (const statement of statements(town().database, of, [IN_ARREARS])) told.push(statement);
    const [statement] = told;
    assert.deepEqual(
      statement?.activity.map(({ label, amountCents }) => [label, amountCents]),
      [['Late charge', 794]],
    );
    const base = statement.amountDueCents - 794;
    assert.equal(statement.afterDueCents, statement.amountDueCents + Math.round(base / 10));
  });
});
