import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Register } from '../../../../bridge/domain/metering/register.js';
import { usageBetween, usageOfCompound, usageOverChangeOut } from '../../../../bridge/domain/metering/usage.js';

const gallons: Register = { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' };
const hundredCubicFeet: Register = { ...gallons, dials: 4, fixedZeros: 2, unit: 'CUBIC_FEET' };

function use(previous: string, current: string, register = gallons, highestGallons: string | null = '10000') {
  return usageBetween({ previous, current, register }, { highestGallons });
}

describe('usage between two readings', () => {
  it('is the difference of the readings, leading zeros or not', () => {
    assert.deepEqual(use('000100', '6100'), { ok: true, gallons: '6000', rolledOver: false });
  });

  it('turns cubic feet into gallons at 7.48 and painted zeros into their place', () => {
    assert.deepEqual(use('0010', '0018', hundredCubicFeet), { ok: true, gallons: '5984', rolledOver: false });
  });

  it('applies the multiplier', () => {
    assert.deepEqual(use('10', '15', { ...gallons, multiplier: '10' }), { ok: true, gallons: '50', rolledOver: false });
  });

  it('takes the factor of a unit as a setting', () => {
    const gallonsPerUnit = { GAL: '1', CUBIC_FEET: '7.5', CCF: '750', CUBIC_METER: '264', LITER: '0.264' };
    const span = { previous: '10', current: '18', register: hundredCubicFeet };
    assert.deepEqual(usageBetween(span, { gallonsPerUnit }), { ok: true, gallons: '6000', rolledOver: false });
  });

  it('puts the point where the register has it when the reading has none', () => {
    const register = { ...gallons, decimals: 1 };
    assert.deepEqual(use('001000', '001005', register), { ok: true, gallons: '0.5', rolledOver: false });
    assert.deepEqual(use('100.0', '001005', register), { ok: true, gallons: '0.5', rolledOver: false });
  });

  it('is exact where binary floating point is not', () => {
    assert.deepEqual(use('0.1', '0.3'), { ok: true, gallons: '0.2', rolledOver: false });
  });

  it('is a rollover from the top tenth of the register when the use is plausible', () => {
    assert.deepEqual(use('998000', '002000'), { ok: true, gallons: '4000', rolledOver: true });
    assert.equal(use('900000', '0', gallons, '100000').ok, true);
  });

  it('is negative when the previous reading was below the top tenth', () => {
    const result = use('899999', '000001', gallons, '999999');
    assert.equal(result.ok ? 'ok' : result.code, 'negative');
  });

  it('is negative when the rollover would be above the high limit', () => {
    const result = use('998000', '900000');
    assert.ok(!result.ok);
    assert.equal(result.code, 'negative');
    assert.match(result.sentence, /900000 is below the previous reading 998000.*902,000 gallons/);
  });

  it('is negative when nothing tells what use is plausible', () => {
    assert.equal(use('998000', '002000', gallons, null).ok, false);
  });

  it('refuses readings that are no numbers, and never coerces them', () => {
    for (const text of ['051H05', '', ' 12', '-5', '1e3', '1,000', '0x10', '１２']) {
      const result = use('100', text);
      assert.equal(result.ok ? 'ok' : result.code, 'not-a-number', text);
    }
  });

  it('refuses a reading with more digits than the register shows', () => {
    const result = use('999999', '1000000');
    assert.equal(result.ok ? 'ok' : result.code, 'over-capacity');
  });

  it('finds back what was used, over a rollover too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 99_999 }), (previous, used) => {
        const current = (previous + used) % 1_000_000;
        const result = use(String(previous), String(current).padStart(6, '0'), gallons, '100000');
        assert.deepEqual(result, { ok: true, gallons: String(used), rolledOver: current < previous });
      }),
    );
  });

  it('counts readings far beyond the exact integers of binary floating point', () => {
    const register = { ...gallons, dials: 18 };
    assert.deepEqual(use('9007199254740992', '9007199254740993', register), {
      ok: true,
      gallons: '1',
      rolledOver: false,
    });
  });
});

describe('usage over a change-out', () => {
  it('adds what the old meter ended with to what the new one counted', () => {
    const oldMeter = { previous: '5000', current: '5600', register: gallons };
    const newMeter = { previous: '3', current: '10', register: hundredCubicFeet };
    assert.deepEqual(usageOverChangeOut({ oldMeter, newMeter }), { ok: true, gallons: '5836', rolledOver: false });
  });

  it('is not known when one of the meters runs backwards', () => {
    const oldMeter = { previous: '5000', current: '4600', register: gallons };
    const newMeter = { previous: '0', current: '900', register: gallons };
    assert.equal(usageOverChangeOut({ oldMeter, newMeter }).ok, false);
  });
});

describe('usage of a compound meter', () => {
  it('is the sum of its registers', () => {
    const low = { previous: '100', current: '350', register: gallons };
    const high = { previous: '20', current: '21', register: { ...gallons, fixedZeros: 3 } };
    assert.deepEqual(usageOfCompound([low, high]), { ok: true, gallons: '1250', rolledOver: false });
  });
});
