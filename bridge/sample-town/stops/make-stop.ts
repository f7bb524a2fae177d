import { addDays, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { coupleName, personName } from '../names/person-names.js';
import { dwellingsName, plantName, shopName } from '../names/business-names.js';
import { randomOf, type Random } from '../random.js';
import type {
  PaymentHabit,
  PlantedCase,
  TownAccount,
  TownCustomer,
  TownMeter,
  TownRun,
  TownService,
  TownStop,
} from '../town.js';
import { accountData } from './account-data.js';
import { accountNotes } from './account-notes.js';
import { makeMeter } from './make-meter.js';
import { meterAfterRollover } from './rollover-start.js';
import { samplePhone } from './sample-phone.js';
import { plainHouse, type StopKind } from './stop-kinds.js';

/** Where a stop stands, and what is to stand there. */
export interface StopSite {
  readonly seed: number;
  /** The stop's number in the town, from 0. */
  readonly index: number;
  readonly kind: StopKind;
  readonly planted: PlantedCase | null;
  readonly routeId: string;
  readonly cycleId: string;
  readonly sequence: number;
  readonly address: string;
  /** The cycle's runs, oldest first. */
  readonly runs: readonly TownRun[];
  readonly serials: SerialNumbers;
}

/** Gives numbers that no other customer or meter of the town has. */
export interface SerialNumbers {
  nextMeter(): number;
  nextCustomer(): number;
}

const UNMETERED_GALLONS = 4_000;
const OLDEST_METER_DAYS = 4_500;
const OLDEST_ACCOUNT_DAYS = 9_000;

/** Builds one stop: its accounts one after the other, and its meters. */
export function makeStop(site: StopSite): TownStop {
  const random = randomOf(site.seed, 'stop', site.index);
  const turn = turningDay(site, random);
  const accounts = makeAccounts(site, turn, random);
  const stop: TownStop = {
    premisesId: `P-${site.routeId.slice(1)}-${stopNumber(site)}`,
    routeId: site.routeId,
    cycleId: site.cycleId,
    sequence: site.sequence,
    address: site.address,
    kindId: site.kind.id,
    season: site.kind.season * random.spread(0.4),
    accounts,
    meters: makeMeters(site, accounts, turn, random),
    planted: site.planted,
  };
  return meterAfterRollover(site.seed, stop, site.runs);
}

/** The day within the planted run on which somebody moves or a meter is changed. */
function turningDay({ planted, runs }: StopSite, random: Random): CalendarDate {
  const run = runs[planted?.runIndex ?? 0];
  if (run === undefined) throw new RangeError('A case is planted in a run that the calendar does not have.');
  return addDays(run.periodFrom, random.int(6, daysBetween(run.periodFrom, run.periodTo) - 8));
}

function makeAccounts(site: StopSite, turn: CalendarDate, random: Random): TownAccount[] {
  const firstDay = firstDayOf(site.runs);
  const kind = site.planted?.kind;
  const openedOn = kind === 'new-connection' ? turn : addDays(firstDay, -random.int(40, OLDEST_ACCOUNT_DAYS));
  const leaves = kind === 'move' || kind === 'moved-out' || kind === 'move-in-open-run';
  const first = makeAccount(site, '01', { openedOn, closedOn: leaves ? turn : null }, random);
  if (!leaves || kind === 'moved-out') return [first];
  const next = { openedOn: addDays(turn, random.int(0, 4)), closedOn: null };
  return [first, makeAccount(site, '02', next, random)];
}

type Stay = Pick<TownAccount, 'openedOn' | 'closedOn'>;

function makeAccount(site: StopSite, occupant: string, stay: Stay, random: Random): TownAccount {
  const { kind, planted, routeId, runs } = site;
  const openFrom = runs.at(-1)?.periodFrom ?? stay.openedOn;
  const left = stay.closedOn;
  const accountId = `${routeId.slice(1)}-${stopNumber(site)}-${occupant}`;
  return {
    accountId,
    occupant,
    customer: makeCustomer(site, random),
    rateClass: kind.rateClass,
    status: left === null ? 'active' : left > openFrom ? 'final' : 'closed',
    ...stay,
    services: servicesOf(kind, random),
    data: accountData(site.seed, site.index, kind),
    notes: accountNotes(site.seed, accountId),
    habit: habitOf(planted, random),
    gallonsPerDay: kind.gallonsPerDay * random.spread(kind.spread),
  };
}

function makeCustomer({ kind, serials }: StopSite, random: Random): TownCustomer {
  const customerId = serials.nextCustomer();
  const hasEmail = random.chance(0.6);
  return {
    customerId,
    name: customerName(kind, random),
    phone: samplePhone(customerId, random.int(0, 99)),
    email: hasEmail ? `customer${customerId}@example.${random.pick(['com', 'org'])}` : '',
  };
}

function customerName(kind: StopKind, random: Random): string {
  switch (kind.names) {
    case 'person':
      return random.chance(0.12) ? coupleName(random) : personName(random);
    case 'shop':
      return shopName(random);
    case 'plant':
      return plantName(random);
    case 'dwellings':
      return dwellingsName(random);
  }
}

function servicesOf(kind: StopKind, random: Random): TownService[] {
  const carts =
    kind.rateClass === 'BUSINESS' || kind.rateClass === 'MULTIFAMILY' ? [2, 2, 2, 3, 4] : [1, 1, 1, 1, 1, 1, 2, 3];
  const unmeteredGallons = kind.water ? null : UNMETERED_GALLONS;
  const services: TownService[] = [];
  if (kind.water) services.push({ service: 'water', carts: null, unmeteredGallons: null });
  if (kind.sewer) services.push({ service: 'sewer', carts: null, unmeteredGallons });
  if (kind.garbage) services.push({ service: 'garbage', carts: random.pick(carts), unmeteredGallons: null });
  return services;
}

function habitOf(planted: PlantedCase | null, random: Random): PaymentHabit {
  switch (planted?.kind) {
    case 'arrears':
      return 'arrears';
    case 'overpayment':
      return 'overpays';
    case 'partial-payment':
      return 'partial';
    case 'late-payment':
      return 'late';
    default:
      return random.chance(0.04) ? 'late' : 'prompt';
  }
}

function makeMeters(
  site: StopSite,
  accounts: readonly TownAccount[],
  turn: CalendarDate,
  random: Random,
): readonly TownMeter[] {
  const { kind, planted, serials, runs } = site;
  if (kind.sizes.length === 0) return [];
  const gallonsPerDay = accounts[0]?.gallonsPerDay ?? 0;
  const isNew = planted?.kind === 'new-connection';
  const age_days = isNew ? 0 : random.int(30, OLDEST_METER_DAYS);
  const installedOn = isNew ? turn : addDays(firstDayOf(runs), -age_days);
  const first = makeMeter({ kind, serial: serials.nextMeter(), installedOn, age_days, gallonsPerDay }, random);
  if (planted?.kind !== 'change-out') return [first];
  const sameSize = { ...plainHouse, ...kind, sizes: kind.sizes.filter(([size]) => size === first.size) };
  const second = { kind: sameSize, serial: serials.nextMeter(), installedOn: turn, age_days: 0, gallonsPerDay };
  return [{ ...first, removedOn: turn }, makeMeter(second, random)];
}

function firstDayOf(runs: readonly TownRun[]): CalendarDate {
  const first = runs[0];
  if (first === undefined) throw new RangeError('A cycle has no runs.');
  return first.periodFrom;
}

function stopNumber({ sequence }: StopSite): string {
  return sequence.toString().padStart(4, '0');
}
