import type { ReadRecord } from '../../../bridge/contract/reading-file.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { groupBy } from '../../../bridge/contract/group-by.js';
import type { ReadExceptionCode } from '../../../bridge/contract/metering.js';
import { fieldState, type ReadState } from '../../../bridge/domain/metering/decide-read.js';
import { registerNumberOf } from '../../../bridge/domain/metering/match-records.js';
import { periodReads, type PeriodRead } from '../../../bridge/queries/period-reads.js';
import { readFacts, runFacts, type RunFacts } from '../../../bridge/queries/run-facts.js';
import { plantFaults, type FieldFault } from '../../../bridge/sample-town/handhelds/field-faults.js';
import { openStops, type OpenStop } from '../../../bridge/sample-town/handhelds/open-run-stops.js';
import { readStop, toBeaconRecord, toMvrsRecord } from '../../../bridge/sample-town/handhelds/walk-route.js';
import { randomOf } from '../../../bridge/sample-town/random.js';
import type { Database } from '../../../bridge/store/database.js';

/** What was planted on a read; a register that stood still in the town's own story already is one that stopped. */
export type Planted = FieldFault | 'stopped';

/** The findings that name a fault for what it is. */
const NAMED_BY: Readonly<Record<Planted, readonly ReadExceptionCode[]>> = {
  'not-read': ['missing'],
  leak: ['high', 'very-high'],
  misread: ['negative'],
  zero: ['zero', 'stopped'],
  tamper: ['tamper'],
  absent: ['missing'],
  high: ['high', 'very-high'],
  trouble: ['trouble'],
  low: ['low', 'very-low', 'zero'],
  unit: ['unit-suspect', 'high', 'very-high', 'low', 'very-low', 'zero'],
  'leak-flag': ['leak'],
  backflow: ['backflow'],
  late: ['outside-window'],
  'wrong-account': ['wrong-account'],
  stopped: ['zero', 'stopped'],
};

export interface JudgedStop {
  readonly stop: OpenStop;
  readonly planted: Planted | null;
  readonly state: ReadState;
}

/** Tells whether the review found what was planted. */
export function isFound({ planted, state }: JudgedStop): boolean {
  if (planted === null) return false;
  return state.status === 'missing' || state.exceptions.some(({ code }) => NAMED_BY[planted].includes(code));
}

/** Walks every route of a town's open runs and judges what comes back, as an unloading does. */
export async function judgeTown(database: Database, seed: number, today: CalendarDate): Promise<JudgedStop[]> {
  const judged: JudgedStop[] = [];
  for (const [cycleId, stops] of groupBy(await openStops(database), (stop) => stop.cycleId)) {
    const faults = plantFaults(stops, randomOf(seed, 'faults', cycleId));
    const [run] = await database.raw<{ bill_run_id: string }[]>(
      `SELECT bill_run_id FROM bill_run WHERE cycle_id = ? AND status = 'open'`,
      [cycleId],
    );
    const billRunId = run?.bill_run_id ?? '';
    const facts = await runFacts(database, billRunId, today);
    const reads = new Map((await periodReads(database, billRunId)).map((read) => [placeOf(read), read]));
    for (const stop of stops) {
      const read = reads.get(placeOf(stop));
      if (read?.status !== 'missing') throw new RangeError(`No read waits for ${placeOf(stop)}.`);
      const fault = faults.get(stop) ?? null;
      judged.push({ stop, planted: plantedOn(stop, fault), state: stateOf(facts, read, stop, seed, fault) });
    }
  }
  return judged;
}

function plantedOn(stop: OpenStop, fault: FieldFault | null): Planted | null {
  return fault ?? (stop.gallonsPerDay === 0 ? 'stopped' : null);
}

function placeOf({ accountId, meterId, registerNumber }: OpenStop | PeriodRead): string {
  return `${accountId}/${meterId}/${registerNumber}`;
}

function stateOf(facts: RunFacts, read: PeriodRead, stop: OpenStop, seed: number, fault: FieldFault | null): ReadState {
  const brought = readStop(seed, stop, fault);
  if (brought === null) return fieldState(readFacts(facts, read));
  const record: ReadRecord =
    stop.readingFormat === 'mvrs-upload' ? toMvrsRecord(brought, 1) : toBeaconRecord(brought, 1);
  if (registerNumberOf(record.register) !== stop.registerNumber) throw new RangeError(`${record.register} is lost.`);
  return fieldState(readFacts(facts, read, { ...record, format: stop.readingFormat }));
}
