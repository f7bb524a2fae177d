import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Random } from '../random.js';
import type { RegisterUnit, TownMeter, TownRegister } from '../town.js';
import type { MeterSize, StopKind } from './stop-kinds.js';

export interface MeterFacts {
  readonly kind: StopKind;
  /** No two meters of a town have the same. */
  readonly serial: number;
  readonly installedOn: CalendarDate;
  /** How long it has been counting when the story begins. */
  readonly age_days: number;
  readonly gallonsPerDay: number;
}

const MAKERS = ['Badger', 'Neptune', 'Sensus', 'Itron'] as const;
const GALLONS_PER_CUBIC_FOOT = 7.48;
const CUBIC_FEET_SHARE = 0.06;
/** Small meters need no second register for low flow. */
const COMPOUND_SIZES: readonly MeterSize[] = ['2"', '3"', '4"'];
/** The part of a compound meter's water that passes its small register. */
const LOW_FLOW_SHARE = 0.3;

/** Units of one count of the register, by size: large meters leave out the last places. */
const MULTIPLIERS: Readonly<Record<MeterSize, number>> = {
  '5/8"': 10,
  '3/4"': 10,
  '1"': 100,
  '1 1/2"': 100,
  '2"': 100,
  '3"': 1_000,
  '4"': 1_000,
};

/** Puts a meter at a stop. Its registers show what a meter of its age and use would show. */
export function makeMeter(facts: MeterFacts, random: Random): TownMeter {
  const size = random.weighted(facts.kind.sizes);
  const isCompound = COMPOUND_SIZES.includes(size) && random.chance(facts.kind.compoundShare);
  const unit: RegisterUnit = !isCompound && random.chance(CUBIC_FEET_SHARE) ? 'CUBIC_FEET' : 'GAL';
  const register = (registerNumber: number, share: number, multiplier: number): TownRegister => {
    const shape = { registerNumber, dials: share === 1 && multiplier > 1 ? 6 : 7, multiplier, unit, share };
    return { ...shape, startValue: startValue(shape, facts) };
  };
  const multiplier = unit === 'GAL' ? MULTIPLIERS[size] : MULTIPLIERS[size] / 10;
  return {
    meterId: facts.serial.toString().padStart(8, '0'),
    size,
    maker: random.pick(MAKERS),
    endpoint: (70_000_000 + ((facts.serial * 7) % 20_000_000)).toString(),
    isCompound,
    registers: isCompound
      ? [register(1, LOW_FLOW_SHARE, 10), register(2, 1 - LOW_FLOW_SHARE, multiplier)]
      : [register(1, 1, multiplier)],
    installedOn: facts.installedOn,
    removedOn: null,
  };
}

/** Counts of a register for so many gallons, exact to the count below. */
export function countsOf(gallons: number, register: Pick<TownRegister, 'multiplier' | 'unit'>): number {
  const units = register.unit === 'GAL' ? gallons : gallons / GALLONS_PER_CUBIC_FOOT;
  return Math.round(units / register.multiplier);
}

/** Below the top tenth, so that a register rolls over only where the story says so. */
function startValue(register: Omit<TownRegister, 'startValue'>, { age_days, gallonsPerDay }: MeterFacts): number {
  const counted = countsOf(age_days * gallonsPerDay * register.share, register);
  return counted % Math.floor(10 ** register.dials * 0.5);
}
