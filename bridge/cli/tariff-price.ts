import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CurbstopError } from '../contract/problem.js';
import type { TariffCaseReply } from '../contract/tariff-check.js';
import { type CompiledTariff, caseError, compileTariff, priceCase } from '../domain/tariff/index.js';
import { readCase } from '../files/owrs/read-case.js';
import { readTariffFile } from '../files/owrs/read-tariff.js';
import { fileFailure, withFile } from './console.js';

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
 * A bad case does not stop the rest; what is wrong within the rate file is the answer to every case. Throws
 * `file-trouble` where one of the files can't be opened.
 */
export async function tariffPrice({ file, casesFile, input, output }: TariffPriceOptions): Promise<void> {
  const price = await withFile(file, () => pricer(file));
  for await (const line of casesFile === undefined ? createInterface({ input }) : linesOf(casesFile)) {
    // Programs on Windows begin a file with a byte order mark.
    const text = line.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    if (!output.write(`${JSON.stringify(price(text))}\n`)) await once(output, 'drain');
  }
}

/** A file's lines. Throws `file-trouble`. */
async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file) });
  } catch (failure) {
    throw fileFailure(failure, file) ?? failure;
  }
}

async function pricer(file: string): Promise<(text: string) => TariffCaseReply> {
  try {
    const tariff = compileTariff(await readTariffFile(file));
    return (text) => answer(tariff, text);
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
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
