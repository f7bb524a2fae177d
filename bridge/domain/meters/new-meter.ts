import type { Issue } from '../../contract/problem.js';
import { waterUnits, type WaterUnit } from '../../contract/metering.js';
import { metersSheet } from '../../contract/sheets/meters.js';
import type { Register } from '../metering/register.js';
import type { RowCells } from '../sheet/compare-rows.js';
import { meterIssue } from './meter-issue.js';
import type { Meter } from './meter.js';
import type { MeterWork } from './meter-work.js';

const METER_ID = /^[\w./-]{1,24}$/;
const MULTIPLIER = /^\d{1,6}(\.\d{1,6})?$/;
const DIALS = { minimum: 3, maximum: 10 };
const PLACES_MAX = 6;
/** The sizes of AWWA meters as rates write them. */
const SIZES = ['5/8"', '3/4"', '1"', '1 1/2"', '2"', '3"', '4"', '6"', '8"', '10"', '12"'];

interface RegisterColumns {
  readonly dials: string;
  readonly decimals: string;
  readonly fixedZeros: string;
  readonly multiplier: string;
}

const LOW: RegisterColumns = {
  dials: 'dials',
  decimals: 'decimals',
  fixedZeros: 'fixedZeros',
  multiplier: 'multiplier',
};
const HIGH: RegisterColumns = {
  dials: 'highDials',
  decimals: 'highDecimals',
  fixedZeros: 'highFixedZeros',
  multiplier: 'highMultiplier',
};
const HIGH_COLUMNS: readonly string[] = [HIGH.dials, HIGH.decimals, HIGH.fixedZeros, HIGH.multiplier];

/**
 * The meter that a row adds to the inventory, or everything that is wrong with its facts. It is a compound meter when
 * anything of a high register is filled. `knownSizes` are those that the utility has beside those of the trade: rates name
 * sizes by their words, so that another way of writing one would be priced by no rate.
 */
export function newMeter(work: MeterWork, knownSizes: readonly string[]): Meter | Issue[] {
  const meter = meterByFacts(work, knownSizes);
  const issues = [...idIssues(work), ...('registers' in meter ? [] : meter)];
  return issues.length > 0 ? issues : meter;
}

/** The meter as the facts of a row have it, or everything that is wrong with them; its number is not looked at. */
export function meterByFacts(work: MeterWork, knownSizes: readonly string[]): Meter | Issue[] {
  const { facts, meterId } = work;
  const issues = sizeIssues(work, [...new Set([...SIZES, ...knownSizes])]);
  const unit = waterUnits.find((each) => each === facts['unit']);
  if (unit === undefined)
    issues.push(factIssue(work, 'unit', 'missing', 'is empty', `Choose ${waterUnits.join(', ')}`));
  const columns = isCompoundRow(facts) ? [LOW, HIGH] : [LOW];
  issues.push(...columns.flatMap((each) => registerIssues(work, each)));
  if (issues.length > 0 || unit === undefined) return issues;
  return {
    meterId,
    size: textOf(facts, 'size'),
    maker: textOf(facts, 'maker'),
    endpoint: textOf(facts, 'endpoint'),
    registers: columns.map((each) => toRegister(facts, each, unit)),
  };
}

function isCompoundRow(facts: RowCells): boolean {
  return HIGH_COLUMNS.some((column) => (facts[column] ?? null) !== null);
}

function toRegister(facts: RowCells, columns: RegisterColumns, unit: WaterUnit): Register {
  return {
    dials: numberOf(facts, columns.dials) ?? 0,
    decimals: numberOf(facts, columns.decimals) ?? 0,
    fixedZeros: numberOf(facts, columns.fixedZeros) ?? 0,
    multiplier: multiplierOf(facts, columns),
    unit,
  };
}

/** As it is written the shortest: "10", not "10.0" or "010". */
function multiplierOf(facts: RowCells, { multiplier }: RegisterColumns): string {
  const [whole = '1', fraction = ''] = (textOf(facts, multiplier) || '1').split('.');
  const decimals = fraction.replace(/0+$/, '');
  const units = whole.replace(/^0+(?=\d)/, '');
  return decimals === '' ? units : `${units}.${decimals}`;
}

function registerIssues(work: MeterWork, columns: RegisterColumns): Issue[] {
  const { facts } = work;
  const issues: Issue[] = [];
  const { minimum, maximum } = DIALS;
  const dials = numberOf(facts, columns.dials);
  if (dials === null || dials < minimum || dials > maximum) {
    const what = dials === null ? 'is empty' : `is ${dials}`;
    issues.push(
      factIssue(work, columns.dials, 'not-dials', what, `Type how many digits are read, ${minimum} to ${maximum}`),
    );
  }
  for (const column of [columns.decimals, columns.fixedZeros]) {
    const places = numberOf(facts, column) ?? 0;
    if (places >= 0 && places <= PLACES_MAX) continue;
    issues.push(factIssue(work, column, 'not-places', `is ${places}`, `Type 0 to ${PLACES_MAX}, or leave it empty`));
  }
  const decimals = numberOf(facts, columns.decimals) ?? 0;
  if (dials !== null && decimals >= dials) {
    issues.push(factIssue(work, columns.decimals, 'not-places', `is ${decimals} of ${dials} digits`, 'Type fewer'));
  }
  const multiplier = multiplierOf(facts, columns);
  if (!MULTIPLIER.test(multiplier) || Number(multiplier) === 0) {
    const fix = 'Type the units per count, above 0, with 6 decimals at most';
    issues.push(factIssue(work, columns.multiplier, 'not-a-multiplier', `is ${multiplier}`, fix));
  }
  return issues;
}

function idIssues(work: MeterWork): Issue[] {
  if (METER_ID.test(work.meterId)) return [];
  const fix = 'Type up to 24 letters, digits, points, dashes or slashes';
  return [factIssue(work, 'meter', 'not-a-meter-number', `is "${work.meterId}"`, fix)];
}

function sizeIssues(work: MeterWork, sizes: readonly string[]): Issue[] {
  const size = textOf(work.facts, 'size');
  if (sizes.includes(size)) return [];
  const what = size === '' ? 'is empty' : `is ${size}, which is no size of a meter`;
  return [factIssue(work, 'size', 'unknown-size', what, `Type one of ${sizes.join(', ')}`)];
}

function factIssue(work: MeterWork, column: string, code: string, what: string, fix: string): Issue {
  const header = metersSheet.columns.find(({ id }) => id === column)?.header ?? column;
  return meterIssue(work, column, code, `${header} ${what}.`, `${fix}.`);
}

function textOf(facts: RowCells, column: string): string {
  const cell = facts[column];
  return typeof cell === 'string' ? cell : '';
}

function numberOf(facts: RowCells, column: string): number | null {
  const cell = facts[column];
  return typeof cell === 'number' ? cell : null;
}
