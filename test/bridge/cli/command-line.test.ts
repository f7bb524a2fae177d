import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { CommanderError } from 'commander';
import { program as commandsOf } from '../../../bridge/cli/program.js';
import { packageRoot } from '../../../bridge/files/package-root.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine, type Ended } from '../../support/command-line.js';
import { beaconFile, recordOf, stopsOf } from '../../support/town/reading-files.js';
import { BEACON_RUN, emptyFolder, townCopy } from '../../support/town/sample-town-file.js';
import { TestTown } from '../../support/town/town.js';

/** Runs the program as a person does, from its source, in a process of its own: that takes seconds to start. */
function program(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join('bridge', 'main.ts'), ...args],
      { cwd: packageRoot(), timeout: 120_000, env: { ...process.env, CI: '1' } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    );
  });
}

/** Parses a call that runs no command, as the program does, without a process of its own. */
function parsed(...args: string[]): { error: CommanderError; out: string; err: string } {
  const written = { out: '', err: '' };
  const curbstopProgram = commandsOf(() => assert.fail('A command ran.'));
  const groups = [
    curbstopProgram,
    ...curbstopProgram.commands,
    ...curbstopProgram.commands.flatMap((one) => one.commands),
  ];
  for (const command of groups) {
    command.exitOverride().configureOutput({
      writeOut: (text) => (written.out += text),
      writeErr: (text) => (written.err += text),
    });
  }
  try {
    curbstopProgram.parse(args, { from: 'user' });
  } catch (error) {
    assert.ok(error instanceof CommanderError, String(error));
    return { error, ...written };
  }
  return assert.fail('The call was taken.');
}

/** A sentence for a person: nothing of the program's own insides. */
function assertSentence(text: string, what: RegExp): void {
  assert.match(text, what);
  assert.doesNotMatch(text, /\bat .*\.(ts|js):\d+|node:internal|Error:/);
}

describe('the command line', function () {
  // A busy machine takes its time to start the program.
  this.timeout(240_000);

  if (process.platform !== 'win32') {
    it("writes a town's files for their owner alone, whatever the system's own habit is", async () => {
      const data = path.join(await emptyFolder(), 'data');
      const { code, err } = await program('sample-town', '--accounts', '55', '--data', data);
      assert.equal(code, 0, err);
      const files = await readdir(data, { recursive: true, withFileTypes: true });
      assert.ok(files.some(({ name }) => name.endsWith('beacon.csv')));
      for (const entry of files) {
        const { mode } = await stat(path.join(entry.parentPath, entry.name));
        assert.equal(mode & 0o077, 0, entry.name);
      }
    });
  }

  it('explains each of its commands', () => {
    const tariffs = ['price', 'list', 'set', 'study', 'export'].map((name) => ['tariff', name]);
    for (const command of [
      [],
      ['start'],
      ['sample-town'],
      ['unload'],
      ...tariffs,
      ['push', 'reverse'],
      ['run', 'reverse'],
      ['verify'],
      ['accept-clock'],
      ['backup'],
      ['restore'],
    ]) {
      const { error, out } = parsed(...command, '--help');
      assert.equal(error.exitCode, 0, command.join(' '));
      assert.match(out, /^Usage: curbstop/);
    }
  });

  it('says what is wrong with a call, and points to the help', () => {
    const calls: [string[], RegExp][] = [
      [['--frobnicate'], /unknown option '--frobnicate'/],
      [['verify', '--frobnicate'], /unknown option '--frobnicate'/],
      [['frobnicate'], /unknown command 'frobnicate'/],
      [['unload'], /missing required argument 'file'/],
      [['restore', 'some.db'], /required option '--to <folder>' not specified/],
      [['start', '--port', '70000'], /whole number from 1 to 65535/],
      [['sample-town', '--accounts', 'many'], /whole number from 1 to 200000/],
    ];
    for (const [args, wanted] of calls) {
      const { error, err } = parsed(...args);
      assert.notEqual(error.exitCode, 0, args.join(' '));
      assertSentence(err.replace(/^error: /, ''), wanted);
      assert.match(err, /--help/);
    }
  });

  it('ends with 0 after the help and with 2 when it was called wrongly', async () => {
    const [help, wrong] = await Promise.all([program('--help'), program('verify', '--frobnicate')]);
    assert.deepEqual([help.code, wrong.code], [0, 2]);
    assertSentence(wrong.err, /unknown option/);
  });

  it('says that there is no data yet, and makes none', async () => {
    const folder = await emptyFolder();
    for (const command of ['verify', 'backup']) {
      const { code, err } = await commandLine(command, '--data', folder);
      assert.equal(code, 1);
      assertSentence(err, /There is no database in .*curbstop sample-town/s);
    }
    assert.deepEqual(await readdir(folder), []);
  });

  it('says that the reading file is not there', async () => {
    const data = path.dirname(await townCopy());
    const { code, err } = await program('unload', path.join(data, 'nowhere.csv'), '--data', data);
    assert.equal(code, 1);
    assertSentence(err, /There is no file .*nowhere\.csv/);
  });

  it('unloads a file once, and says so the second time', async () => {
    const town = await TestTown.open();
    const stops = await stopsOf(town, BEACON_RUN);
    await town.close();
    const data = path.dirname(town.file);
    const file = path.join(data, 'reads.csv');
    await writeFile(file, beaconFile(stops.map((stop) => recordOf(stop, stop.usualCounts))));
    const first = await commandLine('unload', file, '--data', data);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, new RegExp(`${stops.length} records, ${stops.length} matched.*Receipt 2\\.`, 's'));
    const again = await commandLine('unload', file, '--data', data);
    assert.deepEqual([again.code, again.out], [0, 'reads.csv is already unloaded; nothing was changed.\n']);
  });

  it('proves books that are right with 0, and says what is wrong with 1', async () => {
    const file = await townCopy();
    const good = await commandLine('verify', '--data', path.dirname(file));
    assert.deepEqual([good.code, good.err], [0, '']);
    assert.match(
      good.out,
      /^The books prove: .* receivable\.\nHead: receipt 1, [0-9a-f]{12}\. Note it elsewhere .*\n$/,
    );
    const database = await openDatabase(file);
    await database.raw('DROP TRIGGER posting_refuses_update');
    await database.raw('UPDATE posting SET amount_cents = amount_cents + 1 WHERE entry_number = 7 AND line_number = 1');
    await database.destroy();
    const bad = await commandLine('verify', '--data', path.dirname(file));
    assert.equal(bad.code, 1);
    assert.match(bad.out, /WRONG {2}Entry 7 is off by \$0\.01/);
  });

  it('backs up into the folder that is named, and restores that into a new one, but never over it', async () => {
    const [data, target] = [path.dirname(await townCopy()), path.join(await emptyFolder(), 'safe')];
    const { code, out } = await commandLine('backup', '--data', data, '--to', target);
    assert.equal(code, 0);
    const [name = ''] = await readdir(target);
    const backup = path.join(target, name);
    assert.ok(name.endsWith('-asked.db') && out.includes(backup));
    const restored = path.join(await emptyFolder(), 'restored');
    const first = await commandLine('restore', backup, '--to', restored);
    assert.equal(first.code, 0, first.err);
    assert.ok(first.out.includes(`Restored and proven: ${path.join(restored, 'curbstop.db')}`));
    const again = await commandLine('restore', backup, '--to', restored);
    assert.equal(again.code, 1);
    assertSentence(again.err, /not empty.*--to/s);
  });

  it('never makes a sample town over data that are there', async () => {
    const data = path.dirname(await townCopy());
    const { code, err } = await commandLine('sample-town', '--accounts', '5', '--data', data);
    assert.equal(code, 1);
    assertSentence(err, /never written over/);
  });

  it('says that the port is in use, and how to choose another', async () => {
    const file = await townCopy();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const { code, err } = await commandLine('start', '--data', path.dirname(file), '--port', String(port));
      assert.equal(code, 1);
      assertSentence(err, new RegExp(`${port}.*--port`, 's'));
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('says that the data folder can not be written to', async () => {
    const inTheWay = path.join(await emptyFolder(), 'file');
    await writeFile(inTheWay, '');
    const below = await commandLine('start', '--data', path.join(inTheWay, 'data'), '--port', '1');
    assert.equal(below.code, 1);
    assertSentence(below.err, /a part of its path is a file, not a folder/);
    if (process.platform !== 'linux') return;
    const { code, err } = await commandLine('start', '--data', '/proc/curbstop', '--port', '1');
    assert.equal(code, 1);
    assertSentence(err, /The data folder .* can't be written to.*--data FOLDER/s);
  });

  it('says that the database is none, and leaves it alone', async () => {
    const folder = await emptyFolder();
    await mkdir(folder, { recursive: true });
    await copyFile(path.join(packageRoot(), 'package.json'), path.join(folder, 'curbstop.db'));
    const { code, err } = await commandLine('verify', '--data', folder);
    assert.equal(code, 1);
    assertSentence(err, /can't be opened.*backup/s);
  });
});
