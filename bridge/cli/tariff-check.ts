import path from 'node:path';
import { counted } from '../contract/counted.js';
import { CurbstopError } from '../contract/problem.js';
import type { TariffProblem } from '../contract/tariff-check.js';
import { TariffError } from '../contract/tariff-document.js';
import { checkRateFile } from '../files/owrs/check-rate-file.js';
import { tariffFileBytes } from '../files/owrs/read-tariff.js';
import { EXIT_DONE, EXIT_REFUSED, say, withFile } from './console.js';

export interface TariffCheckOptions {
  readonly files: readonly string[];
  /** A JSON object a problem in place of a sentence. */
  readonly json: boolean;
}

/** Lists every problem of rate files. The exit code tells whether any would keep a bill from being priced. */
export async function tariffCheck({ files, json }: TariffCheckOptions): Promise<number> {
  let failed = false;
  for (const file of files) {
    const problems = await problemsOf(file);
    failed ||= problems.some(({ severity }) => severity === 'error');
    report(file, problems, json);
  }
  return failed ? EXIT_REFUSED : EXIT_DONE;
}

/** A file that can not be opened, or is too large, has this one problem, and the others are checked all the same. */
async function problemsOf(file: string): Promise<readonly TariffProblem[]> {
  try {
    const bytes = await withFile(file, () => tariffFileBytes(file));
    return checkRateFile(bytes, path.basename(file));
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    const { code, fix } = error;
    const message = error instanceof TariffError ? `${error.what}.` : error.message;
    return [{ severity: 'error', code, message, fix, line: 1, column: 1 }];
  }
}

function report(file: string, problems: readonly TariffProblem[], json: boolean): void {
  if (json) {
    for (const problem of problems) say(JSON.stringify({ file, ...problem }));
    return;
  }
  for (const { severity, message, fix, line, column } of problems) {
    say(`${file}:${line}:${column}  ${severity}  ${message}  (${fix})`);
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
  say(`${file}: ${problems.length === 0 ? 'no problem' : counts}`);
}
