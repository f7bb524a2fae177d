import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from './sheet-rows.js';
import type { PulledSheet, TestTown } from './town.js';

/** The due date of the last posted run of the sample town that is over. */
export const DUE = '2026-11-11';

/** Of the accounts billed for it: one that paid nothing, and one that owes $56.77 of $99.99, both with all services. */
export const UNPAID = '06-0002-01';

/** The Late Charges sheet of a town, pulled and pushed. */
export class LateCharges {
  constructor(private readonly town: TestTown) {}

  async rule(value: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const charge = { percent: '10', on: 'current-charges' };
    await this.town.writeSetting('late-rule', '2026-01-01', { cutOff: '16:30', charge, ...value });
  }

  pull(dueOn?: string): Promise<PulledSheet> {
    return this.town.pull('late-charges', dueOn === undefined ? {} : { dueOn });
  }

  /** The row of an account in a fresh pull, by the ids of its columns; null where it is not late. */
  async row(accountId: string, dueOn?: string): Promise<((column: string) => SheetCell) | null> {
    const { rows } = await this.pull(dueOn);
    const row = rows.find(([key]) => key === accountId);
    return row === undefined ? null : (column) => cell('late-charges', row, column);
  }

  /** What an account would be charged; null where it is not late. */
  async charge(accountId: string, dueOn?: string): Promise<SheetCell> {
    return (await this.row(accountId, dueOn))?.('charge') ?? null;
  }

  /** Pushes decisions on a pulled sheet; whatever is kept leaves books that are proven. */
  async push(sheet: PulledSheet, edits: Edits, options: PushOptions = {}): Promise<CommandReply<PushSheetReply>> {
    const answer = await push(this.town, sheet.pullId, pushRowsOf('late-charges', sheet, edits), options);
    if (answer.outcome === 'applied') assert.deepEqual((await verifyLedger(this.town.database)).findings, []);
    return answer;
  }

  async decide(edits: Edits, options: PushOptions = {}): Promise<CommandReply<PushSheetReply>> {
    return this.push(await this.pull(), edits, options);
  }

  /** What decisions are refused for, as "column code". */
  async refusals(edits: Edits, options: PushOptions = {}): Promise<string[]> {
    const { outcome, reply } = await this.decide(edits, options);
    assert.equal(outcome, 'refused');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  /** Enters a payment today that came at an instant. */
  async pay(accountId: string, amountCents: number, receivedAt: string): Promise<void> {
    const { outcome } = await this.town.run(postPayment, { accountId, amountCents, receivedAt, source: 'Mail' });
    assert.equal(outcome, 'applied');
  }
}
