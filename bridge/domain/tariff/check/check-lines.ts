import type { TariffProblem } from '../../../contract/tariff-check.js';
import { addedLines } from '../extensions/added-lines.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { type ClassNames, shownName } from './class-names.js';
import { errorAt } from './tariff-problem.js';

/** What a sum adds up: fields, and names that only the data give. */
interface Term {
  readonly name: string;
  readonly field: FieldPlan | null;
}

/**
 * Lines that can not add up to the bill, where the bill is a plain sum: a component without a line, or a line that is
 * no part of the bill.
 */
export function checkLines(names: ClassNames): readonly TariffProblem[] {
  const added = new Set(addedLines(names.settings).map(({ component }) => component));
  const named = names.settings.lines.map(({ component }) => component);
  // Taxes and the like are no part of the formula; a common line counts only where the class has its component.
  const lines = new Set(named.filter((line) => !added.has(line) && names.field(line) !== null));
  const bill = formulaOf('bill', names);
  const terms = bill === null ? null : termsOf(bill.expression, names);
  if (lines.size === 0 || bill === null || terms === null || lines.has('bill')) return [];
  const covered = new Set<string>();
  const open = terms.flatMap((term) => withoutLine(term, lines, names, covered));
  const strangers = [...lines].filter((line) => !covered.has(line));
  const fix = 'Name every component of the bill formula once in the lines of the curbstop settings.';
  const problem = (what: string) => errorAt({ code: 'lines-do-not-add-up', what, fix }, bill.at);
  return [
    ...open.map((name) => problem(`the bill of ${names.className} adds ${name}, and no line shows it`)),
    ...strangers
      .filter((line) => !isZero(line, names))
      .map((line) => problem(`the lines of ${names.className} show ${line}, which the bill formula does not add`)),
  ];
}

/** The parts of a term that no line shows. A line may stand for a part of a part. */
function withoutLine(
  { name, field }: Term,
  lines: ReadonlySet<string>,
  names: ClassNames,
  covered: Set<string>,
): readonly string[] {
  if (covered.has(name)) return [];
  covered.add(name);
  if (lines.has(name) || (field !== null && names.isZero(field.expression))) return [];
  const terms = field === null ? null : termsOf(field.expression, names);
  const shown = terms?.some((term) => lines.has(term.name)) ?? false;
  return shown ? (terms ?? []).flatMap((term) => withoutLine(term, lines, names, covered)) : [name];
}

function isZero(name: string, names: ClassNames): boolean {
  const field = names.field(name);
  return field !== null && names.isZero(field.expression);
}

/** The file's own formula of a field, before what the settings make of it. */
function formulaOf(name: string, names: ClassNames): FieldPlan | null {
  const stages = names.fields.filter((field) => shownName(field) === name);
  return stages.find((field) => !names.needs(field).some((needed) => stages.includes(needed))) ?? null;
}

/** The names that a plain sum adds; null for any other formula. */
function termsOf(expression: Expression, names: ClassNames): readonly Term[] | null {
  const terms: Term[] = [];
  const open = [expression];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.kind === 'name') terms.push({ name: names.name(part.slots[0]), field: names.meant(part.slots) });
    else if (part.kind === 'binary' && part.operator === '+') open.push(part.right, part.left);
    else return null;
  }
  return terms;
}
