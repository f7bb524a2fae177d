import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { centsToDecimalText } from '../../../bridge/contract/money.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { commandLine, type Ended } from '../../support/command-line.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { acceptTheRest } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('curbstop compare', () => {
  const town = useTown();
  let lines: string[] = [];
  const compare = async (text: string, ...flags: string[]): Promise<Ended> => {
    const folder = path.dirname(town().file);
    const file = path.join(folder, 'old.csv');
    await writeFile(file, text);
    return commandLine('compare', BEACON_RUN, file, '--data', folder, ...flags);
  };
  const fileOf = (rows: readonly string[]) => ['account,service,use,charge', ...rows].join('\n');

  beforeEach(async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    lines = bills.flatMap(({ accountId, bill }) =>
      (bill?.charges ?? []).map(({ service, inputs, amountCents }) =>
        [accountId, service, inputs['usage_gallons'] ?? '', centsToDecimalText(amountCents)].join(','),
      ),
    );
  });

  it('ends with 0 where every line is equal, and says so', async () => {
    const { code, out } = await compare(fileOf(lines), '--usage-in', 'gal');
    assert.equal(code, 0);
    assert.match(out, new RegExp(`^${lines.length} of ${lines.length} lines are equal, 100\\.0%;`));
  });

  it('ends with 1 where a line is missing, and names it; as CSV every line, the worst first', async () => {
    const [first = '', ...others] = lines;
    const account = first.split(',')[0] ?? '';
    const said = await compare(fileOf(others), '--usage-in', 'gal');
    assert.equal(said.code, 1);
    assert.match(said.out, /Not in the file: 1 line, \$/);
    const { code, out, err } = await compare(fileOf(others), '--usage-in', 'gal', '--csv');
    assert.equal(code, 1);
    const rows = out.trimEnd().split('\r\n');
    assert.equal(rows.length, lines.length + 1);
    assert.match(rows[1] ?? '', new RegExp(`^${account}/\\w+,${account},\\w+,only ours,,`));
    assert.match(err, /lines are equal/);
  });

  it('refuses a file with every bad line, and one whose unit of usage is not told', async () => {
    const { code, err } = await compare('account,service,use gal,charge\n1,W,1,x\n2,W,y,1\n');
    assert.equal(code, 1);
    assert.match(err, /Line 2, charge: "x" is no amount/);
    assert.match(err, /Line 3, use gal: "y" is no usage/);
    assert.match((await compare(fileOf(lines))).err, /Nothing says whether the usage is in gallons/);
    const missing = await commandLine('compare', BEACON_RUN, '/nowhere.csv', '--data', path.dirname(town().file));
    assert.match(missing.err, /\/nowhere\.csv is not there/);
  });
});
