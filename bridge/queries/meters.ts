import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { readyStatuses, type WaterUnit } from '../contract/metering.js';
import { CurbstopError } from '../contract/problem.js';
import { meterTestLimitsSchema, type MeterTestLimits } from '../contract/settings/meter-test-limits.js';
import type { Place } from '../domain/meters/decide-meter-work.js';
import type { ReadsOfMeter } from '../domain/meters/correct-meter.js';
import type { Meter, MeterStand } from '../domain/meters/meter.js';
import type { EndpointHolder } from '../domain/meters/taken-endpoint.js';
import type { Register } from '../domain/metering/register.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { settingOn } from './utility-settings.js';

/** Between which accuracies a meter passes a test on a date. */
export async function meterTestLimits(database: Database, on: CalendarDate): Promise<MeterTestLimits> {
  return meterTestLimitsSchema.parse(await settingOn(database, 'meter-test-limits', on));
}

type MeterRow = [
  ...[meterId: string, size: string, maker: string, endpoint: string],
  ...[premisesId: string | null, installedOn: string | null],
  ...[lastInstalledOn: string | null, lastRemovedOn: string | null, retiredOn: string | null, registers: string],
];
/** A register as it is kept in a list of a meter's. */
export type RegisterRow = [dials: number, decimals: number, fixedZeros: number, multiplier: string, unit: WaterUnit];

/** Meters with where they are, in the order of their numbers. `meterIds` is a query that gives them. */
export async function meterStands(
  database: Database,
  meterIds: string,
  bindings: readonly string[] = [],
): Promise<MeterStand[]> {
  const rows = await bulkRead<MeterRow>(
    database,
    [
      ...['meter_id', 'size', 'maker', 'endpoint', 'premises_id', 'installed_on'],
      ...['last_installed_on', 'last_removed_on', 'retired_on', 'registers'],
    ],
    `SELECT meter.*, place.premises_id, place.installed_on,
            (SELECT max(installed_on) FROM meter_installation AS past WHERE past.meter_id = meter.meter_id) AS last_installed_on,
            (SELECT max(removed_on) FROM meter_installation AS past WHERE past.meter_id = meter.meter_id) AS last_removed_on,
            (SELECT happened_on FROM meter_event
             WHERE meter_event.meter_id = meter.meter_id AND kind = 'retire') AS retired_on,
            (SELECT json_group_array(json_array(dials, decimals, fixed_zeros, multiplier, unit) ORDER BY register_number)
             FROM register WHERE register.meter_id = meter.meter_id) AS registers
     FROM meter LEFT JOIN meter_installation AS place ON place.meter_id = meter.meter_id AND place.removed_on IS NULL
     WHERE meter.meter_id IN (${meterIds}) ORDER BY meter.meter_id`,
    bindings,
  );
  return rows.map(toStand);
}

/** One meter; null when there is none of that number. */
export async function meterStand(database: Database, meterId: string): Promise<MeterStand | null> {
  const [stand] = await meterStands(database, 'SELECT ?', [meterId]);
  return stand ?? null;
}

function toStand([meterId, size, maker, endpoint, premisesId, installedOn, ...rest]: MeterRow): MeterStand {
  const [lastInstalledOn, lastRemovedOn, retiredOn, registers] = rest;
  const date = (text: string | null) => (text === null ? null : calendarDate(text));
  const meter: Meter = {
    ...{ meterId, size, maker, endpoint },
    registers: (JSON.parse(registers) as RegisterRow[]).map(toRegister),
  };
  return {
    meter,
    place: premisesId === null || installedOn === null ? null : { premisesId, installedOn: calendarDate(installedOn) },
    lastInstalledOn: date(lastInstalledOn),
    lastRemovedOn: date(lastRemovedOn),
    retiredOn: date(retiredOn),
  };
}

export function toRegister([dials, decimals, fixedZeros, multiplier, unit]: RegisterRow): Register {
  return { dials, decimals, fixedZeros, multiplier, unit };
}

/** Throws `unknown-meter` where there is no such meter. */
export async function refuseUnknownMeter(database: Database, meterId: string): Promise<void> {
  if (await database('meter').where('meter_id', meterId).first('meter_id')) return;
  throw new CurbstopError({
    code: 'unknown-meter',
    status: 404,
    message: `There is no meter "${meterId}".`,
    fix: 'Check the meter number.',
  });
}

/**
 * Another meter that is in place with the endpoint of a meter, but for the one whose place that meter takes; null where
 * there is none, or the meter has none.
 */
export async function endpointHolder(
  database: Database,
  { meterId, endpoint }: Pick<Meter, 'meterId' | 'endpoint'>,
  leaving = meterId,
): Promise<EndpointHolder | null> {
  if (endpoint === '') return null;
  const [row] = await database.raw<{ meter_id: string; premises_id: string }[]>(
    `SELECT meter_id, premises_id FROM meter JOIN meter_installation USING (meter_id)
     WHERE endpoint = ? AND meter_id NOT IN (?, ?) AND removed_on IS NULL ORDER BY meter_id LIMIT 1`,
    [endpoint, meterId, leaving],
  );
  return row ? { meterId: row.meter_id, premisesId: row.premises_id } : null;
}

/** The sizes of the meters that there are. */
export async function meterSizes(database: Database): Promise<string[]> {
  const rows = await database.raw<{ size: string }[]>('SELECT DISTINCT size FROM meter ORDER BY size');
  return rows.map(({ size }) => size);
}

/** The premises of an account's number or of its own; null when it is neither. */
export async function premisesOf(database: Database, typed: string): Promise<string | null> {
  const [row] = await database.raw<{ premises_id: string }[]>(
    `SELECT premises_id FROM account WHERE account_id = ?
     UNION ALL SELECT premises_id FROM premises WHERE premises_id = ? LIMIT 1`,
    [typed, typed],
  );
  return row?.premises_id ?? null;
}

/** A premises as a place for a meter on a day: with the meter that is there then, or comes there later. */
export async function placeOn(database: Database, premisesId: string, on: CalendarDate): Promise<Place> {
  const [row] = await database.raw<{ address: string }[]>('SELECT address FROM premises WHERE premises_id = ?', [
    premisesId,
  ]);
  const [occupant] = await database.raw<{ meter_id: string; installed_on: string; removed_on: string | null }[]>(
    `SELECT meter_id, installed_on, removed_on FROM meter_installation
     WHERE premises_id = ? AND (removed_on IS NULL OR removed_on > ?)
     ORDER BY removed_on IS NOT NULL, removed_on DESC LIMIT 1`,
    [premisesId, on],
  );
  return {
    premisesId,
    address: row?.address ?? '',
    occupant: occupant
      ? {
          meterId: occupant.meter_id,
          installedOn: calendarDate(occupant.installed_on),
          removedOn: occupant.removed_on === null ? null : calendarDate(occupant.removed_on),
        }
      : null,
  };
}

/** Where the read of a meter goes that is put in place: the account that is served there and the run that is open for it. */
export interface ReadPlace {
  readonly accountId: string;
  readonly openedOn: CalendarDate;
  /** Null while no open run has the premises among its stops. */
  readonly billRunId: string | null;
}

/** The open run that has a premises among its stops; a stop that waits between two cycles is in none. */
const OPEN_RUN_OF_STOP = `SELECT bill_run_id FROM bill_run JOIN run_stop USING (bill_run_id)
  JOIN route AS walked ON walked.route_id = run_stop.route_id AND walked.cycle_id = bill_run.cycle_id
  WHERE bill_run.status = 'open' AND run_stop.premises_id = account.premises_id`;

/**
 * The account that a meter at a premises measures from a day on: the active one, or one that moved out after that day and
 * waits for its final bill. Its reads stay in the run that has them already, whatever route it is on by now.
 */
export async function readPlaceAt(database: Database, premisesId: string, on: CalendarDate): Promise<ReadPlace | null> {
  const [row] = await database.raw<{ account_id: string; opened_on: string; run: string | null }[]>(
    `SELECT account_id, opened_on, coalesce(
              (SELECT bill_run_id FROM period_read JOIN bill_run USING (bill_run_id)
               WHERE period_read.account_id = account.account_id AND bill_run.status = 'open' LIMIT 1),
              (${OPEN_RUN_OF_STOP} LIMIT 1)) AS run
     FROM account
     WHERE premises_id = ? AND (account.status = 'active' OR (account.status = 'final' AND closed_on > ?))
     ORDER BY account.status, opened_on DESC LIMIT 1`,
    [premisesId, on],
  );
  if (!row) return null;
  return { accountId: row.account_id, openedOn: calendarDate(row.opened_on), billRunId: row.run };
}

/**
 * The active account of a premises that waits between two cycles: it was read and billed, and no open run has the stop.
 * Null where no such account is there.
 */
export async function accountBetweenCycles(database: Database, premisesId: string): Promise<string | null> {
  const [row] = await database.raw<{ account_id: string }[]>(
    `SELECT account_id FROM account
     WHERE premises_id = ? AND status = 'active' AND NOT EXISTS (${OPEN_RUN_OF_STOP})
       AND EXISTS (SELECT 1 FROM period_read JOIN standing_run USING (bill_run_id)
                   WHERE period_read.account_id = account.account_id)`,
    [premisesId],
  );
  return row?.account_id ?? null;
}

/** The open runs that expect a reading of a meter. */
export async function runsExpecting(database: Database, meterId: string): Promise<string[]> {
  const rows = await database.raw<{ bill_run_id: string }[]>(
    `SELECT DISTINCT bill_run_id FROM period_read JOIN bill_run USING (bill_run_id)
     WHERE meter_id = ? AND removed_on IS NULL AND bill_run.status = 'open'`,
    [meterId],
  );
  return rows.map((row) => row.bill_run_id);
}

/** What of a meter was read, billed and decided. */
export async function readsOfMeter(database: Database, meterId: string): Promise<ReadsOfMeter> {
  const [billed] = await database.raw<{ bill_run_id: string; read_on: string }[]>(
    `SELECT bill_run_id, read_on FROM period_read JOIN standing_run USING (bill_run_id)
     WHERE meter_id = ? AND read_on IS NOT NULL ORDER BY read_on DESC, bill_run_id DESC LIMIT 1`,
    [meterId],
  );
  // Nothing is taken back of a read that ended, so that it is told before one that was only decided.
  const [settled] = await database.raw<{ bill_run_id: string; removed_on: string | null }[]>(
    `SELECT bill_run_id, removed_on FROM period_read JOIN bill_run USING (bill_run_id)
     WHERE meter_id = ? AND bill_run.status = 'open' AND (action <> '' OR removed_on IS NOT NULL)
     ORDER BY removed_on IS NULL LIMIT 1`,
    [meterId],
  );
  const highest = await database.raw<{ register_number: number; highest: number | null }[]>(
    `SELECT register_number, max(reading) AS highest FROM (
       SELECT register_number,
              max(previous_value, iif(status IN (SELECT value FROM json_each(:taken)), value, 0)) AS reading
       FROM period_read WHERE meter_id = :meterId
       UNION ALL
       SELECT reading.key + 1, reading.value FROM meter_event, json_each(readings) AS reading WHERE meter_id = :meterId)
     GROUP BY register_number`,
    { meterId, taken: JSON.stringify(readyStatuses) },
  );
  return {
    billed: billed ? { billRunId: billed.bill_run_id, readOn: calendarDate(billed.read_on) } : null,
    settled: settled
      ? {
          billRunId: settled.bill_run_id,
          endedOn: settled.removed_on === null ? null : calendarDate(settled.removed_on),
        }
      : null,
    highest: [1, 2].map((number) => highest.find((each) => each.register_number === number)?.highest ?? null),
  };
}

/** The open runs for which devices were loaded with a meter whose stop is still to be read, for the first time or again. */
export async function runsAwaitingLoaded(database: Database, meterId: string): Promise<string[]> {
  const rows = await database.raw<{ bill_run_id: string }[]>(
    `SELECT DISTINCT bill_run_id FROM period_read JOIN bill_run USING (bill_run_id)
     JOIN route_book_load USING (bill_run_id) JOIN loaded_stop USING (load_number, row_key)
     WHERE meter_id = ? AND bill_run.status = 'open' AND removed_on IS NULL
       AND (period_read.status = 'reread' OR (period_read.status IN ('missing', 'exception', 'hold')
         AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.reading_id = period_read.reading_id AND raw IS NOT NULL)))`,
    [meterId],
  );
  return rows.map((row) => row.bill_run_id);
}

/** The rows of a run that meters have already. */
export async function rowKeysOf(database: Database, billRunId: string, meterId: string): Promise<ReadonlySet<string>> {
  const rows = await database.raw<{ row_key: string }[]>(
    'SELECT row_key FROM period_read WHERE bill_run_id = ? AND meter_id = ?',
    [billRunId, meterId],
  );
  return new Set(rows.map((row) => row.row_key));
}

/** Meters that are in no place, with words for when they were taken out, at what, and which meter took their place. */
export async function removedMeters(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[string, string, string | null, string | null]>(
    database,
    ['meter_id', 'removed_on', 'readings', 'other_meter_id'],
    `SELECT gone.meter_id, gone.removed_on, readings, other_meter_id
     FROM (SELECT meter_id, max(removed_on) AS removed_on FROM meter_installation
           GROUP BY meter_id HAVING count(*) = count(removed_on)) AS gone
     LEFT JOIN meter_event AS event
       ON event.meter_id = gone.meter_id AND event.kind = 'remove' AND event.happened_on = gone.removed_on`,
  );
  return new Map(rows.map(([meterId, ...facts]) => [meterId, removedWords(facts)]));
}

function removedWords([on, readings, other]: [string, string | null, string | null]): string {
  const at = readings === null ? '' : ` at ${(JSON.parse(readings) as number[]).join(' / ')}`;
  return `was taken out on ${on}${at}${other === null ? '' : `, and meter ${other} is in its place`}`;
}
