import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CurbstopError } from '../contract/problem.js';
import { TariffError } from '../contract/tariff-document.js';
import { type CompiledTariff, compileTariff, priceBill } from '../domain/tariff/index.js';
import { readTariffFile } from '../files/owrs/read-tariff.js';

export interface TariffPriceOptions {
  /** The rate file. */
  readonly file: string;
  /** A file of cases, one JSON object a line; without it the cases come from `input`. */
  readonly casesFile?: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

const caseSchema = z.object({
  class: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});

const LONGEST_CASE = 100_000;

/**
 * Prices cases with a rate file: a JSON object a line in (`{"class": ..., "inputs": {...}}`), one a line out in the
 * same order: `{"bill", "bill_cents", "components"}` with exact decimal text, or `{"error": {code, message, line}}`.
 * A bad case does not stop the rest; a rate file that cannot be read is the answer to every case.
 */
export async function tariffPrice({ file, casesFile, input, output }: TariffPriceOptions): Promise<void> {
  const price = await pricer(file);
  const cases = createInterface({ input: casesFile === undefined ? input : createReadStream(casesFile) });
  for await (const line of cases) {
    if (line.trim() === '') continue;
    if (!output.write(`${JSON.stringify(answer(line, price))}\n`)) await once(output, 'drain');
  }
}

type Price = (text: string) => unknown;

async function pricer(file: string): Promise<Price> {
  try {
    const tariff = compileTariff(await readTariffFile(file));
    return (text) => priceCase(tariff, text);
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return () => {
      throw error;
    };
  }
}

function answer(line: string, price: Price): unknown {
  try {
    return price(line);
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    const place = error instanceof TariffError ? error.line : null;
    return { error: { code: error.code, message: error.message, line: place } };
  }
}

function priceCase(tariff: CompiledTariff, text: string): unknown {
  const { class: className, inputs } = readCase(text);
  const { bill, billCents, components } = priceBill(tariff, className, inputs);
  return {
    bill: bill.toFixed(),
    bill_cents: billCents,
    components: Object.fromEntries([...components].map(([name, value]) => [name, value.toFixed()])),
  };
}

function readCase(text: string): z.infer<typeof caseSchema> {
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
