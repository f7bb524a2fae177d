import { sumCents, type Cents } from '../../contract/money.js';
import { feeComponent, feeNamed, type BillInputs } from '../tariff/index.js';
import type { BillLine } from './calculated-bill.js';

/**
 * What the lines of a charge, or of a part of one, come to that are fees of the account by the data it was priced from. A
 * line of another component is none, whatever it is called.
 */
export function chargedFees(inputs: BillInputs, lines: readonly Pick<BillLine, 'component' | 'amountCents'>[]): Cents {
  const components = new Set(
    Object.keys(inputs).flatMap((name) => {
      const fee = feeNamed(name);
      return fee === null ? [] : [feeComponent(fee)];
    }),
  );
  return sumCents(lines.filter(({ component }) => components.has(component)).map(({ amountCents }) => amountCents));
}
