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
 * A bad case, also a blank line that is not at the end, does not stop the rest; what is wrong within the rate file is the
 * answer to every case. Throws `file-trouble` where one of the files can't be opened.
 */
export async function tariffPrice({ file, casesFile, input, output }: TariffPriceOptions): Promise<void> {
  const price = await withFile(file, () => pricer(file));
  const lines = casesFile === undefined ? createInterface({ input }) : linesOf(casesFile);
  for await (const line of withoutBlankEnd(lines)) {
    // Programs on Windows begin a file with a byte order mark.
    const text = line.replace(/^\uFEFF/, '');
    if (!output.write(`${JSON.stringify(price(text))}\n`)) await once(output, 'drain');
  }
}

/** The lines without blank ones at the end; one among them is kept, so that answers stand on the lines of their cases. */
async function* withoutBlankEnd(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let blank = 0;
  for await (const line of lines) {
    if (line.trim() === '') {
      blank += 1;
      continue;
    }
    for (; blank > 0; blank -= 1) yield '';
    yield line;
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
