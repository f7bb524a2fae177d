import { CurbstopError } from '../../contract/problem.js';
import type { TariffCase, TariffCaseReply } from '../../contract/tariff-check.js';
import { TariffError } from '../../contract/tariff-document.js';
import { priceBill } from './bill/price-bill.js';
import type { CompiledTariff } from './compile-tariff.js';

/** Prices one case for people and programs: exact decimal text and cents, or why it can't be priced. */
export function priceCase(tariff: CompiledTariff, { class: className, inputs }: TariffCase): TariffCaseReply {
  try {
    const { bill, billCents, components } = priceBill(tariff, className, inputs);
    return {
      bill: bill.toFixed(),
      bill_cents: billCents,
      components: Object.fromEntries([...components].map(([name, value]) => [name, value.toFixed()])),
    };
  } catch (error) {
    return caseError(error);
  }
}

/** The answer to a case that can't be priced. A defect is thrown on. */
export function caseError(error: unknown): TariffCaseReply {
  if (!(error instanceof CurbstopError)) throw error;
  const line = error instanceof TariffError ? error.line : null;
  return { error: { code: error.code, message: error.message, line } };
}
