import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { lastCutOff, type BillDue } from '../../domain/late-charges/cut-off.js';
import type { Database } from '../../store/database.js';
import { utilitySettings } from '../utility-settings.js';
import { billCutOffs } from './cut-offs.js';

interface RunDue extends BillDue {
  readonly cycleId: string;
}

/** The newest due date of a run that stands on which no payment is in time any more; null where there is none. */
export async function lastDueDateOver(database: Database, now: Date): Promise<CalendarDate | null> {
  return newestOver(database, await runDues(database), now);
}

/** The last due date of each cycle that is over, the oldest first. */
export async function dueDatesOverByCycle(database: Database, now: Date): Promise<CalendarDate[]> {
  const last = new Set<CalendarDate>();
  for (const ofCycle of groupBy(await runDues(database), ({ cycleId }) => cycleId).values()) {
    const dueOn = await newestOver(database, ofCycle, now);
    if (dueOn !== null) last.add(dueOn);
  }
  return [...last].toSorted();
}

async function newestOver(database: Database, runs: readonly RunDue[], now: Date): Promise<CalendarDate | null> {
  const { timeZone } = await utilitySettings(database, now);
  const cutOffOf = await billCutOffs(database, timeZone);
  for (const [dueOn, ofDay] of groupBy(runs, (run) => run.dueOn)) {
    if (now >= lastCutOff(cutOffOf, ofDay).lateFrom) return dueOn;
  }
  return null;
}

/** Of runs that stand, those that are due last first. */
async function runDues(database: Database): Promise<RunDue[]> {
  const rows = await database.raw<{ cycle_id: string; billed_on: string; due_on: string }[]>(
    `SELECT cycle_id, billed_on, due_on FROM bill_run
     WHERE status = 'posted' AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)
     ORDER BY due_on DESC`,
  );
  return rows.map(({ cycle_id: cycleId, billed_on: billedOn, due_on: dueOn }) => {
    return { cycleId, billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn) };
  });
}
