import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A meter for the inventory, its registers in the order of their numbers. */
export interface NewMeter {
  readonly meterId: string;
  readonly size: string;
  readonly maker: string;
  readonly endpoint: string;
  readonly registers: readonly {
    readonly dials: number;
    readonly decimals: number;
    readonly fixedZeros: number;
    readonly multiplier: string;
    readonly unit: string;
  }[];
}

/** Something that was done with a meter; the readings are in the order of its registers. */
export interface MeterEvent {
  readonly kind: 'add' | 'install' | 'remove' | 'retire';
  readonly meterId: string;
  readonly on: string;
  readonly premisesId: string | null;
  /** The meter that it took the place of, or that took its place. */
  readonly otherMeterId: string | null;
  readonly readings: readonly number[];
  readonly reason: string;
}

export interface MeterTest {
  readonly meterId: string;
  readonly on: string;
  readonly percents: readonly [low: string | null, medium: string | null, high: string | null];
  readonly passed: boolean;
  readonly limits: unknown;
  readonly reason: string;
}

/** Adds a meter with its registers to the inventory. */
export async function writeMeter(trx: Database, meter: NewMeter): Promise<void> {
  await trx('meter').insert({
    meter_id: meter.meterId,
    size: meter.size,
    maker: meter.maker,
    endpoint: meter.endpoint,
    is_compound: meter.registers.length > 1 ? 1 : 0,
  });
  await bulkInsert(
    trx,
    'register',
    ['meter_id', 'register_number', 'dials', 'multiplier', 'unit', 'decimals', 'fixed_zeros'],
    meter.registers.map(({ dials, multiplier, unit, decimals, fixedZeros }, index) => [
      ...[meter.meterId, index + 1, dials, multiplier, unit, decimals, fixedZeros],
    ]),
  );
}

/** Writes what was done with a meter, and where it is from then on. */
export async function writeMeterEvent(trx: Database, event: MeterEvent, commandNumber: number): Promise<void> {
  const { kind, meterId, on, premisesId, otherMeterId, readings, reason } = event;
  await trx('meter_event').insert({
    ...{ meter_id: meterId, kind, happened_on: on, premises_id: premisesId, other_meter_id: otherMeterId },
    ...{ readings: JSON.stringify(readings), reason, command_number: commandNumber },
  });
  if (kind === 'install') {
    await trx('meter_installation').insert({ meter_id: meterId, premises_id: premisesId, installed_on: on });
  }
  if (kind === 'remove') {
    await trx('meter_installation').where('meter_id', meterId).whereNull('removed_on').update({ removed_on: on });
  }
}

/** A meter as it is, in place of what it was taken for. */
export interface MeterCorrection {
  readonly meter: NewMeter;
  readonly on: string;
  readonly reason: string;
}

/** Corrects a meter and its registers, and keeps what it was before and after. */
export async function writeMeterCorrection(
  trx: Database,
  { meter, on, reason }: MeterCorrection,
  commandNumber: number,
): Promise<void> {
  const { meterId, size, maker, endpoint } = meter;
  const before = await factsOf(trx, meterId);
  await trx('meter').where('meter_id', meterId).update({ size, maker, endpoint });
  for (const [index, { dials, decimals, fixedZeros, multiplier, unit }] of meter.registers.entries()) {
    await trx('register')
      .where({ meter_id: meterId, register_number: index + 1 })
      .update({ dials, decimals, fixed_zeros: fixedZeros, multiplier, unit });
  }
  await trx('meter_correction').insert({
    ...{ meter_id: meterId, corrected_on: on, reason, command_number: commandNumber },
    ...{ facts_before: before, facts_after: await factsOf(trx, meterId) },
  });
}

async function factsOf(trx: Database, meterId: string): Promise<string> {
  const row = await trx<{ meter_id: string; facts: string }>('meter_facts').where('meter_id', meterId).first('facts');
  if (row === undefined) throw new RangeError(`There is no meter ${meterId}.`);
  return row.facts;
}

export async function writeMeterTest(trx: Database, test: MeterTest, commandNumber: number): Promise<void> {
  const [low, medium, high] = test.percents;
  await trx('meter_test').insert({
    ...{ meter_id: test.meterId, tested_on: test.on, low_percent: low, medium_percent: medium, high_percent: high },
    ...{ passed: test.passed ? 1 : 0, limits: JSON.stringify(test.limits), reason: test.reason },
    command_number: commandNumber,
  });
}

/** A read that ends with the final reading of its meter. */
export interface EndedRead {
  readonly billRunId: string;
  readonly rowKey: string;
  readonly value: number;
  readonly on: string;
  readonly usageGallons: number;
  readonly exceptions: readonly unknown[];
  readonly reason: string;
}

export async function writeEndedRead(trx: Database, read: EndedRead): Promise<void> {
  await trx.raw(
    `UPDATE period_read SET value = ?, read_on = ?, removed_on = ?, usage_gallons = ?, exceptions = ?, reason = ?,
            status = 'accepted', action = 'accept', version = version + 1
     WHERE bill_run_id = ? AND row_key = ?`,
    [
      ...[read.value, read.on, read.on, read.usageGallons, JSON.stringify(read.exceptions), read.reason],
      ...[read.billRunId, read.rowKey],
    ],
  );
}

/** A read of a meter that was put in place, from its first reading on. */
export interface BegunRead {
  readonly billRunId: string;
  readonly rowKey: string;
  readonly accountId: string;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly value: number;
  readonly on: string;
  /** The meter came after the period: the run bills nothing of it, and the next one goes on from here. */
  readonly isForNextRun: boolean;
}

/** Its version tells that the run was worked on: a reversal of the run before would lose the read. */
export async function writeBegunRead(trx: Database, read: BegunRead): Promise<void> {
  const { value, on, isForNextRun } = read;
  const billed = isForNextRun ? { value, read_on: on, usage_gallons: 0 } : {};
  await trx('period_read').insert({
    ...{ bill_run_id: read.billRunId, row_key: read.rowKey, account_id: read.accountId, meter_id: read.meterId },
    ...{ register_number: read.registerNumber, previous_value: value, previous_on: on, ...billed },
    ...{ status: isForNextRun ? 'accepted' : 'missing', exceptions: '[]', action: '', version: 2 },
    reason: isForNextRun ? 'Put in place after the period: its use is billed with the next run' : '',
  });
}
