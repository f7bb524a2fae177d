import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { isCompound, stateOf, type Meter, type MeterStand } from './meter.js';
import { meterIssue } from './meter-issue.js';
import type { MeterWork, TypedReadings } from './meter-work.js';

/** A place that a meter may go to, with the meter that is or was there on the day or after it. */
export interface Place {
  readonly premisesId: string;
  readonly address: string;
  readonly occupant: {
    readonly meterId: string;
    readonly installedOn: CalendarDate;
    readonly removedOn: CalendarDate | null;
  } | null;
}

/** A meter's readings, in the order of its registers. */
export type Readings = readonly number[];

const ADD_IT = 'Check the number; a new meter is added to the inventory first, by an empty row with the action add.';

/** There is no meter of the number. */
export function unknownMeter(work: MeterWork, column: 'meter' | 'newMeter', meterId: string): Issue {
  return meterIssue(work, column, 'unknown-meter', `There is no meter ${meterId}.`, ADD_IT);
}

/** Why a meter can't go to a place on a day: it is somewhere else, retired, or the place has a meter. */
export function installIssues(
  work: MeterWork,
  stand: MeterStand,
  column: 'meter' | 'newMeter',
  place: Place | null,
): Issue[] {
  return [
    ...elsewhereIssues(work, stand, column),
    ...(place?.occupant ? [placeTaken(work, place, place.occupant)] : []),
  ];
}

function elsewhereIssues(work: MeterWork, stand: MeterStand, column: 'meter' | 'newMeter'): Issue[] {
  const { meterId } = stand.meter;
  if (stand.place !== null) {
    const message = `Meter ${meterId} is in place at premises ${stand.place.premisesId} since ${stand.place.installedOn}; a meter can't be in two places.`;
    const fix = 'Check the number, or remove it there first.';
    return [meterIssue(work, column, 'meter-in-place', message, fix)];
  }
  if (stand.retiredOn !== null) {
    const message = `Meter ${meterId} was retired on ${stand.retiredOn}.`;
    return [meterIssue(work, column, 'meter-retired', message, 'Install another meter.')];
  }
  const { lastInstalledOn, lastRemovedOn } = stand;
  if (lastInstalledOn === null || lastRemovedOn === null) return [];
  if (work.on >= lastRemovedOn && work.on > lastInstalledOn) return [];
  const message = `Meter ${meterId} was in another place until ${lastRemovedOn}, and a meter can't be in two places on ${work.on}.`;
  const first = lastRemovedOn > lastInstalledOn ? lastRemovedOn : addDays(lastInstalledOn, 1);
  return [meterIssue(work, 'on', 'meter-elsewhere', message, `Type a day from ${first} on.`)];
}

function placeTaken(work: MeterWork, place: Place, occupant: NonNullable<Place['occupant']>): Issue {
  const until = occupant.removedOn === null ? '' : ` until ${occupant.removedOn}`;
  const message = `Premises ${place.premisesId} (${place.address}) has meter ${occupant.meterId} since ${occupant.installedOn}${until}.`;
  const fix =
    occupant.removedOn === null
      ? `Change out meter ${occupant.meterId}, or remove it first.`
      : `Type a day from ${occupant.removedOn} on.`;
  return meterIssue(work, occupant.removedOn === null ? 'place' : 'on', 'place-taken', message, fix);
}

/** Why a meter can't come out on a day. */
export function removalIssues(work: MeterWork, stand: MeterStand): Issue[] {
  const { meterId } = stand.meter;
  if (stand.place === null) {
    const message = `Meter ${meterId} is ${stateOf(stand)}; it is in no place that it could come out of.`;
    return [meterIssue(work, 'action', 'meter-not-in-place', message, 'Check the meter number and the action.')];
  }
  if (work.on >= stand.place.installedOn) return [];
  const message = `Meter ${meterId} was installed on ${stand.place.installedOn}, after ${work.on}.`;
  return [meterIssue(work, 'on', 'before-install', message, 'Type the day on which it was taken out.')];
}

/** Why a meter can't be tested or retired. */
export function shelfIssues(work: MeterWork, stand: MeterStand): Issue[] {
  const { meterId } = stand.meter;
  const state = stateOf(stand);
  if (state === 'retired') {
    const message = `Meter ${meterId} was retired on ${stand.retiredOn ?? ''}.`;
    return [meterIssue(work, 'action', 'meter-retired', message, 'Check the meter number.')];
  }
  if (work.action !== 'retire') return [];
  if (state === 'in place') {
    const message = `Meter ${meterId} is in place at premises ${stand.place?.premisesId ?? ''}.`;
    return [meterIssue(work, 'action', 'meter-in-place', message, 'Remove it first, with its final reading.')];
  }
  if (stand.lastRemovedOn === null || work.on >= stand.lastRemovedOn) return [];
  const message = `Meter ${meterId} was taken out on ${stand.lastRemovedOn}, after ${work.on}.`;
  return [meterIssue(work, 'on', 'before-removal', message, `Type a day from ${stand.lastRemovedOn} on.`)];
}

/** The readings of all registers of the meter as its dials show them, or what is wrong with those that were typed. */
export function readingsOf(
  work: MeterWork,
  meter: Meter,
  typed: TypedReadings,
  columns: readonly [low: string, high: string],
): Readings | Issue[] {
  const [, high] = typed;
  if (!isCompound(meter) && high !== null) {
    const message = `Meter ${meter.meterId} has one register, and a reading of a high one was typed.`;
    return [meterIssue(work, columns[1], 'stray-reading', message, 'Clear the high reading.')];
  }
  const readings: number[] = [];
  const issues = meter.registers.flatMap(({ dials }, index) => {
    const [reading, column] = [typed[index] ?? null, columns[index] ?? columns[0]];
    if (reading === null) return [readingMissing(work, meter, column)];
    readings.push(reading);
    if (reading >= 0 && reading < 10 ** dials) return [];
    const message = `${reading} is no reading of meter ${meter.meterId}, whose register shows ${counted(dials, 'digit')}.`;
    return [
      meterIssue(work, column, 'not-a-reading', message, 'Type all digits as the dials show them, without a point.'),
    ];
  });
  return issues.length > 0 ? issues : readings;
}

function readingMissing(work: MeterWork, { meterId }: Meter, column: string): Issue {
  const message = `Meter ${meterId} is a compound meter, and the reading of one register is missing.`;
  return meterIssue(work, column, 'reading-missing', message, 'Type the readings of both registers.');
}
