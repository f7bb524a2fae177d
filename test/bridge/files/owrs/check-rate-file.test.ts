import assert from 'node:assert/strict';
import { checkRateFile, checkRateText } from '../../../../bridge/files/owrs/check-rate-file.js';

const HEAD = 'metadata:\n  effective_date: 2026-01-01\nrate_structure:\n  HOME:\n';

/** The problems in short. */
function check(text: string): string[] {
  return checkRateText(text, 'x.owrs').map(({ severity, code, line }) => `${severity} ${code} ${line}`);
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

describe('checking a rate file’s bytes', () => {
  it('has one problem where the file can not be read: the first error of its YAML, with the line', () => {
    assert.deepEqual(check('metadata:\n  a: b: c\n  d: e: f\n'), ['error yaml-syntax 2']);
    assert.deepEqual(check('a: 1\na: 2\n'), ['error duplicate-key 2']);
    assert.deepEqual(check(''), ['error no-rate-file 1']);
    const [problem] = checkRateFile(new Uint8Array([0xff, 0xfe, 0x41]), 'x.owrs');
    assert.deepEqual([problem?.code, problem?.line, problem?.column], ['not-utf8', 1, 1]);
    assert.doesNotMatch(problem?.message ?? '', /x\.owrs/);
  });

  it('says so where the file is too large', () => {
    const [problem] = checkRateFile(new Uint8Array(50_000_000), 'x.owrs');
    assert.equal(problem?.code, 'tariff-too-large');
    assert.match(problem.message, /50000000 bytes; the limit is 1000000/);
  });

  it('takes no aliases, so that none can blow up', () => {
    const bomb = numbered(20, (level) => `a${level}: &a${level} [${`*a${level - 1},`.repeat(level === 0 ? 0 : 9)}1]`);
    assert.deepEqual(check(bomb), ['error alias 2']);
  });

  it('refuses a formula nested 10,000 deep, one that is too long, and a file that nests too deep', () => {
    const nested = (depth: number) => `${HEAD}    bill: ${'('.repeat(depth)}1${')'.repeat(depth)}\n`;
    assert.deepEqual(check(nested(1000)), ['error formula-too-deep 5']);
    assert.deepEqual(check(nested(10_000)), ['error formula-too-long 5']);
    assert.deepEqual(check(`${HEAD}    bill: ${'['.repeat(10_000)}`), ['error too-deep 5']);
  });

  it('refuses a file of more than 400,000 words and marks before it is composed, with the line that is too much', () => {
    assert.deepEqual(check(`${HEAD}    bill: 1\n${'#\n'.repeat(300_000)}`), ['error too-many-parts 199991']);
    assert.deepEqual(check(`${HEAD}    bill: [${'1,'.repeat(300_000)}1]\n`), ['error too-many-parts 5']);
    assert.deepEqual(check(`${HEAD}    bill: 1\n${'#\n'.repeat(150_000)}`), []);
  });

  it('refuses settings that list more than 1,000 things, and many settings for very many classes', () => {
    const file = (settings: number, classes: number) => {
      const inputs = numbered(settings, (index) => `      x${index}: {whole: true}`);
      const curbstop = `metadata:\n  effective_date: 2026-01-01\n  curbstop:\n    inputs:\n${inputs}\n`;
      return `${curbstop}rate_structure:\n${numbered(classes, (index) => `  C${index}:\n    bill: 1`)}\n`;
    };
    assert.deepEqual(check(file(1_000, 1)), []);
    assert.deepEqual(check(file(1_001, 1)), ['error wrong-shape 5']);
    assert.deepEqual(check(file(10, 2_000)), []);
    assert.deepEqual(check(file(1_000, 1_001)), ['error too-many-settings 1006']);
  });

  it('takes a star within text for text, and no alias', () => {
    assert.deepEqual(check(`${HEAD}    bill: |-\n      *a\n`), ['error formula-syntax 5']);
    assert.deepEqual(check(`${HEAD}    bill: *a\n`), ['error alias 5']);
  });

  it('checks a map with 50,000 keys', function () {
    const keys = Array.from({ length: 50_000 }, (_, index) => index.toString(36));
    const map = (values: string) => `${HEAD}    bill: {depends_on: zone, values: {${values}}}\n`;
    assert.deepEqual(check(map(keys.map((key) => `${key}: 1`).join())), []);
    assert.deepEqual(check(map(keys.map((key, index) => `${key}: ${index === 49_000 ? '1*' : '1'}`).join())), [
      'error formula-syntax 5',
    ]);
  });

  it('tells of 15,000 wrong settings, and of the first only where each would be held against as many fields', function () {
    const settings = (count: number) => {
      const limits = numbered(count, (index) => `      - {component: x${index}, minimum: 1}`);
      return `metadata:\n  effective_date: 2026-01-01\n  curbstop:\n    limits:\n${limits}\n`;
    };
    const problems = check(`${settings(15_000)}rate_structure:\n  HOME:\n    bill: 1\n`);
    assert.deepEqual([problems.length, problems.at(-1)], [15_000, 'error unknown-component 15004']);
    const fields = numbered(11_000, (index) => `    f${index}: 1`);
    assert.deepEqual(check(`${settings(1_000)}rate_structure:\n  HOME:\n    bill: 1\n${fields}`), [
      'error unknown-component 5',
    ]);
  });

  it('checks 20,000 fields in a chain, and in a circle', function () {
    const fields = numbered(20_000, (index) => `    f${index}: f${index + 1}`);
    assert.deepEqual(check(`${HEAD}${fields}\n    f20000: 1\n    bill: f19900\n`), []);
    assert.deepEqual(check(`${HEAD}${fields}\n    f20000: 1\n    bill: f0\n`), ['error fields-too-deep 204']);
    assert.deepEqual(check(`${HEAD}${fields}\n    f20000: f0\n    bill: f0\n`), ['error cycle 5']);
  });
});
