import assert from 'node:assert/strict';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { exactTotal } from '../../../../bridge/domain/tariff/fast/fast-program.js';
import { priceFast } from '../../../../bridge/domain/tariff/fast/price-fast.js';
import {
  type BillInputs,
  type CompiledTariff,
  type PricedBill,
  priceBill,
} from '../../../../bridge/domain/tariff/index.js';
import { givenHome } from './given-tariff.js';
import { randomTariff } from './random-tariff.js';

const Wide = Decimal.clone({ precision: 400 });
const BILLS_PER_TARIFF = 50;

/** Prices so many random bills by both evaluators, which must agree to the last digit, cent and line; throws where not. */
export function compareEvaluators(bills: number): void {
  const seen = { fast: 0, exact: 0, refused: 0 };
  fc.assert(
    fc.property(randomTariff(BILLS_PER_TARIFF), ({ fields, settings, inputs }) => {
      const tariff = givenHome(fields, settings);
      for (const data of inputs) seen[compare(tariff, data)] += 1;
    }),
    // A bill of so many parts takes very long to shrink.
    { numRuns: bills / BILLS_PER_TARIFF, endOnFailure: true },
  );
  assert.equal(seen.fast + seen.exact + seen.refused, bills);
  // A test in which nearly all were refused, or left to the exact evaluator, would show nothing.
  assert.ok(seen.fast > bills / 4, JSON.stringify(seen));
  assert.ok(seen.refused > bills / 100 && seen.exact > bills / 100, JSON.stringify(seen));
}

function compare(tariff: CompiledTariff, data: BillInputs): 'fast' | 'exact' | 'refused' {
  const fast = priceFast(tariff.plan('HOME'), data);
  const exact = exactly(tariff, data);
  if (exact === null) {
    assert.equal(fast, null, `refused by the exact evaluator: ${JSON.stringify(data)}`);
    return 'refused';
  }
  if (fast === null) return 'exact';
  assert.equal(fast.billCents, exact.billCents);
  const { over, under } = exactTotal(fast.program);
  const quotient = new Wide(over).div(under).div(100).toSignificantDigits(50).toFixed();
  assert.equal(quotient, new Wide(exact.bill).toSignificantDigits(50).toFixed());
  assert.deepEqual(
    fast.lines.map(({ line, cents }) => [line.component, line.kind, cents]),
    exact.lines.map(({ component, kind, cents }) => [component, kind, cents]),
  );
  return 'fast';
}

function exactly(tariff: CompiledTariff, data: BillInputs): PricedBill | null {
  try {
    return priceBill(tariff, 'HOME', data);
  } catch (error) {
    if (error instanceof CurbstopError) return null;
    throw error;
  }
}
