import assert from 'node:assert/strict';
import { TariffError } from '../../../../bridge/contract/tariff-document.js';
import {
  type BillInputs,
  type CompiledTariff,
  type PricedBill,
  compileTariff,
  priceBill,
  priceCents,
} from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';

/** A tariff with one class HOME, given by the lines of its fields, and optional curbstop settings. */
export function givenHome(
  fields: readonly string[],
  curbstop: readonly string[] = [],
  billUnit = 'kgal',
): CompiledTariff {
  return givenClasses({ HOME: fields }, curbstop, billUnit);
}

/** A tariff with several classes, each given by the lines of its fields. */
export function givenClasses(
  classes: Readonly<Record<string, readonly string[]>>,
  curbstop: readonly string[] = [],
  billUnit = 'kgal',
): CompiledTariff {
  const settings = curbstop.length === 0 ? [] : ['  curbstop:', ...curbstop.map((line) => `    ${line}`)];
  const rates = Object.entries(classes).flatMap(([name, fields]) => [
    `  ${name}:`,
    ...fields.map((line) => `    ${line}`),
  ]);
  const text = ['metadata:', `  bill_unit: ${billUnit}`, ...settings, 'rate_structure:', ...rates].join('\n');
  return compileTariff(readTariffText(text, 'home.owrs'));
}

/** Prices a class exactly, and holds the fast evaluator to the same cents. */
export function priced(tariff: CompiledTariff, className: string, inputs: BillInputs = {}): PricedBill {
  const bill = priceBill(tariff, className, inputs);
  const fast = priceCents(tariff, className, inputs);
  assert.deepEqual([fast.billCents, fast.lines.map(({ cents }) => cents)], [bill.billCents, centsOf(bill)]);
  return bill;
}

/** Prices class HOME of a tariff with these fields. */
export function priceHome(
  fields: readonly string[],
  inputs: BillInputs = {},
  curbstop: readonly string[] = [],
): PricedBill {
  return priced(givenHome(fields, curbstop), 'HOME', inputs);
}

/** The exact bill of class HOME, as text. */
export function billOf(fields: readonly string[], inputs: BillInputs = {}, curbstop: readonly string[] = []): string {
  return priceHome(fields, inputs, curbstop).bill.toFixed();
}

/** The cents of a bill's lines. */
export function centsOf({ lines }: PricedBill): readonly number[] {
  return lines.map(({ cents }) => cents);
}

/** The lines of a bill: component, kind, cents. */
export function linesOf({ lines }: PricedBill): readonly (readonly [string, string, number])[] {
  return lines.map(({ component, kind, cents }) => [component, kind, cents]);
}

/** A component's exact value as text. */
export function valueOf({ components }: PricedBill, component: string): string | undefined {
  return components.get(component)?.toFixed();
}

/** The steps of a bill's explanation: component, text, value. */
export function stepsOf(bill: PricedBill): readonly (readonly [string, string, string])[] {
  return bill.explain().steps.map(({ component, text, value }) => [component, text, value]);
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
