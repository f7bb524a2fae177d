import assert from 'node:assert/strict';
import { estimatedReading } from '../../../../bridge/domain/metering/estimate.js';
import { storedReading, type Register } from '../../../../bridge/domain/metering/register.js';
import { readingsInGallons } from '../../../../bridge/domain/metering/readings-in-gallons.js';

const whole: Register = { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' };
const tenths: Register = { ...whole, decimals: 1, fixedZeros: 1, multiplier: '0.5' };

describe('a reading as the ledger keeps it', () => {
  it('is in counts of the last digit, with a point exactly where the register has it', () => {
    const cases: [string, Register, number | null][] = [
      ['001600', whole, 1_600],
      ['0', whole, 0],
      ['1600.0', whole, null],
      ['1600.5', tenths, 16_005],
      ['016005', tenths, 16_005],
      ['1600.50', tenths, null],
      ['1600.', tenths, null],
      ['.5', tenths, null],
      ['-16', tenths, null],
      ['1,600', whole, null],
      ['16e2', whole, null],
      ['051H05', whole, null],
      ['', whole, null],
      ['9999999999999999', whole, null],
    ];
    for (const [text, register, value] of cases) assert.equal(storedReading(text, register), value, text);
    assert.equal(storedReading(null, whole), null);
  });

  it('stands for gallons by decimals, painted zeros and an exact multiplier', () => {
    // 1,600.5 counts of ten half gallons.
    assert.deepEqual(readingsInGallons(16_000, 16_005, tenths), { previous: '8000', current: '8002.5' });
    assert.deepEqual(readingsInGallons(999_995, 5, tenths), { previous: '499997.5', current: '500002.5' });
    assert.deepEqual(readingsInGallons(999_990, 5, whole), { previous: '999990', current: '1000005' });
  });

  it('is what an estimate leads to, in the same counts', () => {
    assert.deepEqual(estimatedReading('16000', '12.5', tenths), { reading: '016025', gallons: '12.5' });
  });
});
