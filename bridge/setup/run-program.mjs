import { spawn } from 'node:child_process';

const OUTPUT_CHARACTERS_MAX = 20_000;

/**
 * Runs a program to its end without a terminal to ask on.
 * Gives {ok, output}: whether it ended well in time, and the end of what it wrote to both streams.
 */
export function runProgram(program, args, { cwd, env = {}, secondsMax = 1800, shell = false } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-OUTPUT_CHARACTERS_MAX);
    };
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: secondsMax * 1000,
      windowsHide: true,
    });
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}` }));
    child.once('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

/** Runs npm. On Windows npm is a command file, which only a shell starts; the arguments are fixed words without spaces. */
export function runNpm(args, options) {
  const windows = process.platform === 'win32';
  return runProgram(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}
