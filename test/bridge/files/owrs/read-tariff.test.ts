import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type TariffNode, TariffError } from '../../../../bridge/contract/tariff-document.js';
import { compileTariff } from '../../../../bridge/domain/tariff/index.js';
import {
  TARIFF_BYTES_MAX,
  readTariffBytes,
  readTariffFile,
  readTariffText,
} from '../../../../bridge/files/owrs/read-tariff.js';

function refusedAt(line: number, code: string, text: string): void {
  assert.throws(
    () => readTariffText(text, 'x.owrs'),
    (error: unknown) => {
      assert.ok(error instanceof TariffError, String(error));
      assert.deepEqual([error.code, error.line], [code, line], error.message);
      assert.match(error.message, /^x\.owrs, line \d+, column \d+: /);
      return true;
    },
  );
}

function plain(node: TariffNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}

describe('reading a rate file', () => {
  it('keeps every value as it is spelt', () => {
    const { root } = readTariffText('a: {No: 1.50, 007: false, 1e3: ~}\nb:\n  - .7\n  - 100%\nc:\n', 'x.owrs');
    assert.deepEqual(plain(root), { a: { No: '1.50', '007': 'false', '1e3': '~' }, b: ['.7', '100%'], c: '' });
  });

  it('takes tabs before a colon, CRLF and a byte order mark', () => {
    const { root } = readTariffText('\uFEFFa:\r\n  1"\t: 3\r\n', 'x.owrs');
    assert.deepEqual(plain(root), { a: { '1"': '3' } });
  });

  it('knows where everything stands', () => {
    const { root } = readTariffText('a:\n  b: 1\n  c: [2]\n', 'x.owrs');
    const a = root.entries[0]?.value;
    assert.ok(a?.kind === 'map');
    assert.deepEqual(a.entries[1]?.at, { file: 'x.owrs', line: 3, column: 3 });
    assert.deepEqual(a.entries[1]?.value.at, { file: 'x.owrs', line: 3, column: 6 });
  });

  it('names a version by its bytes', () => {
    const [one, same, other] = ['a: 1', 'a: 1', 'a: 2'].map((text) => readTariffText(text, 'x.owrs').sha256);
    assert.equal(one, same);
    assert.notEqual(one, other);
  });

  it('is refused with the line for bad YAML, a key given twice, aliases and odd keys', () => {
    refusedAt(2, 'yaml-syntax', 'a: 1\nb: c: d\n');
    refusedAt(3, 'duplicate-key', 'a:\n  b: 1\n  b: 2\n');
    refusedAt(2, 'alias', 'a: &x 1\nb: *x\n');
    refusedAt(1, 'wrong-key', '{[1]: 2}');
    refusedAt(2, 'several-documents', 'a: 1\n---\nb: 1\n');
  });

  it('is refused when it is no map', () => {
    refusedAt(1, 'no-rate-file', '');
    refusedAt(1, 'no-rate-file', '- a\n');
    refusedAt(1, 'no-rate-file', 'text');
  });

  it('is refused when it nests too deep, however deep', () => {
    refusedAt(1, 'too-deep', `a: ${'['.repeat(40)}${']'.repeat(40)}`);
    refusedAt(1, 'too-deep', `a: ${'['.repeat(50_000)}`);
  });

  it('is refused above the size limit, which is named', () => {
    assert.throws(() => readTariffText(`# ${'x'.repeat(TARIFF_BYTES_MAX)}`, 'x.owrs'), {
      code: 'tariff-too-large',
      message: /the limit is 1000000/,
    });
  });

  it('is refused with 50 MB, or with a map of 100,000 keys, before it is parsed', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `key${index}: ${index}`).join('\n');
    for (const text of [`a: ${'x'.repeat(50_000_000)}`, keys]) {
      assert.throws(() => readTariffText(text, 'x.owrs'), { code: 'tariff-too-large', fix: /one utility/ });
    }
  });

  it('is refused for aliases, so that nothing can blow up', () => {
    const levels = [...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]}, `.repeat(9)}]`);
    refusedAt(2, 'alias', ['a: &a [x, x, x]', ...levels].join('\n'));
    refusedAt(3, 'alias', 'a: &a {b: 1}\nc:\n  <<: *a\n');
    refusedAt(2, 'alias', 'a: 1\nb: &b [*b]\n');
  });

  it('keeps names that every object has as plain names', () => {
    const { root } = readTariffText('__proto__: {constructor: 1}\ntoString: 2\n', 'x.owrs');
    assert.deepEqual(
      root.entries.map(({ key }) => key),
      ['__proto__', 'toString'],
    );
    refusedAt(2, 'duplicate-key', '__proto__: 1\n__proto__: 2\n');
  });

  it('is refused when it is not UTF-8', () => {
    assert.throws(() => readTariffBytes(Uint8Array.of(0x61, 0x3a, 0x20, 0xff), 'x.owrs'), { code: 'not-utf8' });
  });

  it('reads from disk under the file’s own name', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-tariff-'));
    try {
      const file = path.join(folder, 'mine.owrs');
      await writeFile(file, 'rate_structure: {HOME: {bill: 1}}');
      assert.equal((await readTariffFile(file)).name, 'mine.owrs');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('metadata of a rate file', () => {
  const metadata = (text: string) =>
    compileTariff(readTariffText(`metadata:\n  ${text}\nrate_structure: {}`, 'x.owrs')).metadata;

  it('gives the effective date in each of the usual spellings, or null', () => {
    for (const date of ['07/01/2017', '7/1/2017', '07-01-2017', '2017-07-01', '2017-07-1']) {
      assert.equal(metadata(`effective_date: ${date}`).effectiveDate, '2017-07-01');
    }
    assert.equal(metadata('effective_date: 13/13/2017').effectiveDate, null);
    assert.equal(metadata('effective_date: soon').effectiveDate, null);
  });

  it('takes an absent unit for ccf', () => {
    assert.equal(metadata('bill_unit: kgal').billUnit, 'kgal');
    assert.equal(metadata('utility_name: x').billUnit, 'ccf');
  });

  it('is refused without a rate structure', () => {
    assert.throws(() => compileTariff(readTariffText('metadata: {}', 'x.owrs')), { code: 'no-rate-structure' });
  });
});
