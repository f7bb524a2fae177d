import assert from 'node:assert/strict';
import { TariffError } from '../../../../bridge/contract/tariff-document.js';
import {
  type BillInputs,
  type CompiledTariff,
  type PricedBill,
  compileTariff,
  priceBill,
} from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';

/** A tariff with one class HOME, given by the lines of its fields, and optional curbstop settings. */
export function givenHome(fields: readonly string[], curbstop: readonly string[] = []): CompiledTariff {
  const settings = curbstop.length === 0 ? [] : ['  curbstop:', ...curbstop.map((line) => `    ${line}`)];
  const head = ['metadata:', '  bill_unit: kgal', ...settings];
  const text = [...head, 'rate_structure:', '  HOME:', ...fields.map((line) => `    ${line}`)].join('\n');
  return compileTariff(readTariffText(text, 'home.owrs'));
}

/** Prices class HOME of a tariff with these fields. */
export function priceHome(
  fields: readonly string[],
  inputs: BillInputs = {},
  curbstop: readonly string[] = [],
): PricedBill {
  return priceBill(givenHome(fields, curbstop), 'HOME', inputs);
}

/** The exact bill of class HOME, as text. */
export function billOf(fields: readonly string[], inputs: BillInputs = {}): string {
  return priceHome(fields, inputs).bill.toFixed();
}

/** Asserts that the work is refused with this code, and gives the error. */
export function refused(code: string, work: () => unknown): TariffError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof TariffError, String(error));
    assert.equal(error.code, code, error.message);
    assert.notEqual(error.fix, '');
    return error;
  }
  throw new assert.AssertionError({ message: `nothing was refused; "${code}" was expected` });
}
