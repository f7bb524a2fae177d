import { z } from 'zod';
import type { Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { TariffError } from '../../contract/tariff-document.js';
import { type BillInputs, type CompiledTariff, priceBill } from '../../domain/tariff/index.js';

/** A case that was read: a class and the data of a bill. */
export interface PriceCase {
  readonly class: string;
  readonly inputs: BillInputs;
}

/** What a case gives: an exact bill with its components, or why there is none. */
export type PricedCase =
  | {
      readonly bill: string;
      readonly bill_cents: Cents;
      readonly components: Readonly<Record<string, string>>;
    }
  | { readonly error: { readonly code: string; readonly message: string; readonly line: number | null } };

const caseSchema = z.object({
  class: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});

const LONGEST_CASE = 100_000;

/** Does the work of a case; a refusal becomes the case's answer. */
export function answered(work: () => PricedCase): PricedCase {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    const line = error instanceof TariffError ? error.line : null;
    return { error: { code: error.code, message: error.message, line } };
  }
}

/** Prices a case. Throws TariffError as priceBill does. */
export function priceCase(tariff: CompiledTariff, { class: className, inputs }: PriceCase): PricedCase {
  const { bill, billCents, components } = priceBill(tariff, className, inputs);
  return {
    bill: bill.toFixed(),
    bill_cents: billCents,
    components: Object.fromEntries([...components].map(([name, value]) => [name, value.toFixed()])),
  };
}

/** Reads a case from its line of JSON. Throws CurbstopError "bad-case". */
export function readCase(text: string): PriceCase {
  if (text.length > LONGEST_CASE) throw badCase(`it has ${text.length} characters; the limit is ${LONGEST_CASE}`);
  const parsed = caseSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badCase(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badCase(error instanceof Error ? error.message : 'it is no JSON');
  }
}

function badCase(why: string): CurbstopError {
  return new CurbstopError({
    code: 'bad-case',
    message: `The case cannot be read: ${why}.`,
    fix: 'Give one JSON object a line: {"class": "RESIDENTIAL", "inputs": {"usage_ccf": "6"}}.',
  });
}
