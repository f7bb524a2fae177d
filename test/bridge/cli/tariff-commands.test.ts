import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../../bridge/files/package-root.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { emptyFolder, townCopy } from '../../support/town/sample-town-file.js';

describe('the tariff commands', () => {
  let data = '';
  let water = '';
  let shipped = '';

  before(async () => {
    data = path.dirname(await townCopy());
    shipped = await readFile(path.join(packageRoot(), 'bridge', 'tariffs', 'sample-water.owrs'), 'utf8');
    water = path.join(await emptyFolder(), 'water.owrs');
    await writeFile(water, shipped.replace('2000-01-01', '2027-01-01').replaceAll('21.50', '22.75'));
  });

  const tariff = (...args: string[]) => commandLine('tariff', ...args, '--data', data);

  async function versions(): Promise<number> {
    const database = await openDatabase(path.join(data, 'curbstop.db'));
    try {
      const [row] = await database.raw<{ versions: number }[]>('SELECT count(*) AS versions FROM tariff_version');
      return row?.versions ?? 0;
    } finally {
      await database.destroy();
    }
  }

  it('show what a new version changes, and add it only when told to', async () => {
    const before = await versions();
    for (const flags of [[], ['--preview']]) {
      const preview = await tariff('set', water, '--tariff', 'water-sample', ...flags);
      assert.deepEqual([preview.code, preview.err], [0, '']);
      assert.match(preview.out, /in force from 2027-01-01/);
      assert.match(preview.out, /\d+ bills, \d+ changed: \$[\d,.]+ becomes \$[\d,.]+, \$[\d,.]+ more\./);
      assert.match(preview.out, /Largest changes:\n(?: {2}.*, \$1\.25 more\n){10}/);
      assert.match(preview.out, /Nothing was changed: this was a preview\./);
    }
    assert.equal(await versions(), before);
    const posted = await tariff('set', water, '--tariff', 'water-sample', '--post', '--reason', 'Resolution 26-1');
    assert.equal(posted.code, 0, posted.err);
    assert.match(posted.out, /The version was added\. Receipt 2\.\n$/);
    assert.equal(await versions(), before + 1);
    const again = await tariff('set', water, '--tariff', 'water-sample', '--post');
    assert.equal(again.code, 1);
    assert.match(again.err, /has a version of 2027-01-01 already/);
  });

  it('refuse --preview with --post, and a call that names no tariff', async () => {
    const both = await tariff('set', water, '--tariff', 'water-sample', '--preview', '--post');
    assert.equal(both.code, 2);
    assert.match(both.err, /cannot be used with/);
    assert.equal((await tariff('set', water)).code, 2);
    assert.equal((await tariff('study', water)).code, 2);
  });

  it('say what is wrong with a rate file, and where', async () => {
    const broken = path.join(await emptyFolder(), 'broken.owrs');
    await writeFile(broken, 'metadata:\n  a: b: c\n');
    for (const command of ['set', 'study']) {
      const { code, err } = await tariff(command, broken, '--tariff', 'water-sample');
      assert.equal(code, 1);
      assert.match(err, /broken\.owrs, line 2, column/);
      const missing = await tariff(command, `${broken}.gone`, '--tariff', 'water-sample');
      assert.equal(missing.code, 1);
      assert.match(missing.err, /is not there/);
    }
  });

  it('print the rate file of a version to the byte: the newest unless a date is named', async () => {
    const first = await tariff('export', 'water-sample', '--version', '2000-01-01');
    assert.deepEqual([first.code, first.out], [0, shipped]);
    const { out: newest } = await tariff('export', 'sewer-alabaster');
    assert.match(newest, /effective_date: 2026-02-15/);
    const unknown = await tariff('export', 'sewer-alabaster', '--version', '2026-02-16');
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /no version of 2026-02-16.*2026-02-15, 2000-01-01/s);
    assert.match((await tariff('export', 'beer')).err, /no tariff "beer".*water-sample/s);
  });

  it('list the tariffs with their versions', async () => {
    const { code, out } = await tariff('list');
    assert.equal(code, 0);
    assert.match(out, /^sewer-alabaster: Sewer, for sewer\n {2}from 2026-02-15 .*Ordinance 26-264.*posted bills/m);
    assert.match(out, /^water-sample: .*\n(?:.*\n)*? {2}from 2000-01-01 {2}.*SAMPLE rates/m);
  });

  it('study a rate file for a person and as a table', async () => {
    const told = await tariff('study', water, '--tariff', 'water-sample');
    assert.equal(told.code, 0, told.err);
    assert.match(
      told.out,
      /^Water \(SAMPLE rates\), beside what was billed from 2025-\d\d to 2026-\d\d:\nAll classes: /,
    );
    assert.match(told.out, /^RESIDENTIAL: /m);
    assert.match(told.out, /^ {2}2 to 3 kgal: [\d,]+ bills?, \$[\d.]+ becomes \$[\d.]+ on average$/m);
    const table = await tariff('study', water, '--tariff', 'water-sample', '--csv');
    const [head, ...rows] = table.out.trimEnd().split('\r\n');
    assert.match(head ?? '', /^table,class,month,from_kgal,below_kgal,bills,/);
    const wide = head?.split(',').length;
    assert.ok(rows.every((row) => row.split(',').length === wide && /^(month|level),[A-Z]+,/.test(row)));
    assert.equal(rows.filter((row) => row.startsWith('month,ALL,')).length, 12);
  });

  it('leave the bills that can not be priced out of the table, and say so beside it', async () => {
    const lacking = path.join(await emptyFolder(), 'lacking.owrs');
    await writeFile(lacking, shipped.replace('  BUSINESS:', '  FACTORY:'));
    const { code, out, err } = await tariff('study', lacking, '--tariff', 'water-sample', '--csv');
    assert.equal(code, 0);
    assert.doesNotMatch(out, /BUSINESS/);
    assert.match(err, /can't be priced and are left out:\n.*no class "BUSINESS"/);
  });

  it('name the data that bills lack, whether they can be priced without it or not', async () => {
    const lacking = path.join(await emptyFolder(), 'lacking.owrs');
    const formula = shipped
      .replaceAll(/^( +bill: .*)$/gm, '$1+0*winter_average_ccf')
      .replace('2000-01-01', '2028-01-01');
    await writeFile(lacking, formula);
    const named =
      /\d+ bills of \$[\d,.]+ can't be priced and are left out:\n {2}winter_average_ccf is missing for \d+ bills, /;
    assert.match((await tariff('study', lacking, '--tariff', 'water-sample')).out, named);
    assert.match((await tariff('set', lacking, '--tariff', 'water-sample')).out, named);
    const averaged = path.join(await emptyFolder(), 'averaged.owrs');
    const setting = '    service: water\n    usage: {winter_average: {use: average}}\n';
    await writeFile(averaged, shipped.replace('    service: water\n', setting));
    const { out, err } = await tariff('study', averaged, '--tariff', 'water-sample');
    const replaced =
      /^Priced as the rates say for the lack of data, else by the use itself: winter_average is missing for/m;
    assert.match(out, replaced, err);
    assert.match((await tariff('study', averaged, '--tariff', 'water-sample', '--csv')).err, replaced);
  });
});
