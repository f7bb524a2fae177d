import assert from 'node:assert/strict';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { balancesOf } from '../../../bridge/queries/balances.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from './sheet-rows.js';
import type { PulledSheet, TestTown } from './town.js';

/** The Rebill sheet of a town, pulled and pushed. */
export class Rebills {
  constructor(private readonly town: TestTown) {}

  pull(accountId: string, months: { fromMonth?: string; throughMonth?: string } = {}): Promise<PulledSheet> {
    return this.town.pull('rebill', { accountId, ...months });
  }

  /** The last rows of an account's sheet, the newest first, by the ids of their columns. */
  async rows(accountId: string): Promise<((column: string) => SheetCell)[]> {
    const { rows } = await this.pull(accountId);
    return rows.toReversed().map((row) => (column) => cell('rebill', row, column));
  }

  /** Pushes corrections of a pulled sheet; whatever is kept leaves books that are proven. */
  async push(sheet: PulledSheet, edits: Edits, options: PushOptions = {}): Promise<CommandReply<PushSheetReply>> {
    const given = { role: 'supervisor', ...options } as const;
    const answer = await push(this.town, sheet.pullId, pushRowsOf('rebill', sheet, edits), given);
    if (answer.outcome === 'applied') assert.deepEqual((await verifyLedger(this.town.database)).findings, []);
    return answer;
  }

  /** Pulls, types and pushes; it must be applied. */
  async make(accountId: string, edits: Edits, options: PushOptions = {}): Promise<CommandReply<PushSheetReply>> {
    const answer = await this.push(await this.pull(accountId), edits, options);
    assert.equal(
      answer.outcome,
      options.dryRun === true ? 'previewed' : 'applied',
      JSON.stringify(answer.reply.issues),
    );
    return answer;
  }

  /** What corrections are refused for, as "column code"; nothing is changed by them. */
  async refusals(accountId: string, edits: Edits, options: PushOptions = {}): Promise<string[]> {
    const before = JSON.stringify(await this.town.dump());
    const sheet = await this.pull(accountId);
    const kept = JSON.stringify(await this.town.dump());
    const { outcome, reply } = await this.push(sheet, edits, options);
    assert.equal(outcome, 'refused');
    assert.ok(before !== kept && JSON.stringify(await this.town.dump()) === kept, 'nothing but the pull was kept');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  /** What an account owes in cents. */
  async owed(accountId: string): Promise<number> {
    return (await balancesOf(this.town.database, [accountId])).get(accountId) ?? 0;
  }
}

/** What the totals of a receipt say, by their labels. */
export function totalsOf({ reply }: CommandReply<PushSheetReply>): Record<string, string> {
  return Object.fromEntries(reply.totals.map(({ label, value }) => [label, value]));
}
