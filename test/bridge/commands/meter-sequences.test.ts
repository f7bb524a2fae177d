import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, latest, type CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { meterChecks } from '../../../bridge/queries/proof/meter-checks.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { doneWith, newMeterRow, workMeters, type TypedWork } from '../../support/town/meter-work.js';
import { plainHouses, stopsOf, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { decide } from '../../support/town/sheet-rows.js';
import { TestTown } from '../../support/town/town.js';

const HOUSES = 3;
const METERS = HOUSES + 3;

interface Step {
  readonly what: 'install' | 'remove' | 'change out';
  readonly meter: number;
  readonly other: number;
  readonly house: number;
  readonly days: number;
  /** Counts that pass every house before it. */
  readonly counts: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('install', 'remove', 'change out', 'change out'),
  meter: fc.nat(METERS - 1),
  other: fc.nat(METERS - 1),
  house: fc.nat(HOUSES - 1),
  days: fc.nat(2),
  counts: fc.array(fc.nat(300), { minLength: HOUSES * 2, maxLength: HOUSES * 2 }),
});

/** A meter as it stands in truth: what its dials show, and where it is. */
interface TrueMeter {
  readonly id: string;
  readonly gallonsPerCount: readonly number[];
  readonly shows: number[];
  house: number | null;
  /** The day from which its newest stay counts, and the day on which the one before ended. */
  since: CalendarDate | null;
  wentIn: CalendarDate | null;
  cameOut: CalendarDate | null;
}

/** The houses and meters as they are in truth, in plain numbers. */
class Street {
  readonly used: number[] = Array.from({ length: HOUSES }, () => 0);
  day: CalendarDate;

  constructor(
    readonly meters: readonly TrueMeter[],
    firstDay: CalendarDate,
    readonly lastDay: CalendarDate,
  ) {
    this.day = firstDay;
  }

  meterAt(house: number): TrueMeter | undefined {
    return this.meters.find((meter) => meter.house === house);
  }

  flow(counts: readonly number[]): void {
    for (let house = 0; house < HOUSES; house += 1) {
      const meter = this.meterAt(house);
      meter?.gallonsPerCount.forEach((gallons, register) => {
        const passed = counts[house * 2 + register] ?? 0;
        meter.shows[register] = (meter.shows[register] ?? 0) + passed;
        this.used[house] = (this.used[house] ?? 0) + passed * gallons;
      });
    }
  }

  canComeOut(meter: TrueMeter): boolean {
    return meter.house !== null && (meter.since === null || this.day > meter.since);
  }

  canGoIn(meter: TrueMeter): boolean {
    if (meter.house !== null) return false;
    return (meter.cameOut === null || this.day >= meter.cameOut) && (meter.wentIn === null || this.day > meter.wentIn);
  }

  takeOut(meter: TrueMeter): void {
    Object.assign(meter, { house: null, cameOut: this.day });
  }

  putIn(meter: TrueMeter, house: number): void {
    Object.assign(meter, { house, since: this.day, wentIn: this.day });
  }
}

async function streetOf(town: TestTown, houses: readonly Stop[]): Promise<Street> {
  await doneWith(
    town,
    newMeterRow('S1', { multiplier: '1' }),
    newMeterRow('S2'),
    newMeterRow('C1', { multiplier: '1', highDials: 7, highMultiplier: '10' }),
  );
  const stock = { house: null, since: null, wentIn: null, cameOut: null };
  const meters: TrueMeter[] = [
    ...houses.map(({ read }, house) => ({
      ...{ ...stock, house, id: read.meterId, since: read.previousOn, shows: [read.previousValue] },
      gallonsPerCount: [Number(read.register.multiplier)],
    })),
    { ...stock, id: 'S1', gallonsPerCount: [1], shows: [12] },
    { ...stock, id: 'S2', gallonsPerCount: [10], shows: [0] },
    { ...stock, id: 'C1', gallonsPerCount: [1, 10], shows: [5, 6] },
  ];
  const [first, ...others] = houses.map(({ read }) => read.previousOn);
  assert.ok(first);
  const { periodTo } = await billRun(town.database, BEACON_RUN);
  return new Street(meters, addDays(latest([first, ...others]), 1), addDays(periodTo, -1));
}

/** Takes a step in the town, which must do it exactly when it can be, and then in truth. */
async function take(town: TestTown, street: Street, houses: readonly Stop[], asked: Step): Promise<void> {
  const next = addDays(street.day, asked.days);
  if (next <= street.lastDay) street.day = next;
  street.flow(asked.counts);
  const [meter, other] = [street.meters[asked.meter], street.meters[asked.other]];
  assert.ok(meter && other);
  const { house } = meter;
  const isAble = {
    install: street.canGoIn(meter) && street.meterAt(asked.house) === undefined,
    remove: street.canComeOut(meter),
    'change out': street.canComeOut(meter) && street.canGoIn(other) && meter !== other,
  }[asked.what];
  const { outcome, reply } = await workMeters(town, [rowOf(street, asked, meter, other, houses)]);
  const told = `${asked.what} of ${meter.id} on ${street.day}: ${JSON.stringify(reply.issues)}`;
  assert.equal(outcome, isAble ? 'applied' : 'refused', told);
  if (!isAble) return;
  if (asked.what !== 'install') street.takeOut(meter);
  if (asked.what === 'install') street.putIn(meter, asked.house);
  if (asked.what === 'change out') street.putIn(other, house ?? 0);
}

function rowOf(street: Street, { what, house }: Step, meter: TrueMeter, other: TrueMeter, houses: readonly Stop[]) {
  const row: TypedWork = { action: what, meter: meter.id, on: street.day, reason: 'Work' };
  const [reading = 0, highReading = null] = meter.shows;
  const [newReading = 0, newHighReading = null] = other.shows;
  const place = houses[house]?.read.accountId ?? '';
  if (what === 'install') return { ...row, reading, highReading, place };
  if (what === 'remove') return { ...row, reading, highReading };
  return { ...row, reading, highReading, newMeter: other.id, newReading, newHighReading };
}

/** Reads what is in place as its dials show it, and compares each account's gallons with those that passed. */
async function compare(town: TestTown, street: Street, houses: readonly Stop[]): Promise<void> {
  const accounts = houses.map(({ read }) => read.accountId);
  const open = (await periodReads(town.database, BEACON_RUN)).filter(
    ({ accountId, status }) => accounts.includes(accountId) && status === 'missing',
  );
  const edits = open.map(({ rowKey, meterId, registerNumber }) => {
    const newReading = street.meters.find(({ id }) => id === meterId)?.shows[registerNumber - 1] ?? null;
    return [rowKey, { action: 'change', newReading, reason: 'Read by eye' }] as const;
  });
  const { reply } = await decide(town, BEACON_RUN, Object.fromEntries(edits));
  assert.deepEqual(reply.issues, []);
  const bills = await runBills(town.database, await billRun(town.database, BEACON_RUN));
  const billed = accounts.map((account) => bills.find(({ accountId }) => accountId === account)?.usageGallons);
  assert.deepEqual(billed, street.used);
}

async function provenPlaces(town: TestTown, street: Street, houses: readonly Stop[]): Promise<void> {
  for (const check of meterChecks) assert.deepEqual(await check(town.database), []);
  const rows = await town.database.raw<{ meter_id: string; account_id: string }[]>(
    `SELECT meter_id, account_id FROM meter_installation JOIN account USING (premises_id)
     WHERE removed_on IS NULL AND account.status = 'active' AND account_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(houses.map(({ read }) => read.accountId))],
  );
  const wanted = street.meters.flatMap(({ id, house }) =>
    house === null ? [] : [{ meter_id: id, account_id: houses[house]?.read.accountId ?? '' }],
  );
  const byMeter = (one: { meter_id: string }, two: { meter_id: string }) => (one.meter_id < two.meter_id ? -1 : 1);
  assert.deepEqual(rows.toSorted(byMeter), wanted.toSorted(byMeter));
}

describe('any sequence of installs, removals and change-outs', () => {
  it('leaves no meter in two places, and bills the gallons that passed', async function () {
    this.timeout(300_000);
    const sequences = fc.array(step, { minLength: 4, maxLength: 14 });
    const property = fc.asyncProperty(sequences, async (steps) => {
      const town = await TestTown.open();
      try {
        const houses = plainHouses(await stopsOf(town, BEACON_RUN)).slice(0, HOUSES);
        const street = await streetOf(town, houses);
        for (const each of steps) await take(town, street, houses, each);
        await provenPlaces(town, street, houses);
        await compare(town, street, houses);
      } finally {
        await town.close();
      }
    });
    await fc.assert(property, { numRuns: 10 });
  });
});
