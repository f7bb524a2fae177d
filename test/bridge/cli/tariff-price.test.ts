import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { tariffPrice } from '../../../bridge/cli/tariff-price.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const CASE = '{"class": "HOME", "inputs": {"usage_ccf": "2"}}';

describe('curbstop tariff price', () => {
  let folder = '';
  let rates = '';

  before(async () => {
    folder = await emptyFolder();
    rates = path.join(folder, 'rates.owrs');
    await writeFile(rates, 'rate_structure:\n  HOME:\n    bill: 3*usage_ccf\n');
  });

  async function price(file: string, cases: { readonly given?: string; readonly file?: string }): Promise<string[]> {
    const output = new PassThrough();
    const written = text(output);
    const input = Readable.from([cases.given ?? '']);
    try {
      await tariffPrice({ file, casesFile: cases.file, input, output });
    } finally {
      output.end();
    }
    return (await written).split('\n').filter((line) => line !== '');
  }

  it('answers each case with a line, from a file or as given, and a bad case among them with its error', async () => {
    const casesFile = path.join(folder, 'cases.jsonl');
    await writeFile(casesFile, `\uFEFF${CASE}\nnonsense\n${CASE}\n`);
    for (const answers of [
      await price(rates, { file: casesFile }),
      await price(rates, { given: `${CASE}\nnonsense\n${CASE}\n` }),
    ]) {
      const bills = answers.map((line) => JSON.parse(line) as { bill_cents?: number; error?: { code: string } });
      assert.deepEqual(
        bills.map(({ bill_cents: cents, error }) => cents ?? error?.code),
        [600, 'bad-case', 600],
      );
    }
  });

  it('answers a blank line with an error of its own, so that answers stand on the lines of their cases, but not at the end', async () => {
    const casesFile = path.join(folder, 'blank.jsonl');
    const cases = `\n${CASE}\n \r\n\n${CASE}\n\n \n`;
    await writeFile(casesFile, cases);
    for (const answers of [await price(rates, { file: casesFile }), await price(rates, { given: cases })]) {
      assert.deepEqual(
        answers.map((line) => /"bill_cents":600|its line is blank/.exec(line)?.[0]),
        ['its line is blank', '"bill_cents":600', 'its line is blank', 'its line is blank', '"bill_cents":600'],
      );
    }
    assert.deepEqual(await price(rates, { given: '\n\n' }), []);
  });

  it('refuses a rate file or cases that are a folder or are not there, and names them', async () => {
    for (const [rateFile, casesFile] of [
      [folder, rates],
      [rates, folder],
      [path.join(folder, 'gone'), rates],
      [rates, path.join(folder, 'gone')],
    ] as const) {
      const named = rateFile === rates ? casesFile : rateFile;
      const trouble = named === folder ? 'is a folder, not a file' : 'is not there';
      await assert.rejects(price(rateFile, { file: casesFile }), {
        code: 'file-trouble',
        message: `${named} ${trouble}.`,
      });
    }
  });
});
