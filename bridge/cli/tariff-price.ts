import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TariffCaseReply } from '../contract/tariff-check.js';
import { type CompiledTariff, caseError, compileTariff, priceCase } from '../domain/tariff/index.js';
import { readCase } from '../files/owrs/read-case.js';
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
    if (!output.write(`${JSON.stringify(price(line))}\n`)) await once(output, 'drain');
  }
}

async function pricer(file: string): Promise<(text: string) => TariffCaseReply> {
  try {
    const tariff = compileTariff(await readTariffFile(file));
    return (text) => answer(tariff, text);
  } catch (error) {
    const refusal = caseError(error);
    return () => refusal;
  }
}

function answer(tariff: CompiledTariff, text: string): TariffCaseReply {
  try {
    return priceCase(tariff, readCase(text));
  } catch (error) {
    return caseError(error);
  }
}
