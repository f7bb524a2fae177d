import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { TariffDocument, TariffMap, TariffNode } from '../../../contract/tariff-document.js';
import { readMetadata } from '../document/metadata.js';
import { entryOf, valueOf } from '../document/nodes.js';
import { BILL_UNITS } from '../inputs/units.js';
import { checkKeys } from './check-keys.js';
import { warningAt } from './tariff-problem.js';

const FREQUENCIES = ['monthly', 'bi-monthly', 'quarterly', 'semi-annually', 'annually'];
const OTHER_SPELLINGS = ['bimonthly', 'semiannually', 'semi-annual', 'semiannual', 'annual', 'yearly'];

/** What the file as a whole says that looks wrong: metadata, classes in the wrong place, keys of maps. */
export function checkFile({ root }: TariffDocument): readonly TariffProblem[] {
  const structure = valueOf(root, 'rate_structure');
  const classes = structure?.kind === 'map' ? structure : null;
  return [
    ...checkMetadata(root),
    ...strayEntries(root),
    ...(classes === null ? [] : [...lookalikes(classes), ...classes.entries.flatMap(checkKeys)]),
  ];
}

function checkMetadata(root: TariffMap): readonly TariffProblem[] {
  const entry = entryOf(root, 'metadata');
  const map = entry?.value.kind === 'map' ? entry.value : null;
  const { effectiveDate, billUnit, billFrequency } = readMetadata(map);
  const at = (key: string) => (map === null ? null : entryOf(map, key))?.at ?? entry?.at ?? root.at;
  const problems: TariffProblem[] = [];
  if (effectiveDate === null) {
    const what = 'effective_date is missing or is no date';
    problems.push(warningAt({ code: 'no-effective-date', what, fix: 'Write it as 2026-02-15.' }, at('effective_date')));
  }
  if (!BILL_UNITS.includes(billUnit)) {
    const what = `bill_unit is "${billUnit.slice(0, 80)}", which is not one of ${BILL_UNITS.join(', ')}`;
    problems.push(warningAt({ code: 'unknown-bill-unit', what, fix: 'Correct the unit of usage.' }, at('bill_unit')));
  }
  if (billFrequency !== '' && ![...FREQUENCIES, ...OTHER_SPELLINGS].includes(billFrequency)) {
    const what = `bill_frequency is "${billFrequency.slice(0, 80)}", which is not one of ${FREQUENCIES.join(', ')}`;
    const fix = 'Correct how often bills go out.';
    problems.push(warningAt({ code: 'unknown-bill-frequency', what, fix }, at('bill_frequency')));
  }
  return problems;
}

/** Classes and settings that stand where nothing reads them. */
function strayEntries(root: TariffMap): readonly TariffProblem[] {
  return root.entries.flatMap(({ key, value, at }) => {
    if (key === 'curbstop') {
      const what = 'the curbstop settings stand outside of metadata, where nothing reads them';
      return [warningAt({ code: 'settings-outside-metadata', what, fix: 'Indent them under metadata.' }, at)];
    }
    if (key === 'metadata' || key === 'rate_structure' || !hasBill(value)) return [];
    const what = `the class ${key} stands outside of rate_structure, where nothing reads it`;
    return [warningAt({ code: 'class-outside-structure', what, fix: 'Indent it under rate_structure.' }, at)];
  });
}

function hasBill(node: TariffNode): boolean {
  return node.kind === 'map' && entryOf(node, 'bill') !== null;
}

/** Classes whose names differ by case, spaces and the like only. */
function lookalikes(classes: TariffMap): readonly TariffProblem[] {
  const seen = new Map<string, string>();
  return classes.entries.flatMap(({ key, at }) => {
    const plain = key.toLowerCase().replace(/[\s_-]+/g, '');
    const before = seen.get(plain);
    if (before === undefined) {
      seen.set(plain, key);
      return [];
    }
    const what = `the classes "${before}" and "${key}" differ only by case, spaces or signs`;
    return [warningAt({ code: 'similar-classes', what, fix: 'Keep one, or name them apart.' }, at)];
  });
}
