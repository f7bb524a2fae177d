import { classRows } from './class-rows.js';
import { effectiveDateRow, leafRows } from './leaf-rows.js';
import { ALL_CLASSES, type RateRow } from './rate-row.js';
import { nodeAt, parseSourceTree, type SourceMap, type SourceNode } from './source-tree.js';

/** Rate files without a unit are in hundred cubic feet. */
const DEFAULT_UNIT = 'ccf';
const EXTENSION = 'curbstop';
/** What a person looks for first. */
const FIRST_SETTINGS = ['title', 'source'];

/**
 * A rate file's text as rows: the effective date, title and source, what else the file says of itself, then each
 * class's rates, then Curbstop's settings. Throws TariffError where the file cannot be read.
 */
export function rateRows(text: string, file: string): RateRow[] {
  const root = parseSourceTree(text, file);
  const metadata = mapAt(root, 'metadata');
  const settings = mapAt(metadata, EXTENSION);
  const unit = nodeAt(metadata, 'bill_unit');
  const billUnit = unit?.kind === 'scalar' && unit.text !== '' ? unit.text : DEFAULT_UNIT;
  const rows = [
    ...effectiveDateRow(nodeAt(metadata, 'effective_date')),
    ...FIRST_SETTINGS.flatMap((name) => settingRows(settings, name)),
    ...metadata.entries
      .filter(({ key }) => key !== 'effective_date' && key !== EXTENSION)
      .flatMap(({ key, value }) => leafRows({ className: ALL_CLASSES, component: key, node: value })),
    ...mapAt(root, 'rate_structure').entries.flatMap(({ key, value }) => classRows(key, value, billUnit)),
    ...settings.entries
      .filter(({ key }) => !FIRST_SETTINGS.includes(key) && key !== 'classes')
      .flatMap(({ key }) => settingRows(settings, key)),
    ...mapAt(settings, 'classes').entries.flatMap(({ key: className, value }) =>
      value.kind === 'map'
        ? value.entries.flatMap((entry) => leafRows({ className, component: entry.key, node: entry.value }))
        : [],
    ),
  ];
  return rows;
}

function settingRows(settings: SourceMap, name: string): RateRow[] {
  const node = nodeAt(settings, name);
  return node === null ? [] : leafRows({ className: ALL_CLASSES, component: name, node });
}

function mapAt(node: SourceNode, key: string): SourceMap {
  const found = nodeAt(node, key);
  return found?.kind === 'map' ? found : { kind: 'map', entries: [] };
}
