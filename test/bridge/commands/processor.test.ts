import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Command } from '../../../bridge/commands/command.js';
import { acceptClock } from '../../../bridge/commands/accept-clock.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../support/town/town.js';

const payloadSchema = z.object({ name: z.string(), outcome: z.enum(['applied', 'refused', 'unchanged', 'defect']) });
type Payload = z.infer<typeof payloadSchema>;

/** Adds a customer, then ends as it is told. */
const addCustomer: Command<Payload, { name: string; number: number }> = {
  kind: 'add-customer',
  roles: ['coordinator'],
  payload: payloadSchema,
  async execute({ trx, commandNumber }, { name, outcome }) {
    await trx('customer').insert({ name, phone: '', email: '' });
    if (outcome === 'defect') throw new TypeError('a defect');
    return { outcome, reply: { name, number: commandNumber } };
  },
};

const APPLIED: Payload = { name: 'Ada', outcome: 'applied' };

describe('the command processor', () => {
  const town = useTown();
  const adas = () => town().value<number>(`SELECT count(*) FROM customer WHERE name = 'Ada'`);

  it('applies a command once and gives a receipt', async () => {
    const answer = await town().run(addCustomer, APPLIED);
    assert.deepEqual(answer, {
      outcome: 'applied',
      receiptNumber: 2,
      appliedAt: NOW.toISOString(),
      reply: { name: 'Ada', number: 2 },
    });
    assert.equal(await adas(), 1);
  });

  it('records who did what, when and why', async () => {
    const commandId = randomUUID();
    await town().run(addCustomer, APPLIED, { commandId, reason: 'She moved in' });
    const [row] = await town().database.raw<Record<string, unknown>[]>(
      `SELECT command_id, kind, person_id, reason, applied_at, payload FROM command ORDER BY command_number DESC LIMIT 1`,
    );
    assert.deepEqual(row, {
      command_id: commandId,
      kind: 'add-customer',
      person_id: 'coordinator',
      reason: 'She moved in',
      applied_at: NOW.toISOString(),
      payload: JSON.stringify(APPLIED),
    });
  });

  it('answers the first reply when the same request comes again, and changes nothing', async () => {
    const commandId = randomUUID();
    const first = await town().run(addCustomer, APPLIED, { commandId });
    const before = await town().dump();
    const again = await town().run(addCustomer, APPLIED, { commandId });
    assert.deepEqual(again, { ...first, outcome: 'already-applied' });
    assert.ok(JSON.stringify(await town().dump()) === JSON.stringify(before));
  });

  it('refuses an id that was used for something else', async () => {
    const commandId = randomUUID();
    await town().run(addCustomer, APPLIED, { commandId });
    const other = town().run(addCustomer, { ...APPLIED, name: 'Bob' }, { commandId });
    await assert.rejects(other, { code: 'command-id-reused', status: 409 });
    assert.equal(await adas(), 1);
  });

  it('leaves no trace of a preview, and answers what the push will answer', async () => {
    const commandId = randomUUID();
    const before = JSON.stringify(await town().dump());
    const preview = await town().run(addCustomer, APPLIED, { commandId, dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    assert.deepEqual([preview.outcome, preview.receiptNumber, preview.appliedAt], ['previewed', null, null]);
    const push = await town().run(addCustomer, APPLIED, { commandId });
    assert.deepEqual([push.outcome, push.reply], ['applied', preview.reply]);
  });

  it('keeps nothing of a command that refuses, that changes nothing, or that throws', async () => {
    const before = JSON.stringify(await town().dump());
    const outcomes: unknown[] = [];
    for (const outcome of ['refused', 'unchanged'] as const) {
      const answer = await town().run(addCustomer, { ...APPLIED, outcome });
      outcomes.push([answer.outcome, answer.receiptNumber]);
    }
    assert.deepEqual(outcomes, [
      ['refused', null],
      ['already-applied', null],
    ]);
    await assert.rejects(town().run(addCustomer, { ...APPLIED, outcome: 'defect' }), TypeError);
    assert.ok(JSON.stringify(await town().dump()) === before);
  });

  it('lets a refused request be sent again with the same id', async () => {
    const commandId = randomUUID();
    await town().run(addCustomer, { ...APPLIED, outcome: 'refused' }, { commandId });
    assert.equal((await town().run(addCustomer, APPLIED, { commandId })).outcome, 'applied');
  });

  it('refuses who may not, and a payload of the wrong shape', async () => {
    for (const role of ['auditor', 'supervisor', 'bridge'] as const) {
      await assert.rejects(town().run(addCustomer, APPLIED, { role }), { code: 'role-not-allowed', status: 403 });
    }
    await assert.rejects(town().run(addCustomer, { name: 5, outcome: 'applied' }), z.ZodError);
    assert.equal(await adas(), 0);
  });

  it('applies once when two programs send the same request at once', async () => {
    const other = await openDatabase(town().file);
    try {
      for (let round = 1; round <= 10; round += 1) {
        const request = { commandId: randomUUID(), dryRun: false, reason: '', payload: APPLIED };
        const send = (database: typeof other) =>
          new CommandProcessor(database, () => NOW).run(addCustomer, request, actorOf('coordinator'));
        const answers = await Promise.all([send(other), send(town().database), send(other)]);
        assert.deepEqual(answers.map(({ outcome }) => outcome).sort(), [
          'already-applied',
          'already-applied',
          'applied',
        ]);
        assert.equal(new Set(answers.map(({ receiptNumber }) => receiptNumber)).size, 1);
        assert.equal(await adas(), round);
      }
    } finally {
      await other.destroy();
    }
  });

  describe('before a command that posts', () => {
    const posting = { ...addCustomer, isPosting: true as const };
    const request = () => ({ commandId: randomUUID(), dryRun: false, reason: '', payload: APPLIED });
    const processorThat = (beforePosting: (kind: string) => Promise<void>) =>
      new CommandProcessor(town().database, () => NOW, { beforePosting });

    it('does what it was told to do first, once and outside of its transaction, and not for a preview', async () => {
      const seen: string[] = [];
      const processor = processorThat(async (kind) => {
        seen.push(`${kind} ${await adas()}`);
      });
      const one = request();
      await processor.run(posting, { ...one, dryRun: true }, actorOf('coordinator'));
      await processor.run(posting, one, actorOf('coordinator'));
      await processor.run(posting, one, actorOf('coordinator'));
      await processor.run(addCustomer, request(), actorOf('coordinator'));
      assert.deepEqual(seen, ['add-customer 0']);
    });

    it('is refused and changes nothing when that fails', async () => {
      const processor = processorThat(() => Promise.reject(new Error('no room for a backup')));
      await assert.rejects(processor.run(posting, request(), actorOf('coordinator')), /no room/);
      assert.equal(await adas(), 0);
    });
  });

  describe('whose clock was set back', () => {
    const runAt = (now: Date) =>
      new CommandProcessor(town().database, () => now).run(
        addCustomer,
        { commandId: randomUUID(), dryRun: false, reason: '', payload: APPLIED },
        actorOf('coordinator'),
      );

    it('refuses, says both times, and changes nothing', async () => {
      const before = JSON.stringify(await town().dump());
      await assert.rejects(runAt(new Date('2026-11-23T14:58:59.999Z')), {
        code: 'clock-set-back',
        message: /2026-11-23T14:58:59\.999Z.*2026-11-23T15:00:00\.000Z/,
      });
      assert.ok(JSON.stringify(await town().dump()) === before);
    });

    it('goes on from the earlier time once a supervisor accepted it, with a reason', async () => {
      const accept = (at: string, reason: string, role: 'coordinator' | 'supervisor' = 'supervisor') =>
        new CommandProcessor(town().database, () => new Date(at)).run(
          acceptClock,
          { commandId: randomUUID(), dryRun: false, reason, payload: {} },
          actorOf(role),
        );
      await assert.rejects(runAt(new Date('2026-11-20T09:00:00Z')), { fix: /curbstop accept-clock --reason/ });
      await assert.rejects(accept('2026-11-20T09:00:00Z', 'The clock was ahead', 'coordinator'), {
        code: 'role-not-allowed',
      });
      await assert.rejects(accept('2026-11-20T09:00:00Z', ' '), { code: 'reason-missing' });
      const { outcome, reply } = await accept('2026-11-20T09:00:00Z', 'The clock was ahead');
      assert.deepEqual(
        [outcome, reply],
        ['applied', { lastAppliedAt: NOW.toISOString(), now: '2026-11-20T09:00:00.000Z' }],
      );
      assert.equal((await runAt(new Date('2026-11-20T09:00:01Z'))).appliedAt, '2026-11-20T09:00:01.000Z');
      assert.equal((await accept('2026-11-20T10:00:00Z', 'Once more')).outcome, 'already-applied');
      assert.deepEqual((await verifyLedger(town().database)).findings, []);
    });

    it('passes over a correction of up to a minute, and goes on from the last instant', async () => {
      const { appliedAt } = await runAt(new Date('2026-11-23T14:59:00Z'));
      assert.equal(appliedAt, NOW.toISOString());
      assert.equal((await runAt(new Date('2026-11-23T15:00:01Z'))).appliedAt, '2026-11-23T15:00:01.000Z');
    });
  });
});
