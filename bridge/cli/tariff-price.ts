import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CurbstopError } from '../contract/problem.js';
import { compileTariff } from '../domain/tariff/index.js';
import { answered, priceCase, readCase, type PricedCase } from '../files/owrs/price-cases.js';
import { readTariffFile } from '../files/owrs/read-tariff.js';

export interface TariffPriceOptions {
  /** The rate file. */
  readonly file: string;
  /** A file of cases, one JSON object a line; without it the cases come from `input`. */
  readonly casesFile?: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

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
    const answer = answered(() => price(line));
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
}

async function pricer(file: string): Promise<(text: string) => PricedCase> {
  try {
    const tariff = compileTariff(await readTariffFile(file));
    return (text) => priceCase(tariff, readCase(text));
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return () => {
      throw error;
    };
  }
}
