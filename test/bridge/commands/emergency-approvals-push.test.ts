import assert from 'node:assert/strict';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { approvalsFor } from '../../../bridge/queries/adjusting/approvals-for.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import type { Person } from '../../../bridge/contract/person.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { cell, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { actorOf } from '../../support/town/town.js';
import { NO_REQUESTS, useRequests } from '../../support/town/use-requests.js';

describe('approving in an emergency', () => {
  const { town, pullId, row, ask, balance, say, entries } = useRequests();

  const kim = { personId: 'kim', name: 'Kim Ray', role: 'coordinator' as const };
  const lee = { personId: 'lee', name: 'Lee Ott', role: 'coordinator' as const };
  const emergency = { decision: 'emergency', word: 'Burst main, nobody else here' };
  let sayings = 0;

  beforeEach(async () => {
    for (const { personId, name, role } of [kim, lee]) {
      await town().database.raw('INSERT INTO person (person_id, name, role) VALUES (?, ?, ?)', [personId, name, role]);
    }
  });

  /** Says something of requests as a person whom the town has none of by role. */
  const sayAs = async (person: Person, edits: Edits) => {
    const sheet = await town().pull('pending-approvals', {});
    const rows = pushRowsOf('pending-approvals', sheet, edits);
    const payload = { pullId: sheet.pullId, mode: 'all', knownReceipts: [], rows };
    sayings += 1;
    const request = { commandId: `${person.personId}-${sayings}`, dryRun: false, reason: '', payload };
    return new CommandProcessor(town().database, town().clock).run(pushSheet, request, { person, clientId: null });
  };
  const codesOf = ({ reply }: Awaited<ReturnType<typeof sayAs>>) => reply.issues.map(({ code }) => code);
  /** What the proof finds, but for the two people whom no command wrote. */
  const findings = async () => {
    const { findings: all } = await verifyLedger(town().database);
    return all.filter(({ message }) => !message.startsWith('The table person'));
  };
  const state = async () => (await ask()).reply.rows[0]?.text;

  it('posts once two others said so, though it is above their limits, and says who and why', async () => {
    await ask();
    const before = await balance();
    const first = await sayAs(kim, { 1: emergency });
    assert.match(first.reply.rows[0]?.text ?? '', /needs another person’s emergency approval/);
    assert.equal(await balance(), before);
    assert.equal((await sayAs(lee, { 1: emergency })).outcome, 'applied');
    assert.equal(await balance(), before - 60_000);
    assert.equal(
      await state(),
      'Request 1: approved in an emergency by Kim Ray and Lee Ott: Burst main, nobody else here; no supervisor has acknowledged it yet.',
    );
    assert.deepEqual(await findings(), []);
  });

  it('is in the totals once, together with what is approved beside it', async () => {
    await town().writeSetting('adjustment-limits', '2026-11-23', { coordinator: 0, supervisor: 50_000 });
    await ask([row('k1', { amount: -600 }), row('k2', { amount: -20 }, 6)]);
    await sayAs(kim, { 1: emergency });
    const { reply } = await say({ 1: emergency, 2: { decision: 'approve' } });
    assert.deepEqual(
      reply.totals.map(({ label, value }) => `${label} ${value}`),
      [
        ...['Approved 1', 'Approved in an emergency 1'],
        ...['Adjustments 2', 'Credits -$620.00', 'Charges $0.00', 'Net -$620.00'],
      ],
    );
  });

  it('needs a word of each of the two', async () => {
    await ask();
    for (const word of [null, '   ']) {
      assert.deepEqual(codesOf(await sayAs(kim, { 1: { decision: 'emergency', word } })), ['missing']);
    }
  });

  it('is not for who may approve it by themselves', async () => {
    await ask();
    const marcus = actorOf('supervisor').person;
    const refused = await sayAs(marcus, { 1: emergency });
    assert.deepEqual([refused.outcome, codesOf(refused)], ['refused', ['within-your-limit']]);
    await push(town(), pullId(), [row('k2', { amount: -6000 }, 6)]);
    assert.equal((await sayAs(marcus, { 2: emergency })).outcome, 'applied', 'this is above their limit too');
  });

  it('is told to the supervisor until they acknowledge it, which posts nothing', async () => {
    await ask();
    const marcus = actorOf('supervisor').person;
    const news = (person: Person) => approvalsFor(town().database, person, NOW);
    await sayAs(kim, { 1: emergency });
    const { receiptNumber } = await sayAs(lee, { 1: emergency });
    assert.deepEqual(await news(marcus), { ...NO_REQUESTS, toAcknowledge: 1 });
    assert.equal((await news(kim)).toAcknowledge, 0, 'they approved it');
    const { rows } = await town().pull('pending-approvals', {});
    assert.deepEqual(
      rows.map((each) => [cell('pending-approvals', each, 'key'), cell('pending-approvals', each, 'effect')]),
      [['1', `Posted with receipt ${receiptNumber}.`]],
    );
    const entriesBefore = await entries();
    assert.deepEqual(codesOf(await sayAs(kim, { 1: { decision: 'acknowledge' } })), [
      'needs-supervisor',
      'approved-by-you',
    ]);
    const seen = await sayAs(marcus, { 1: { decision: 'acknowledge', word: 'Called both' } });
    assert.deepEqual([seen.outcome, seen.reply.rows[0]?.text], ['applied', 'Request 1 acknowledged.']);
    assert.equal(await entries(), entriesBefore);
    assert.deepEqual(await news(marcus), NO_REQUESTS);
    assert.equal((await town().pull('pending-approvals', {})).rows.length, 0);
    assert.match((await state()) ?? '', /nobody else here; acknowledged by Marcus Ellerbee: Called both\.$/);
    const register = await town().pull('adjustment-register', {});
    assert.equal(
      cell('adjustment-register', register.rows[0] ?? [], 'state'),
      'posted; approved in an emergency; acknowledged by Marcus Ellerbee: Called both',
    );
    assert.deepEqual(await findings(), []);
  });

  it('is acknowledged by none of those who took part, from any connection', async () => {
    await ask();
    await sayAs(kim, { 1: emergency });
    await sayAs(lee, { 1: emergency });
    for (const personId of ['kim', actorOf('coordinator').person.personId]) {
      await assert.rejects(
        town().database.raw('INSERT INTO emergency_acknowledgement VALUES (1, ?, ?, 1)', ['Seen', personId]),
        /Nobody acknowledges what they asked for or approved themselves/,
      );
    }
  });

  it('leaves the other words to who is alone with it', async () => {
    await ask([row('k1'), row('k2', {}, 6), row('k3', {}, 7)]);
    await sayAs(kim, { 1: emergency, 2: emergency, 3: emergency });
    assert.deepEqual(codesOf(await sayAs(kim, { 1: emergency })), ['approved-by-you']);
    const { reply } = await say({
      1: { decision: 'approve' },
      2: { decision: 'decline', word: 'No outage there' },
      3: { decision: 'return', word: 'Which day?' },
    });
    assert.deepEqual(
      reply.rows.map(({ text }) => text.replace(/entry \d+/, 'entry')),
      ['Approved: Credit $600.00, water, entry.', 'Request 2 declined.', 'Request 3 returned.'],
    );
    assert.deepEqual(await findings(), []);
  });

  it('is withdrawn with the push that asked for it by who approved it in an emergency', async () => {
    const { receiptNumber } = await push(town(), pullId(), [row('k1', { amount: -6000 })]);
    await say({ 1: emergency });
    const reversal = await reversePushed(town(), receiptNumber);
    assert.equal(reversal.outcome, 'applied', JSON.stringify(reversal.reply));
    assert.equal((await town().pull('pending-approvals', {})).rows.length, 0);
  });
});
