import assert from 'node:assert/strict';
import { importBounces } from '../../../../bridge/commands/import-bounces.js';
import { giveUpNotices } from '../../../../bridge/delivery/ebill/give-up-notices.js';
import { makeMailing } from '../../../../bridge/delivery/mailing/make-mailing.js';
import { sendMailing } from '../../../../bridge/delivery/mailing/send-mailing.js';
import { pulls } from '../../../../bridge/queries/sheets/index.js';
import { runOutputs } from '../../../../bridge/queries/posted-run.js';
import { bounceOf } from '../../../support/delivery/bounce-message.js';
import { assertProven, LAST_POSTED } from '../../../support/town/run-reversal.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { cell } from '../../../support/town/sheet-rows.js';
import { counts, useMailedNotices } from '../../../support/delivery/use-notices.js';

describe('e-bill notices that did not arrive', () => {
  const { town, office, send, faults, contactEmail, someone } = useMailedNotices();

  it('that mailboxes refused are not sent again once they are in a file on paper', async () => {
    const { accounts, email } = await someone();
    faults.recipient = (to) => (to === email ? 550 : 'taken');
    await send();
    await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
    delete faults.recipient;
    const state = await send({ refused: true, reason: 'They have the mailbox now' });
    assert.deepEqual(counts(state), { refused: 1, sent: accounts.length - 1 });
  });

  it('that can not be sent, or may have been, are given up with a reason, and their bills go on paper', async () => {
    const { accounts, accountId, email } = await someone();
    faults.message = (to) => (to === email ? 'hang-up' : 'taken');
    faults.recipient = (to) => (to === email ? 'taken' : 452);
    assert.deepEqual(counts(await send()), { sending: 1, 'not-sent': accounts.length - 1 });
    const give = (more: object) =>
      giveUpNotices(office(), { billRunId: LAST_POSTED, reason: 'Due on Monday', ...more });
    await assert.rejects(give({ reason: ' ' }), { code: 'reason-missing' });
    assert.deepEqual(counts(await give({ accountIds: [accountId] })), {
      'given-up': 1,
      'not-sent': accounts.length - 1,
    });
    assert.deepEqual(counts(await give({})), { 'given-up': accounts.length });
    await assert.rejects(give({}), { code: 'nothing-to-give-up' });
    delete faults.message;
    delete faults.recipient;
    assert.deepEqual(counts(await send()), { 'given-up': accounts.length });
    const made = await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
    assert.deepEqual(made.kept.accountIds, [...accounts].sort());
    assert.deepEqual(await runOutputs(town().database, LAST_POSTED), ['e-bill-notices']);
    await assertProven(town());
  });

  it('that nobody tried to send are given up too, and then nothing left the office', async () => {
    const { accounts } = await someone();
    const state = await giveUpNotices(office(), { billRunId: LAST_POSTED, reason: 'No server until May' });
    assert.deepEqual(counts(state), { 'given-up': accounts.length });
    assert.deepEqual(await runOutputs(town().database, LAST_POSTED), []);
  });

  it('that did not arrive are listed with why and what is left to do, until their bills are mailed on paper', async () => {
    const { accounts, email } = await someone();
    const [refused = '', back = '', ...others] = accounts;
    const putOff = others.at(-1) ?? '';
    const putOffEmail = await contactEmail(putOff);
    faults.recipient = (to) => (to === email ? 550 : to === putOffEmail ? 450 : 'taken');
    const { notices } = await send();
    const messageId = notices.find(({ accountId }) => accountId === back)?.messageId ?? '';
    const contentBase64 = Buffer.from(bounceOf({ email: 'who@example.com', messageId })).toString('base64');
    const bounces = { files: [{ fileName: '1.eml', contentBase64 }] };
    const preview = await town().run(importBounces, bounces, { dryRun: true });
    assert.deepEqual([preview.receiptNumber, preview.reply.bounced.length], [null, 1]);
    assert.equal((await town().run(importBounces, bounces)).outcome, 'applied');
    assert.equal((await town().run(importBounces, bounces)).outcome, 'already-applied');
    // What else was in the mailbox is nobody's business later on.
    const kept = await town().value<string>("SELECT payload FROM command WHERE kind = 'import-bounces'");
    assert.match(kept, /^\{"files":\[\{"fileName":"1\.eml","sha256":"[0-9a-f]{64}"\}\]\}$/);
    const listed = async () => {
      const { rows, totals } = await pulls['ebill-failures'](town().database, { billRunId: LAST_POSTED }, NOW);
      const columns = ['key', 'happened', 'toDo', 'became', 'by'];
      const told = rows.map((row) => columns.map((column) => cell('ebill-failures', row, column)));
      return { told, totals: Object.fromEntries(totals.map(({ label, value }) => [label, value])) };
    };
    const BY = 'Dana Whitlock';
    const before = await listed();
    assert.deepEqual(before.told, [
      [refused, 'refused', 'Mail on paper', null, BY],
      [back, 'came back', 'Mail on paper', null, BY],
      [putOff, 'not sent', 'Send, or give up', null, BY],
    ]);
    const sent = String(accounts.length - 3);
    assert.deepEqual(before.totals, {
      ...{ Sent: sent, 'Came back': '1', Refused: '1', 'Given up': '0', 'Not sent': '1' },
      ...{ 'May have been sent': '0', 'To do': '3' },
    });
    const made = await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
    const file = made.kept.fileName;
    assert.deepEqual((await listed()).told[0]?.slice(2, 4), ['Mail on paper', `On paper in ${file}, not sent yet`]);
    await sendMailing(office(), LAST_POSTED, made);
    const after = await listed();
    assert.deepEqual(
      after.told.map(([key, , toDo, became]) => [key, toDo, became]),
      [
        [putOff, 'Send, or give up', null],
        [refused, null, `On paper in ${file}, sent`],
        [back, null, `On paper in ${file}, sent`],
      ],
    );
    await assertProven(town());
  });
});
