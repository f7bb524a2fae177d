import assert from 'node:assert/strict';
import { calendarDate, daysBetween } from '../../../bridge/contract/calendar-date.js';
import { groupBy } from '../../../bridge/contract/group-by.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { readHistory } from '../../../bridge/queries/read-history.js';
import { readFacts, runFacts } from '../../../bridge/queries/run-facts.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

interface PostedRead {
  readonly run: string;
  readonly account: string;
  readonly class: string;
  readonly from: string;
  readonly to: string;
  readonly gallons: number;
}

describe('the daily use of a rate class', () => {
  const town = useTown();

  /** The use of every account of the three newest periods: all its gallons, in the days from its first read to its last. */
  async function usedByAccount(): Promise<Map<string, { gallons: number; days: number }>> {
    const rows = await town().database.raw<PostedRead[]>(
      `SELECT bill_run_id AS run, account_id AS account, rate_class AS class, previous_on AS "from", read_on AS "to",
              usage_gallons AS gallons
       FROM period_read JOIN account USING (account_id)
       WHERE bill_run_id IN (SELECT bill_run_id FROM standing_run WHERE cycle_id = '1' ORDER BY period_to DESC LIMIT 3)
         AND account_id IN (SELECT account_id FROM period_read WHERE bill_run_id = ?)`,
      [BEACON_RUN],
    );
    const averages = new Map<string, { gallons: number; days: number }>();
    for (const [, reads] of groupBy(rows, ({ run, account }) => `${run} ${account}`)) {
      const [from] = reads.map((read) => read.from).toSorted();
      const to = reads
        .map((read) => read.to)
        .toSorted()
        .at(-1);
      const name = reads[0]?.class ?? '';
      const { gallons, days } = averages.get(name) ?? { gallons: 0, days: 0 };
      averages.set(name, {
        gallons: reads.reduce((sum, read) => sum + read.gallons, gallons),
        days: days + daysBetween(calendarDate(from ?? ''), calendarDate(to ?? '')),
      });
    }
    return averages;
  }

  it('is of an account that the run reads and a day, also where compound meters count the same days twice', async () => {
    const compound = await town().value<string>(
      `SELECT rate_class FROM period_read JOIN account USING (account_id) WHERE bill_run_id = ? AND register_number = 2`,
      [BEACON_RUN],
    );
    const expected = await usedByAccount();
    assert.ok(expected.has(compound), 'a class with compound meters');
    const averages = (await readHistory(town().database, BEACON_RUN)).classAverages();
    assert.deepEqual(
      [...averages].map(([name, { gallons, days }]) => [name, Number(gallons), days]).toSorted(),
      [...expected].map(([name, { gallons, days }]) => [name, gallons, days]).toSorted(),
    );
  });

  it('is taken whole by the low register of a compound meter, and not by the high one, so that it is not billed twice', async () => {
    const facts = await runFacts(town().database, BEACON_RUN, TODAY);
    const reads = await periodReads(town().database, BEACON_RUN);
    const taken = (registerNumber: number) => {
      const read = reads.find((each) => each.isCompound && each.registerNumber === registerNumber);
      assert.ok(read);
      return [readFacts(facts, read).classAverage, facts.classAverages.get(read.rateClass)];
    };
    const [low, whole] = taken(1);
    assert.ok(low && low === whole);
    assert.equal(taken(2)[0], null);
  });
});
