import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { TariffError, TariffPosition } from '../../../contract/tariff-document.js';

export interface TariffProblemText {
  readonly code: string;
  /** A clause that names class and field. */
  readonly what: string;
  readonly fix: string;
}

/** What keeps a bill from being priced. */
export function errorAt(text: TariffProblemText, at: TariffPosition): TariffProblem {
  return problem('error', text, at.line, at.column);
}

/** What is priced as written and looks wrong. */
export function warningAt(text: TariffProblemText, at: TariffPosition): TariffProblem {
  return problem('warning', text, at.line, at.column);
}

/** The problem that an error names; `where` says what it is about when the error does not. */
export function problemOf({ code, what, fix, line, column }: TariffError, where = ''): TariffProblem {
  return problem('error', { code, what: where === '' ? what : `${where}: ${what}`, fix }, line ?? 1, column ?? 1);
}

function problem(
  severity: TariffProblem['severity'],
  { code, what, fix }: TariffProblemText,
  line: number,
  column: number,
): TariffProblem {
  return { severity, code, message: `${what}.`, fix, line, column };
}
