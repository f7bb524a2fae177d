import type { TariffProblem } from '../../../contract/tariff-check.js';
import { type TariffDocument, TariffError } from '../../../contract/tariff-document.js';
import { settingsOf } from '../check-settings.js';
import { rateStructure, tariffFacts } from '../compile-tariff.js';
import { readMetadata } from '../document/metadata.js';
import { valueOf } from '../document/nodes.js';
import { checkClass } from './check-class.js';
import { checkFile } from './check-file.js';
import { checkSettings } from './check-settings.js';
import { problemOf } from './tariff-problem.js';

const UNKNOWN_UNIT = 'unknown-bill-unit';

/**
 * Lists every problem of a rate file, by line and column: errors, which keep bills from being priced, and warnings,
 * which are priced as written and look wrong. Throws nothing for any file that could be read.
 */
export function checkTariff(document: TariffDocument): readonly TariffProblem[] {
  const problems = withUnitOnce(checkFile(document), checkStructure(document));
  const seen = new Set<string>();
  return problems
    .filter(({ code, message, line, column }) => {
      const key = `${code}|${message}|${line}|${column}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** An unknown billing unit, which every class that bills use is at odds with, is one error, and stands where it is written. */
function withUnitOnce(ofFile: readonly TariffProblem[], ofClasses: readonly TariffProblem[]): readonly TariffProblem[] {
  const others = ofClasses.filter(({ code }) => code !== UNKNOWN_UNIT);
  if (others.length === ofClasses.length) return [...ofFile, ...others];
  const severe = ofFile.map((problem) =>
    problem.code === UNKNOWN_UNIT ? ({ ...problem, severity: 'error' } as const) : problem,
  );
  return [...severe, ...others];
}

function checkStructure(document: TariffDocument): readonly TariffProblem[] {
  const metadataNode = valueOf(document.root, 'metadata');
  const metadata = metadataNode?.kind === 'map' ? metadataNode : null;
  try {
    const structure = rateStructure(document);
    const { settings, problems } = checkSettings(metadata, structure);
    const facts = tariffFacts(readMetadata(metadata), settings);
    return [
      ...problems,
      ...structure.entries.flatMap((entry) => checkClass(entry, settingsOf(settings, entry.key), facts)),
    ];
  } catch (error) {
    if (error instanceof TariffError) return [problemOf(error)];
    throw error;
  }
}
