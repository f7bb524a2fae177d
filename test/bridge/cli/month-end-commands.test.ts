import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { addDays, dateInTimeZone } from '../../../bridge/contract/calendar-date.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the month-end commands', () => {
  let data = '';
  before(async () => {
    data = path.dirname(await townCopy());
  });

  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);

  async function fileOf(name: string, text: string): Promise<string> {
    const file = path.join(data, name);
    await writeFile(file, text);
    return file;
  }

  const cents = (text: string | undefined) => Math.round(Number(text) * 100);

  it('remit what is due of a service: a preview first, then the receipt, and the report has it', async () => {
    const flags = ['--service', 'sewer', '--through', '2026-10', '--on', '2026-11-20', '--reference', 'Check 118'];
    const preview = await curbstop('remittance', 'post', ...flags);
    assert.match(
      preview.out,
      /^sewer through 2026-10: (\$[\d,.]+) was due, \1 paid on 2026-11-20, \$0\.00 is due still\.\n/,
    );
    assert.match(preview.out, /Nothing was changed/);
    const part = await curbstop('remittance', 'post', ...flags, '--amount', '100.00', '--post');
    assert.match(part.out, /\$100\.00 paid .*\nReceipt \d+\./);
    const refused = await curbstop('remittance', 'post', ...flags, '--person', 'coordinator', '--post');
    assert.deepEqual([refused.code, /Dana Whitlock/.test(refused.err)], [1, true]);
    const { out } = await curbstop('remittance', '--from', '2026-11', '--to', '2026-11');
    const [sewer] = parse<Record<string, string>>(out, { columns: true });
    assert.deepEqual([sewer?.['Service'], sewer?.['Remitted'], sewer?.['Difference']], ['sewer', '100.00', '0.00']);
    assert.equal((await curbstop('remittance', 'post', '--service', 'gas')).code, 2);
    const long = await curbstop('remittance', 'post', ...flags.slice(0, -1), 'x'.repeat(81));
    assert.deepEqual([long.code, /reference/.test(long.err)], [1, true]);
  });

  it('export the ledger in detail: its rows by kind of entry add up to the rows by account', async () => {
    const period = ['--from', '2026-09', '--to', '2026-10'];
    const read = async (...flags: string[]) =>
      parse<Record<string, string>>((await curbstop('gl', 'export', ...period, ...flags)).out, { columns: true });
    const [rows, detail] = [await read(), await read('--detail')];
    assert.ok(detail.length > rows.length && detail.some((row) => row['entries'] === 'Payment'));
    const key = (row: Record<string, string>) => `${row['period'] ?? ''} ${row['account'] ?? ''}`;
    for (const row of rows) {
      const same = detail.filter((each) => key(each) === key(row));
      for (const side of ['debit', 'credit', 'net']) {
        assert.equal(
          same.reduce((sum, each) => sum + cents(each[side]), 0),
          cents(row[side]),
        );
      }
    }
  });

  it('list the chart in the form that is read, and add to it', async () => {
    const { out } = await curbstop('gl', 'chart');
    assert.match(out, /^account,name,kind,service,use\r\n1010,Cash,asset,,cash\r\n/);
    const file = await fileOf('chart.csv', `${out}4200,Interest earned,revenue,,\r\n`);
    assert.match((await curbstop('gl', 'chart', '--add', file)).out, /1 new account: 4200\.\n.*\nNothing was changed/);
    assert.match((await curbstop('gl', 'chart', '--add', file, '--post')).out, /Receipt \d+/);
    assert.match((await curbstop('gl', 'chart')).out, /4200,Interest earned,revenue,,/);
  });

  it('show a setting as it is written, and set it from a day on', async () => {
    const shown = (await curbstop('setting', 'show', 'accounting', '--on', '2027-01-01')).out;
    const collected = shown.replaceAll('basis: billed', 'basis: collected');
    assert.notEqual(collected, shown);
    const file = await fileOf('accounting.yaml', collected);
    const early = await curbstop('setting', 'set', 'accounting', file, '--from', '2026-11-01', '--post');
    assert.deepEqual([early.code, /made by the rules until now/.test(early.err)], [1, true]);
    const preview = await curbstop('setting', 'set', 'accounting', file, '--from', '2027-02-01');
    assert.match(preview.out, /Nothing was changed/);
    assert.match(
      (await curbstop('setting', 'set', 'accounting', file, '--from', '2027-02-01', '--post')).out,
      /Receipt/,
    );
    const yaml = (text: string) => parseYaml(text) as unknown;
    const all = yaml((await curbstop('setting', 'show', 'accounting')).out);
    assert.deepEqual(all, { '2000-01-01': yaml(shown), '2027-02-01': yaml(collected) });
  });

  it('show and set how payment files are laid out, and say of a layout that is wrong which and where', async () => {
    // A layout holds from a day that has not passed.
    const day = addDays(dateInTimeZone(new Date(), 'America/Chicago'), 30);
    const { out } = await curbstop('setting', 'show', 'payment-layouts', '--on', day);
    assert.match(out, /^- name: cashier\n[^]*- name: lockbox\n[^]*trailer:\n {4}count: 2\n {4}total: 3\n$/);
    const set = async (text: string) =>
      curbstop('setting', 'set', 'payment-layouts', await fileOf('layouts.yaml', text), '--from', day, '--post');
    assert.match((await set(out)).out, /Nothing was changed/);
    const wrong: readonly (readonly [text: string, err: RegExp])[] = [
      [out.replace('amount: 3', 'amount: Amount'), /"lockbox": names columns, and the file has no line/],
      [out.replace('encoding: latin1', 'encoding: ebcdic'), /"lockbox", encoding: /],
      [out.replace('name: lockbox', 'name: cashier'), /two layouts have one name/],
      [out.replace('defaultTime: 12:00', 'defaultTime: noon'), /"cashier", defaultTime: must be a time/],
      [`${out}- surplus: 1\n`, /entry 3, name: /],
    ];
    for (const [text, err] of wrong) {
      const refused = await set(text);
      assert.equal(refused.code, 1);
      assert.match(refused.err, err);
    }
    assert.match((await set(out.replace('name: lockbox', 'name: First Bank'))).out, /Receipt/);
    assert.match((await curbstop('setting', 'show', 'payment-layouts', '--on', day)).out, /name: First Bank/);
  });

  it('say of a setting that is wrong what is wrong where, and of one that is no YAML on which line', async () => {
    const wrong = await fileOf('late.yaml', 'cutOff: half past four\n');
    const refused = await curbstop('setting', 'set', 'late-rule', wrong, '--from', '2027-01-01', '--post');
    assert.deepEqual([refused.code, /cutOff: must be a time written as HH:MM/.test(refused.err)], [1, true]);
    const broken = await fileOf('broken.yaml', 'cutOff: "16:30\n');
    assert.match((await curbstop('setting', 'set', 'late-rule', broken, '--from', '2027-01-01')).err, /line 2|line 1/);
    assert.equal((await curbstop('setting', 'show', 'colours')).code, 2);
  });

  it('close the books through a month, once it is over', async () => {
    assert.match((await curbstop('period', 'close', '--through', '2026-09-30')).out, /It would be closed through/);
    assert.match(
      (await curbstop('period', 'close', '--through', '2026-09-30', '--post')).out,
      /^Closed .*\nReceipt \d+\./,
    );
    const again = await curbstop('period', 'close', '--through', '2026-08-31', '--post');
    assert.deepEqual([again.code, /closed, through 2026-09-30/.test(again.err)], [1, true]);
  });
});
