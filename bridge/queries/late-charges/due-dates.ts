import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { lastCutOff, type BillDue, type CutOffs } from '../../domain/late-charges/cut-off.js';
import type { Database } from '../../store/database.js';
import { utilitySettings } from '../utility-settings.js';
import { billCutOffs } from './cut-offs.js';

interface RunDue extends BillDue {
  readonly cycleId: string;
}

/** The newest due date of a run that stands on which no payment is in time any more; null where there is none. */
export async function lastDueDateOver(database: Database, now: Date): Promise<CalendarDate | null> {
  return newestOver(await runDues(database), await cutOffsNow(database, now), now);
}

/** The last due date of each cycle that is over, the oldest first. */
export async function dueDatesOverByCycle(database: Database, now: Date): Promise<CalendarDate[]> {
  const cutOffOf = await cutOffsNow(database, now);
  const last = new Set<CalendarDate>();
  for (const ofCycle of groupBy(await runDues(database), ({ cycleId }) => cycleId).values()) {
    const dueOn = newestOver(ofCycle, cutOffOf, now);
    if (dueOn !== null) last.add(dueOn);
  }
  return [...last].toSorted();
}

async function cutOffsNow(database: Database, now: Date): Promise<CutOffs> {
  const { timeZone } = await utilitySettings(database, now);
  return billCutOffs(database, timeZone);
}

function newestOver(runs: readonly RunDue[], cutOffOf: CutOffs, now: Date): CalendarDate | null {
  for (const [dueOn, ofDay] of groupBy(runs, (run) => run.dueOn)) {
    if (now >= lastCutOff(cutOffOf, ofDay).lateFrom) return dueOn;
  }
  return null;
}

/** Of runs that stand, those that are due last first. */
async function runDues(database: Database): Promise<RunDue[]> {
  const rows = await database.raw<{ cycle_id: string; billed_on: string; due_on: string }[]>(
    'SELECT cycle_id, billed_on, due_on FROM standing_run ORDER BY due_on DESC',
  );
  return rows.map(({ cycle_id: cycleId, billed_on: billedOn, due_on: dueOn }) => {
    return { cycleId, billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn) };
  });
}
