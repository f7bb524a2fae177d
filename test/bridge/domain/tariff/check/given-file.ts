import assert from 'node:assert/strict';
import type { TariffProblem } from '../../../../../bridge/contract/tariff-check.js';
import { checkTariff } from '../../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../../bridge/files/owrs/read-tariff.js';

/** The problems of a rate file's lines. */
export function checkLines(lines: readonly string[]): readonly TariffProblem[] {
  return checkTariff(readTariffText(lines.join('\n'), 'home.owrs'));
}

/** The problems of a file with one class HOME. Without settings, its first field stands on line 6. */
export function checkHome(
  fields: readonly string[],
  curbstop: readonly string[] = [],
  billUnit = 'ccf',
): readonly TariffProblem[] {
  const settings = curbstop.length === 0 ? [] : ['  curbstop:', ...curbstop.map((line) => `    ${line}`)];
  const head = ['metadata:', '  effective_date: 2026-01-01', `  bill_unit: ${billUnit}`, ...settings];
  return checkLines([...head, 'rate_structure:', '  HOME:', ...fields.map((line) => `    ${line}`)]);
}

/** Problems in short: "error cycle 6". */
export function short(problems: readonly TariffProblem[]): string[] {
  return problems.map(({ severity, code, line }) => `${severity} ${code} ${line}`);
}

/** Asserts that there is this one problem, and gives it. */
export function only(expected: string, problems: readonly TariffProblem[]): TariffProblem {
  assert.deepEqual(short(problems), [expected], JSON.stringify(problems, null, 1));
  const [problem] = problems;
  assert.ok(problem && problem.message.endsWith('.') && problem.fix.endsWith('.') && problem.column > 0);
  return problem;
}

/** Asserts that a file has no problem. */
export function clean(problems: readonly TariffProblem[]): void {
  assert.deepEqual(problems, []);
}
