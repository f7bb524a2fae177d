import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { acceptClock } from '../../../bridge/commands/accept-clock.js';
import { randomUUID } from 'node:crypto';
import { cell } from '../../support/town/sheet-rows.js';
import { actorOf, useTown } from '../../support/town/town.js';

describe('the Commands sheet', () => {
  const town = useTown();
  const pay = (at: string, reason: string, amountCents = 1500) =>
    new CommandProcessor(town().database, () => new Date(at)).run(
      postPayment,
      {
        ...{ commandId: randomUUID(), dryRun: false, reason },
        payload: { accountId: '01-0001-01', amountCents, receivedAt: '2026-11-20T15:00:00Z', source: 'Counter' },
      },
      actorOf('coordinator'),
    );
  const pulled = async (parameters: Readonly<Record<string, string>> = {}) =>
    (await town().pull('commands', parameters)).rows.map((row) =>
      ['receipt', 'date', 'time', 'person', 'role', 'what', 'reason', 'entries', 'amount'].map((column) =>
        cell('commands', row, column),
      ),
    );
  const receipts = async (parameters: Readonly<Record<string, string>>) =>
    (await pulled(parameters)).map(([receipt]) => receipt);

  beforeEach(async () => {
    await pay('2026-11-23T15:00:05Z', 'As the stub says');
    // In Alabama it is still the 24th.
    await pay('2026-11-25T05:59:59Z', '', 2000);
    await new CommandProcessor(town().database, () => new Date('2026-11-25T05:00:00Z')).run(
      acceptClock,
      { commandId: randomUUID(), dryRun: false, reason: 'It was ahead', payload: {} },
      actorOf('supervisor'),
    );
  });

  it('tells who did what, when by the clock of the utility, why, and what it posted, the newest first', async () => {
    const [accepted, second, first, loaded] = await pulled();
    assert.deepEqual(accepted?.slice(1), [
      ...['2026-11-24', '23:00:00', 'Marcus Ellerbee', 'supervisor', 'Clock accepted', 'It was ahead', 0, null],
    ]);
    assert.deepEqual(second?.slice(1, 8), [
      ...['2026-11-24', '23:59:59', 'Dana Whitlock', 'coordinator', 'Payment posted', '', 1],
    ]);
    assert.deepEqual(first?.slice(1, 7), [
      ...['2026-11-23', '09:00:05', 'Dana Whitlock', 'coordinator', 'Payment posted', 'As the stub says'],
    ]);
    assert.ok(Number(second?.[8]) >= 20 && Number(first?.[8]) >= 15);
    assert.equal(loaded?.[5], 'Sample town loaded');
    assert.equal(
      Math.round(Number(loaded?.[8]) * 100),
      await town().value<number>(
        `SELECT sum(amount_cents) FROM posting JOIN journal_entry USING (entry_number)
         WHERE command_number = 1 AND amount_cents > 0`,
      ),
    );
  });

  it('brings the days asked for, by the clock of the utility, and one person by name or id', async () => {
    assert.deepEqual(await receipts({ from: '2026-11-24' }), [4, 3]);
    assert.deepEqual(await receipts({ from: '2026-11-24', to: '2026-11-24', person: 'Dana whitlock' }), [3]);
    assert.deepEqual(await receipts({ to: '2026-11-23' }), [2, 1]);
    assert.deepEqual(await receipts({ from: '2026-11-25' }), []);
    assert.deepEqual(await receipts({ person: 'supervisor' }), [4]);
  });

  it('refuses days that are crossed and a person that there is not, and names those that there are', async () => {
    await assert.rejects(pulled({ from: '2026-11-24', to: '2026-11-23' }), { code: 'dates-crossed' });
    await assert.rejects(pulled({ person: 'Nobody' }), {
      code: 'unknown-person',
      fix: /Dana Whitlock, .*Marcus Ellerbee/,
    });
  });
});
