import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Stands in for npm: notes its call, takes a moment, and makes what the real one would. */
const FAKE_NPM = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const call = process.argv.slice(2).filter((word) => !word.startsWith('-')).join(' ');
appendFileSync('npm-calls.txt', call + '\\n');
console.log('noise of npm');
await new Promise((resolve) => setTimeout(resolve, 300));
if (process.env.FAKE_NPM_FAILS === call) {
  console.error('npm says what went wrong');
  process.exit(1);
}
const make = (folder, file, text) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + '/' + file, text);
};
if (call === 'ci') make('node_modules', '.package-lock.json', readFileSync('package-lock.json'));
if (call === 'run build:addin') make('dist/addin', 'taskpane.html', '');
if (call === 'run build:bridge') {
  make('dist/migrations', '0001.js', '');
  make('dist/bridge', 'main.js', 'console.log(JSON.stringify(process.argv.slice(2)));');
}
`;

const PACKAGES = {
  '': { name: 'curbstop' },
  'node_modules/express': { version: '5.0.0' },
  'node_modules/only-on-mac': { version: '1.0.0', optional: true },
};

export interface LaunchResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone with the real launcher, sources of a few files, and an npm that only pretends. */
export class FakeClone {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async make(): Promise<FakeClone> {
    const clone = new FakeClone(await mkdtemp(path.join(os.tmpdir(), 'curbstop-clone-')));
    const setup = path.join(import.meta.dirname, '..', '..', '..', 'bridge', 'setup');
    await cp(setup, clone.place('bridge/setup'), { recursive: true });
    await clone.write('package.json', '{"type":"module"}');
    await clone.lock('5.0.0');
    await clone.write('bridge/main.ts', '');
    await clone.write('migrations/0001.ts', '');
    await clone.write('addin/taskpane.ts', '');
    await clone.write('bin/fake-npm.mjs', FAKE_NPM);
    await clone.write('bin/npm', `#!/bin/sh\nexec "${process.execPath}" "${clone.place('bin/fake-npm.mjs')}" "$@"\n`);
    await clone.write('bin/npm.cmd', `@"${process.execPath}" "${clone.place('bin/fake-npm.mjs')}" %*\r\n`);
    await chmod(clone.place('bin/npm'), 0o755);
    return clone;
  }

  place(file: string): string {
    return path.join(this.root, file);
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.place(file)), { recursive: true });
    await writeFile(this.place(file), text);
  }

  /** Writes the lock file with this version of express. */
  async lock(version: string): Promise<void> {
    const packages = { ...PACKAGES, 'node_modules/express': { version } };
    await this.write('package-lock.json', JSON.stringify({ packages }));
  }

  /** The calls of npm so far, and forgets them. */
  async npmCalls(): Promise<string[]> {
    const text = await readFile(this.place('npm-calls.txt'), 'utf8').catch(() => '');
    await rm(this.place('npm-calls.txt'), { force: true });
    return text.split('\n').filter((line) => line !== '');
  }

  /** Runs the launcher with these arguments. */
  launch(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<LaunchResult> {
    const PATH = `${this.place('bin')}${path.delimiter}${process.env['PATH'] ?? ''}`;
    const options = { cwd: os.tmpdir(), env: { ...process.env, ...env, PATH } };
    return new Promise((resolve) => {
      execFile(process.execPath, [this.place('bridge/setup/curbstop.mjs'), ...args], options, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true });
  }
}
