import type { TariffDocument, TariffEntry, TariffMap, TariffNode } from '../../../contract/tariff-document.js';
import { readMetadata } from '../document/metadata.js';
import { entryOf, valueOf } from '../document/nodes.js';
import { normaliseKey } from '../expression/map-key.js';
import { BILL_UNITS } from '../inputs/units.js';
import { type TariffProblem, warningAt } from './tariff-problem.js';

const FREQUENCIES = ['monthly', 'bi-monthly', 'bimonthly', 'quarterly', 'semi-annually', 'annually'];

/** What the file as a whole says that looks wrong: metadata, classes in the wrong place, keys of maps. */
export function checkFile({ root }: TariffDocument): readonly TariffProblem[] {
  const structure = valueOf(root, 'rate_structure');
  const classes = structure?.kind === 'map' ? structure.entries : [];
  return [...checkMetadata(root), ...strayClasses(root), ...classes.flatMap(checkKeys)];
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
    const what = `bill_unit is "${billUnit}", which is not one of ${BILL_UNITS.join(', ')}`;
    problems.push(warningAt({ code: 'unknown-bill-unit', what, fix: 'Correct the unit of usage.' }, at('bill_unit')));
  }
  if (billFrequency !== '' && !FREQUENCIES.includes(billFrequency)) {
    const what = `bill_frequency is "${billFrequency}", which is not one of ${FREQUENCIES.join(', ')}`;
    problems.push(
      warningAt({ code: 'unknown-frequency', what, fix: 'Correct how often is billed.' }, at('bill_frequency')),
    );
  }
  return problems;
}

function strayClasses(root: TariffMap): readonly TariffProblem[] {
  return root.entries
    .filter(({ key, value }) => key !== 'metadata' && key !== 'rate_structure' && hasBill(value))
    .map(({ key, at }) => {
      const what = `the class ${key} stands outside of rate_structure, where nothing reads it`;
      return warningAt({ code: 'class-outside-structure', what, fix: 'Indent it under rate_structure.' }, at);
    });
}

function hasBill(node: TariffNode): boolean {
  return node.kind === 'map' && entryOf(node, 'bill') !== null;
}

/** Keys with too many or too few parts, and meter sizes that one class spells in two ways. */
function checkKeys({ key: className, value }: TariffEntry): readonly TariffProblem[] {
  const fields = value.kind === 'map' ? value.entries : [];
  const spellings = new Map<string, string>();
  return fields.flatMap(({ key: field, value: map }) => {
    const values = map.kind === 'map' ? valueOf(map, 'values') : null;
    if (map.kind !== 'map' || values?.kind !== 'map') return [];
    const parts = dependsOnCount(map);
    return values.entries.flatMap(({ key, at }) => {
      const normal = normaliseKey(key);
      const where = `${field} of ${className}`;
      const problems: TariffProblem[] = [];
      if (normal.split('|').length !== parts) {
        const what = `${where} has the key ${key}, of ${normal.split('|').length} parts, and depends on ${parts} names`;
        problems.push(
          warningAt({ code: 'wrong-key-parts', what, fix: 'Give one part for each name, joined by |.' }, at),
        );
      }
      const before = spellings.get(normal) ?? key;
      spellings.set(normal, before);
      if (before !== key && normal.includes('/')) {
        const what = `${where} spells ${key} where ${before} was spelt before`;
        problems.push(warningAt({ code: 'two-spellings', what, fix: 'Spell a meter size in one way.' }, at));
      }
      return problems;
    });
  });
}

function dependsOnCount(map: TariffMap): number {
  const node = valueOf(map, 'depends_on');
  return node?.kind === 'list' ? node.items.length : 1;
}
