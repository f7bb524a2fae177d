import assert from 'node:assert/strict';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import { addDays, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { periodReads, type PeriodRead } from '../../../bridge/queries/period-reads.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { postRun } from './bill-run.js';
import { workMeters, type TypedWork } from './meter-work.js';
import { plainHouses, stopsOf, type Stop } from './reading-files.js';
import { BEACON_RUN } from './sample-town-file.js';
import { cell } from './sheet-rows.js';
import type { TestTown } from './town.js';

/** A plain house of the open BEACON run at whose meter a test works. */
export class HouseAtWork {
  private constructor(
    private readonly town: TestTown,
    readonly houses: readonly Stop[],
    readonly house: Stop,
    /** A day within the period that is open, before its end. */
    readonly on: CalendarDate,
  ) {}

  static async of(town: TestTown): Promise<HouseAtWork> {
    const houses = plainHouses(await stopsOf(town, BEACON_RUN));
    const [house] = houses;
    assert.ok(house);
    return new HouseAtWork(town, houses, house, addDays(house.read.previousOn, 10));
  }

  get old(): string {
    return this.house.read.meterId;
  }

  get previous(): number {
    return this.house.read.previousValue;
  }

  /** The reads of the house's account in the run. */
  async reads(): Promise<PeriodRead[]> {
    const reads = await periodReads(this.town.database, BEACON_RUN);
    return reads.filter(({ accountId }) => accountId === this.house.read.accountId);
  }

  async row(rowKey: string): Promise<PeriodRead> {
    const found = (await this.reads()).find((read) => read.rowKey === rowKey);
    assert.ok(found, `no read ${rowKey}`);
    return found;
  }

  changeOut(typed: TypedWork = {}): TypedWork {
    return {
      ...{ action: 'change out', meter: this.old, on: this.on, reading: this.previous + 120 },
      ...{ newMeter: 'N1', newReading: 7, reason: 'Dial is fogged' },
      ...typed,
    };
  }

  /** All tables but those of pulls. */
  async tables(): Promise<string> {
    const others = Object.entries(await this.town.dump()).filter(([table]) => !table.startsWith('sheet_pull'));
    return JSON.stringify(others);
  }

  /** What is wrong with rows, of which nothing may be done. */
  async codesOf(...rows: TypedWork[]): Promise<string[]> {
    const before = await this.tables();
    const { outcome, reply } = await workMeters(this.town, rows);
    assert.equal(outcome, 'refused');
    assert.ok((await this.tables()) === before, 'a refusal changed something');
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  }

  async proven(): Promise<void> {
    assert.deepEqual((await verifyLedger(this.town.database)).findings, []);
  }

  async stateOf(meter: string): Promise<SheetCell[]> {
    const { rows } = await this.town.pull('meters', { meterId: meter });
    return ['state', 'premises', 'account', 'lastReading'].map((column) => cell('meters', rows[0] ?? [], column));
  }

  async post(): Promise<CommandReply<PostBillRunReply>> {
    return postRun(this.town, BEACON_RUN);
  }

  /** Reverses the posted run of the house, and gives the run that bills its period again. */
  async reverse(): Promise<string> {
    const { bills, totalCents } = await postedTotals(this.town.database, BEACON_RUN);
    const confirmed = { billRunId: BEACON_RUN, confirmedBills: bills, confirmedTotalCents: totalCents };
    await this.town.run(reverseBillRun, confirmed, { role: 'supervisor', reason: 'Wrong rates' });
    return this.town.value<string>(`SELECT bill_run_id FROM bill_run WHERE attempt = 2 AND cycle_id = '1'`);
  }
}
