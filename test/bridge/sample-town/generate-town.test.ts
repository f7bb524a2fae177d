import assert from 'node:assert/strict';
import { accountInputFault } from '../../../bridge/contract/account-inputs.js';
import { notedText, noteTrouble } from '../../../bridge/contract/account-note.js';
import { calendarDate, weekday } from '../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { rateClasses } from '../../../bridge/contract/services.js';
import { mostGallons, usageBetween } from '../../../bridge/domain/metering/usage.js';
import { generateTown } from '../../../bridge/sample-town/generate-town.js';
import { playReads, type TownRead } from '../../../bridge/sample-town/play/play-reads.js';
import { meterSizes } from '../../../bridge/sample-town/stops/stop-kinds.js';
import { plantedCaseKinds, type PlantedCaseKind, type Town } from '../../../bridge/sample-town/town.js';

const asOf = calendarDate('2026-11-23');
const small = { accounts: 60, seed: 1, asOf };

function accountsOf(town: Town) {
  return town.stops.flatMap((stop) => stop.accounts);
}

function readsAt(town: Town, kind: PlantedCaseKind): TownRead[][] {
  return [...playReads(town)]
    .map(({ stops }) => stops.filter(({ stop }) => stop.planted?.kind === kind).flatMap(({ reads }) => reads))
    .filter((reads) => reads.length > 0);
}

describe('the sample town', () => {
  it('is the same town, byte for byte, for the same plan', () => {
    const [first, again] = [generateTown(small), generateTown(small)];
    assert.equal(JSON.stringify(first), JSON.stringify(again));
    assert.equal(JSON.stringify([...playReads(first)]), JSON.stringify([...playReads(again)]));
  });

  it('is another town for another seed', () => {
    assert.notEqual(
      JSON.stringify(generateTown(small).stops),
      JSON.stringify(generateTown({ ...small, seed: 2 }).stops),
    );
  });

  for (const accounts of [1, 2, 7, 12, 24, 60, 61, 500]) {
    it(`has exactly as many accounts as asked for: ${accounts}`, () => {
      const town = generateTown({ ...small, accounts });
      const ids = accountsOf(town).map(({ accountId }) => accountId);
      assert.equal(ids.length, accounts);
      assert.equal(new Set(ids).size, accounts);
    });
  }

  for (const accounts of [0, -1, 1.5, Number.NaN, 1_000_000]) {
    it(`refuses ${accounts} accounts, and says what is possible`, () => {
      assert.throws(
        () => generateTown({ ...small, accounts }),
        (error) => error instanceof CurbstopError && error.code === 'town-size' && /1 to/.test(error.fix),
      );
    });
  }

  for (const seed of [1, 2, 3]) {
    it(`holds every planted case from 60 accounts up (seed ${seed})`, () => {
      const found = new Set(generateTown({ ...small, seed }).stops.map(({ planted }) => planted?.kind));
      assert.deepEqual(
        plantedCaseKinds.filter((kind) => !found.has(kind)),
        [],
      );
    });
  }

  it('says of its accounts what tariffs may ask for, and only what can be said', () => {
    const town = generateTown({ ...small, accounts: 300 });
    const said = accountsOf(town).flatMap(({ rateClass, services, data }) =>
      data.map(({ name, value }) => {
        assert.equal(accountInputFault(name, value), null, `${name}: ${value}`);
        return { name, value, rateClass, hasSewer: services.some(({ service }) => service === 'sewer') };
      }),
    );
    const of = (wanted: string) => said.filter(({ name }) => name === wanted);
    assert.ok(of('dwelling_units').length > 0 && of('programme_ends').length > 0);
    assert.ok(of('dwelling_units').every(({ rateClass, value }) => rateClass === 'MULTIFAMILY' && Number(value) > 1));
    assert.ok(of('programme_ends').every(({ rateClass }) => rateClass === 'REDUCED'));
    assert.equal(of('city_limits').length, accountsOf(town).length);
    const outside = of('city_limits').filter(({ value }) => value === 'outside_city');
    assert.ok(outside.length > 0 && outside.every(({ hasSewer }) => !hasSewer));
  });

  it('has notes of some accounts, each as it may be kept', () => {
    const notes = accountsOf(generateTown({ ...small, accounts: 500 })).map((account) => account.notes);
    assert.ok(notes.some(({ length }) => length === 0) && notes.some(({ length }) => length > 1));
    for (const text of notes.flat()) assert.deepEqual([noteTrouble(text), notedText(text)], [null, text]);
  });

  it('has every rate class, meter size, mix of services and compound meters', () => {
    const town = generateTown({ ...small, accounts: 300 });
    const accounts = accountsOf(town);
    const meters = town.stops.flatMap((stop) => stop.meters);
    assert.deepEqual([...new Set(accounts.map(({ rateClass }) => rateClass))].sort(), [...rateClasses].sort());
    assert.deepEqual([...new Set(meters.map(({ size }) => size))].sort(), [...meterSizes].sort());
    const mixes = new Set(accounts.map(({ services }) => services.map(({ service }) => service).join(' ')));
    for (const mix of ['water sewer garbage', 'water garbage', 'sewer', 'garbage', 'water'])
      assert.ok(mixes.has(mix), mix);
    const compound = meters.filter(({ isCompound }) => isCompound);
    assert.ok(compound.length > 0 && compound.every(({ registers }) => registers.length === 2));
    const units = new Set(meters.flatMap(({ registers }) => registers.map(({ unit }) => unit)));
    assert.deepEqual([...units].sort(), ['CUBIC_FEET', 'GAL']);
    assert.ok(meters.some(({ meterId }) => meterId.startsWith('0')));
    assert.equal(new Set(meters.map(({ meterId }) => meterId)).size, meters.length);
  });

  it('has twelve routes in two cycles, and stops numbered in walking order', () => {
    const town = generateTown({ ...small, accounts: 300 });
    assert.equal(town.routes.length, 12);
    assert.equal(town.routes.filter(({ cycleId }) => cycleId === '1').length, 6);
    const first = town.stops.filter(({ routeId }) => routeId === 'R01').map(({ sequence }) => sequence);
    assert.deepEqual(
      first,
      first.map((_, index) => index + 1),
    );
  });

  it('reads on weekdays: thirteen posted runs and one open run per cycle, none after its last day', () => {
    for (const day of ['2026-11-23', '2026-03-05', '2026-03-04', '2024-02-29', '2027-01-01']) {
      const { runs } = generateTown({ ...small, accounts: 2, asOf: calendarDate(day) });
      for (const cycleId of ['1', '2']) {
        const own = runs.filter((run) => run.cycleId === cycleId);
        assert.equal(own.length, 14);
        assert.deepEqual(own.map(({ status }) => status).slice(-2), ['posted', 'open']);
        for (const [index, run] of own.entries()) {
          assert.ok(run.periodTo <= day && ![0, 6].includes(weekday(run.periodTo)));
          assert.equal(run.periodFrom, own[index - 1]?.periodTo ?? run.periodFrom);
        }
      }
    }
  });

  it('keeps names as people write them: apostrophes, commas, accents and ampersands, never a formula', () => {
    const names = accountsOf(generateTown({ ...small, accounts: 1_000 })).map(({ customer }) => customer.name);
    for (const sign of ["'", ',', '&', 'é', '-'])
      assert.ok(
        names.some((name) => name.includes(sign)),
        sign,
      );
    assert.deepEqual(
      names.filter((name) => /^[=+@-]/.test(name)),
      [],
    );
  });
});

describe("the sample town's reads", () => {
  it('follow one another: every read starts where the one before it ended', () => {
    const last = new Map<string, number>();
    for (const { stops } of playReads(generateTown({ ...small, accounts: 300 }))) {
      for (const { meter, register, previousValue, value } of stops.flatMap(({ reads }) => reads)) {
        const key = `${meter.meterId}/${register.registerNumber}`;
        assert.equal(previousValue, last.get(key) ?? register.startValue, key);
        if (value !== null) last.set(key, value);
      }
    }
  });

  it('can all be billed by the rules of metering', () => {
    for (const { stops } of playReads(generateTown({ ...small, accounts: 300 }))) {
      for (const { register, previousValue, value } of stops.flatMap(({ reads }) => reads)) {
        if (value === null) continue;
        const shape = { ...register, decimals: 0, fixedZeros: 0, multiplier: String(register.multiplier) };
        const span = { previous: String(previousValue), current: String(value), register: shape };
        assert.ok(usageBetween(span, { highestGallons: mostGallons(shape) }).ok);
      }
    }
  });

  it('show the leak, the stopped meter, the rollover, the change-out and the estimate', () => {
    const town = generateTown(small);
    const used = (reads: TownRead[]) =>
      reads.map(({ value, previousValue }) => (value ?? previousValue) - previousValue);
    const leak = readsAt(town, 'leak').flatMap(used);
    assert.ok(Math.max(...leak) > 4 * (leak[0] ?? 0));
    const stopped = readsAt(town, 'stopped-meter').flatMap(used);
    assert.ok((stopped[0] ?? 0) > 0 && stopped.at(-2) === 0);
    assert.equal(
      readsAt(town, 'rollover')
        .flatMap(used)
        .filter((counts) => counts < 0).length,
      1,
    );
    assert.ok(readsAt(town, 'change-out').some((reads) => reads.length === 2 && reads[0]?.meter !== reads[1]?.meter));
    const estimated = readsAt(town, 'estimated-read')
      .flat()
      .filter(({ status }) => status === 'estimated');
    assert.equal(estimated.length, 1);
  });

  it('are missing in the open run, but for the final read of somebody who moved out', () => {
    const open = [...playReads(generateTown(small))].filter(({ run }) => run.status === 'open');
    const reads = open.flatMap(({ stops }) => stops.flatMap((stop) => stop.reads));
    const final = reads.filter(({ status }) => status !== 'missing');
    assert.equal(final.length, 1);
    assert.match(final[0]?.rowKey ?? '', /\/1\/01$/);
    assert.ok(reads.every(({ status, value }) => (status === 'missing') === (value === null)));
    const rowKeys = reads.map(({ rowKey }) => rowKey);
    assert.equal(new Set(rowKeys).size, rowKeys.length);
  });
});
