import assert from 'node:assert/strict';
import { reversePush } from '../../../bridge/commands/reverse-push/reverse-push.js';
import { accountDetail } from '../../../bridge/queries/account-detail.js';
import { approvalsFor } from '../../../bridge/queries/adjusting/approvals-for.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { adjustmentRow, cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { actorOf, type PulledSheet } from '../../support/town/town.js';
import { NO_REQUESTS, useRequests } from '../../support/town/use-requests.js';

describe('approving what waits', () => {
  const { town, pullId, accountId, row, ask, balance, say, entries } = useRequests();

  it('keeps a row above the limit as a request that is in no balance, and shows it on the account', async () => {
    const [before, entriesBefore] = [await balance(), await entries()];
    const { outcome, reply } = await ask([row('k1'), row('k2', { amount: -1 }, 6)]);
    assert.equal(outcome, 'applied');
    assert.match(reply.rows[0]?.text ?? '', /^Waits for approval as request 1: -\$600\.00 is above what Dana Whitlock/);
    assert.match(reply.rows[1]?.text ?? '', /^Credit \$1\.00, water, entry/, 'what waits takes nothing from the limit');
    assert.equal(await balance(), before - 100);
    assert.equal(await entries(), entriesBefore + 1);
    const { waiting } = await accountDetail(town().database, accountId(), calendarDate('2026-11-23'));
    assert.deepEqual(
      waiting.map(({ requestNumber, amountCents, reason, requestedBy }) => [
        ...[requestNumber, amountCents, reason, requestedBy],
      ]),
      [[1, -60_000, 'Long outage', 'Dana Whitlock']],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('tells who approves that a credit gives back what was never paid, where it was written off since it was asked for', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 1_000, supervisor: 50_000_000 });
    const account = '07-0001-01';
    await ask([row('k1', { account, kind: 'misread', amount: -20 }), row('k2', { account, amount: -15 }, 6)]);
    const told = async () => {
      const { rows } = await town().pull('pending-approvals', {});
      const effects = rows.map((each) =>
        /written off by entry/.test(String(cell('pending-approvals', each, 'effect'))),
      );
      const { reply } = await say({ 1: { decision: 'approve' }, 2: { decision: 'approve' } }, { dryRun: true });
      return { effects, notices: reply.notices };
    };
    assert.deepEqual(await told(), { effects: [false, false], notices: [] });
    const writeOff = adjustmentRow('k3', 7, { account, kind: 'write-off', reason: 'Gone' });
    assert.equal((await push(town(), pullId(), [writeOff], { role: 'supervisor' })).outcome, 'applied');
    const { effects, notices } = await told();
    assert.deepEqual(effects, [true, false]);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? '', /^Request 1: .* was written off by entry \d+, so that .* is more than was paid/);
  });

  it('counts for each person what waits for them and what of theirs does', async () => {
    await ask();
    const forRole = (role: 'coordinator' | 'supervisor') => approvalsFor(town().database, actorOf(role).person, NOW);
    assert.deepEqual(await forRole('supervisor'), { ...NO_REQUESTS, waiting: 1 });
    assert.deepEqual(await forRole('coordinator'), { ...NO_REQUESTS, ownWaiting: 1 });
    await say({ 1: { decision: 'return', word: 'Add the work order' } });
    assert.deepEqual(await forRole('coordinator'), { ...NO_REQUESTS, ownReturned: 1 });
  });

  it('pulls each request with its evidence, its effect and the balance before and after', async () => {
    const before = await balance();
    await ask([row('k1', { document: 'WO 77', documentsOn: '2026-11-20', cause: 'customer care', note: '=1+1' })]);
    const { rows } = await town().pull('pending-approvals', {});
    const shown = (column: string) => cell('pending-approvals', rows[0] ?? [], column);
    assert.deepEqual(['key', 'kind', 'amount', 'state', 'requestedBy', 'evidence', 'cause', 'note'].map(shown), [
      '1',
      'goodwill',
      '-600.00',
      'waits',
      'Dana Whitlock',
      'WO 77, 2026-11-20',
      'customer care',
      '=1+1',
    ]);
    assert.match(String(shown('effect')), /^debit 4010 Water revenue \$600\.00; credit 1110 /);
    assert.deepEqual(
      [Number(shown('before')) * 100, Math.round(Number(shown('after')) * 100)],
      [before, before - 60_000],
    );
  });

  it('posts on approval what was asked, by the same rules, with a receipt that names the request', async () => {
    await ask();
    const before = await balance();
    const preview = await say({ 1: { decision: 'approve' } }, { dryRun: true });
    assert.equal(await balance(), before);
    const { outcome, reply } = await say({ 1: { decision: 'approve' } });
    assert.equal(outcome, 'applied');
    assert.deepEqual(preview.reply.journal, reply.journal);
    assert.match(reply.rows[0]?.text ?? '', /^Approved: Credit \$600\.00, water, entry \d+\.$/);
    assert.equal(await balance(), before - 60_000);
    assert.equal(await town().value('SELECT request_number FROM adjustment'), 1);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    const again = await ask();
    assert.equal(again.reply.rows[0]?.text, 'Request 1: approved by Marcus Ellerbee.');
  });

  it('is previewed with what its approval posts, beside what is posted at once', async () => {
    const rows = [row('k1'), row('k2', { amount: -1 }, 6)];
    const { reply: preview } = await push(town(), pullId(), rows, { dryRun: true });
    const { waitsFor, journal, effect } = preview.ifApproved ?? assert.fail('nothing shown');
    assert.deepEqual(waitsFor, ['Marcus Ellerbee']);
    assert.deepEqual([preview.journal[0]?.amountCents, journal[0]?.amountCents], [100, 60_000]);
    await ask(rows);
    const { reply: approved } = await say({ 1: { decision: 'approve' } });
    assert.deepEqual(approved.journal, journal);
    assert.deepEqual(approved.effect, effect);
  });

  it('names those who may approve once, although two of them share a name', async () => {
    await town().database.raw(
      `INSERT INTO person (person_id, name, role) VALUES ('second', 'Marcus Ellerbee', 'supervisor')`,
    );
    const { reply } = await push(town(), pullId(), [row('k1')], { dryRun: true });
    assert.deepEqual(reply.ifApproved?.waitsFor, ['Marcus Ellerbee']);
  });

  it('lets nobody approve their own, nor more than they may adjust alone', async () => {
    await push(town(), pullId(), [row('k1', { amount: -6000 })], { role: 'supervisor' });
    const own = await say({ 1: { decision: 'approve' } });
    assert.deepEqual(
      own.reply.issues.map(({ code }) => code),
      ['own-request'],
    );
    await push(town(), pullId(), [row('k1', { amount: -6000 }), row('k2', { amount: -6000 }, 6)]);
    const above = await say({ 2: { decision: 'approve' } });
    assert.deepEqual(
      above.reply.issues.map(({ column, code }) => `${column} ${code}`),
      ['decision above-limit'],
    );
    assert.equal(await town().value('SELECT count(*) FROM adjustment'), 0);
  });

  it('returns and declines with a word that the row tells, and the bill and balance stay as they were', async () => {
    const before = await balance();
    await ask();
    await say({ 1: { decision: 'decline', word: 'No outage there' } });
    assert.equal(await balance(), before);
    const again = await ask();
    assert.equal(again.reply.rows[0]?.text, 'Request 1: declined by Marcus Ellerbee: No outage there.');
    const changed = await ask([row('k1', { amount: -5 })]);
    assert.deepEqual(
      changed.reply.issues.map(({ code, message }) => [code, message]),
      [['already-asked', 'Row 5 was declined as request 1: No outage there.']],
    );
  });

  it('is withdrawn by who asked, and then waits no more', async () => {
    await ask();
    assert.equal((await say({ 1: { decision: 'withdraw' } }, { role: 'coordinator' })).outcome, 'applied');
    assert.equal((await town().pull('pending-approvals', {})).rows.length, 0);
  });

  it('keeps the bill that it was worked out from, and shows it', async () => {
    const kept = await town().value<number>(
      `SELECT max(bill_number) FROM standing_bill WHERE account_id = '${accountId()}'`,
    );
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 10, supervisor: 500_000 });
    const asked = [row('k2'), row('k3', { kind: 'misread', amount: -1 }, 6)];
    await ask(asked);
    const { rows } = await town().pull('pending-approvals', {});
    assert.deepEqual(
      rows.map((each) => cell('pending-approvals', each, 'bill')),
      [null, kept],
    );
    assert.equal(await town().value(`SELECT cells ->> '$.bill' FROM adjustment_request WHERE row_key = 'k3'`), kept);
    const again = await ask(asked);
    assert.equal(again.reply.rows[1]?.text, 'Request 2: waits.', 'the row itself is as it was typed');
  });

  it('is a conflict for who pulled before somebody else decided', async () => {
    await ask();
    const stale = await town().pull('pending-approvals', {});
    await say({ 1: { decision: 'decline', word: 'No' } });
    const rows = pushRowsOf('pending-approvals', stale, { 1: { decision: 'approve' } });
    const { outcome, reply } = await push(town(), stale.pullId, rows, { role: 'supervisor' });
    assert.equal(outcome, 'refused');
    assert.ok(reply.conflicts.some(({ column, now }) => column === 'state' && /declined/.test(String(now))));
  });

  it('is posted once, whoever approves it at the same time from another workbook, and whoever pushes it twice', async () => {
    await ask();
    const before = await balance();
    const pulled = [await town().pull('pending-approvals', {}), await town().pull('pending-approvals', {})];
    const approve = ({ pullId: sheet, rows }: PulledSheet) => {
      const edited = pushRowsOf('pending-approvals', { pullId: sheet, rows }, { 1: { decision: 'approve' } });
      return push(town(), sheet, edited, { role: 'supervisor' });
    };
    const outcomes = (await Promise.all(pulled.map(approve))).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes.toSorted(), ['applied', 'refused']);
    for (const sheet of pulled) assert.notEqual((await approve(sheet)).outcome, 'applied');
    assert.equal(await balance(), before - 60_000);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is approved by nobody whose limit is zero or whose role has none', async () => {
    await ask();
    for (const limits of [{ coordinator: 50_000, supervisor: 0 }, { coordinator: 50_000 }]) {
      await town().writeSetting('adjustment-limits', '2026-11-23', limits);
      const { reply } = await say({ 1: { decision: 'approve' } });
      assert.deepEqual(
        reply.issues.map(({ code }) => code),
        ['above-limit'],
      );
    }
    for (const word of [null, ' ']) {
      const { reply } = await say({ 1: { decision: 'decline', word } });
      assert.deepEqual(
        reply.issues.map(({ code }) => code),
        ['missing'],
      );
    }
  });

  it('is reversed by the receipt of the approval, row by row', async () => {
    await ask();
    const before = await balance();
    const { receiptNumber } = await say({ 1: { decision: 'approve' } });
    const reversal = await town().run(
      reversePush,
      { receiptNumber, rows: ['1'] },
      { role: 'supervisor', reason: 'Wrong account' },
    );
    assert.equal(reversal.outcome, 'applied');
    assert.equal(await balance(), before);
    const said = (await ask()).reply.rows[0]?.text;
    assert.equal(said, `Request 1: approved by Marcus Ellerbee, and reversed with receipt ${reversal.receiptNumber}.`);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is withdrawn with the push that asked for it, unless it was approved since', async () => {
    const { receiptNumber } = await ask();
    const reverse = () =>
      town().run(reversePush, { receiptNumber }, { role: 'supervisor', reason: 'Typed for the wrong account' });
    const reversed = await reverse();
    assert.deepEqual([reversed.outcome, (await town().pull('pending-approvals', {})).rows.length], ['applied', 0]);
    const second = await push(town(), pullId(), [row('k2', {}, 6)]);
    const approved = await say({ 2: { decision: 'approve' } });
    const refused = await town().run(
      reversePush,
      { receiptNumber: second.receiptNumber },
      { role: 'supervisor', reason: 'Again' },
    );
    assert.deepEqual(
      refused.reply.issues.map(({ code, message }) => [code, message]),
      [['approved-since', `Row 6 was approved as request 2, with receipt ${approved.receiptNumber}.`]],
    );
    const before = await balance();
    await reversePushed(town(), approved.receiptNumber);
    const after = await balance();
    assert.equal(after, before + 60_000);
    const { outcome, reply } = await reversePushed(town(), second.receiptNumber);
    assert.deepEqual([outcome, reply.rows.map(({ state }) => state)], ['applied', ['reversed']]);
    assert.equal(await balance(), after, 'nothing is taken back twice');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('leaves out what was declined where its whole receipt is reversed, and refuses it where it is asked for', async () => {
    await ask([row('k1'), row('k2', {}, 6)]);
    const before = await balance();
    const { receiptNumber } = await say({ 1: { decision: 'approve' }, 2: { decision: 'decline', word: 'No' } });
    assert.deepEqual(await refusedRows(town(), receiptNumber, { rows: ['1', '2'] }), ['2 nothing-posted']);
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.deepEqual(
      [outcome, reply.rows.map(({ key, state }) => [key, state])],
      [
        'applied',
        [
          ['1', 'reversed'],
          ['2', 'standing'],
        ],
      ],
    );
    assert.equal(await balance(), before);
    assert.deepEqual(await refusedRows(town(), receiptNumber), ['2 nothing-posted']);
    const states = (await ask([row('k1'), row('k2', {}, 6)])).reply.rows.map(({ text }) => text);
    assert.match(states[0] ?? '', /^Request 1: approved by .*, and reversed with receipt/);
    assert.equal(states[1], 'Request 2: declined by Marcus Ellerbee: No.');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('says that there is nothing to reverse of a request that was declined', async () => {
    await ask();
    const { receiptNumber } = await say({ 1: { decision: 'decline', word: 'No' } });
    const { reply } = await town().run(reversePush, { receiptNumber }, { role: 'supervisor', reason: 'Oops' });
    assert.deepEqual(
      reply.issues.map(({ code }) => code),
      ['nothing-posted'],
    );
  });
});
