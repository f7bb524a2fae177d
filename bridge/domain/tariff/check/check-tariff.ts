import { type TariffDocument, type TariffMap, TariffError } from '../../../contract/tariff-document.js';
import { type CompiledTariff, compileTariff } from '../compile-tariff.js';
import { checkBill } from './check-bill.js';
import { checkFile } from './check-file.js';
import { checkCircles, checkNames } from './check-names.js';
import { checkTiers } from './check-tiers.js';
import { ClassNames } from './class-names.js';
import { type TariffProblem, problemOf } from './tariff-problem.js';

/** Lists every problem of a rate file, by line: what keeps bills from being priced, and what only looks wrong. */
export function checkTariff(document: TariffDocument): readonly TariffProblem[] {
  const problems = [...checkFile(document), ...checkRates(document)];
  const seen = new Set<string>();
  return problems
    .filter(({ code, what, line, column }) => {
      const key = `${code}|${what}|${line}|${column}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function checkRates(document: TariffDocument): readonly TariffProblem[] {
  try {
    return checkClasses(compileTariff(document));
  } catch (error) {
    const problem = caught(error);
    const plain = withoutSettings(document);
    // With settings that cannot be read, the classes are checked as plain OWRS.
    return plain === null ? [problem] : [problem, ...checkRates(plain)];
  }
}

function checkClasses(tariff: CompiledTariff): readonly TariffProblem[] {
  return tariff.classes.flatMap((className) => {
    try {
      const names = new ClassNames(tariff.plan(className));
      return [checkNames, checkCircles, checkTiers, checkBill].flatMap((check) => check(className, names));
    } catch (error) {
      return [caught(error)];
    }
  });
}

function caught(error: unknown): TariffProblem {
  if (error instanceof TariffError) return problemOf(error);
  throw error;
}

/** The file without Curbstop's settings; null when it has none. */
function withoutSettings(document: TariffDocument): TariffDocument | null {
  const { root } = document;
  const metadata = root.entries.find(({ key }) => key === 'metadata')?.value;
  if (metadata?.kind !== 'map' || !metadata.entries.some(({ key }) => key === 'curbstop')) return null;
  const bare: TariffMap = { ...metadata, entries: metadata.entries.filter(({ key }) => key !== 'curbstop') };
  const entries = root.entries.map((entry) => (entry.key === 'metadata' ? { ...entry, value: bare } : entry));
  return { ...document, root: { ...root, entries } };
}
