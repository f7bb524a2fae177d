import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { tariffPrice } from '../../../bridge/cli/tariff-price.js';

interface Answer {
  readonly bill?: string;
  readonly bill_cents?: number;
  readonly components?: Record<string, string>;
  readonly error?: { readonly code: string; readonly message: string; readonly line: number | null };
}

describe('pricing cases from the command line', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-price-'));
  });

  after(async () => rm(folder, { recursive: true }));

  async function price(tariff: string, cases: readonly string[], fromFile = false): Promise<Answer[]> {
    const file = path.join(folder, 'rates.owrs');
    const casesFile = path.join(folder, 'cases.jsonl');
    await writeFile(file, tariff);
    await writeFile(casesFile, cases.join('\n'));
    const output = new PassThrough();
    const input = Readable.from(fromFile ? [] : [cases.join('\n')]);
    const [written] = await Promise.all([
      text(output),
      tariffPrice({ file, input, output, ...(fromFile ? { casesFile } : {}) }).then(() => output.end()),
    ]);
    return written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Answer);
  }

  const TARIFF = 'rate_structure:\n  HOME:\n    rate: 1.0005\n    bill: rate*usage_ccf\n';
  const home = (usage: string) => JSON.stringify({ class: 'HOME', inputs: { usage_ccf: usage } });

  it('answers each case in its order with exact text and cents', async () => {
    assert.deepEqual(await price(TARIFF, [home('10'), home('1')]), [
      { bill: '10.005', bill_cents: 1001, components: { rate: '1.0005', bill: '10.005' } },
      { bill: '1.0005', bill_cents: 100, components: { rate: '1.0005', bill: '1.0005' } },
    ]);
  });

  it('goes on after a bad case, whatever is bad', async () => {
    const cases = ['{', '[]', '{"class": 3}', '{"class":"HOME","inputs":{"usage_ccf":null}}', home('x'), home('2')];
    const answers = await price(TARIFF, cases, true);
    const codes = answers.map(({ error }) => error?.code);
    assert.deepEqual(codes, ['bad-case', 'bad-case', 'bad-case', 'bad-case', 'not-a-number', undefined]);
    assert.equal(answers.at(-1)?.bill, '2.001');
  });

  it('names the line of the rate file', async () => {
    const [answer] = await price(TARIFF, ['{"class": "HOME"}']);
    assert.deepEqual([answer?.error?.code, answer?.error?.line], ['unknown-name', 4]);
  });

  it('names what is wrong with the data, and prices the cases behind', async () => {
    const answers = await price(TARIFF, [
      home('-1'),
      home('1.1234567'),
      home('1e50'),
      home('NaN'),
      home('Infinity'),
      home('0x10'),
      home('9'.repeat(99_000)),
      JSON.stringify({ class: 'constructor', inputs: {} }),
      '{"class": "__proto__", "inputs": {"__proto__": "1"}}',
      JSON.stringify({ class: 'HOME', inputs: { usage_ccf: '1', constructor: 'x', ['x'.repeat(9000)]: '' } }),
      home('1'),
    ]);
    assert.deepEqual(
      answers.map(({ error }) => error?.code ?? 'priced'),
      [
        'negative-usage',
        'too-many-decimals',
        'number-too-large',
        'not-a-number',
        'not-a-number',
        'not-a-number',
        'not-a-number',
        'unknown-class',
        'unknown-class',
        'priced',
        'priced',
      ],
    );
    for (const { error } of answers) assert.ok((error?.message.length ?? 0) < 400, error?.message);
  });

  it('answers every case with what is wrong with the rate file', async () => {
    const answers = await price('a: b: c', [home('1'), home('2')]);
    assert.deepEqual(
      answers.map(({ error }) => error?.code),
      ['yaml-syntax', 'yaml-syntax'],
    );
  });

  it('prices a thousand cases well under a second', async () => {
    const begin = performance.now();
    assert.equal(
      (
        await price(
          TARIFF,
          Array.from({ length: 1000 }, (_, n) => home(String(n))),
        )
      ).length,
      1000,
    );
    assert.ok(performance.now() - begin < 2000);
  });
});
