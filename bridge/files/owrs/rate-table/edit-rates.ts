import type { Issue } from '../../../contract/problem.js';
import { isRateNumber } from '../../../contract/rate-value.js';
import { isoDate } from './iso-date.js';
import {
  cannotExtend,
  emptyCell,
  firstTierStart,
  fixedCell,
  noCellHere,
  notADate,
  notOneLine,
  notAscending,
  removedRow,
  sameStart,
  tooManyDecimals,
} from './rate-issues.js';
import { nameOf, type RateCell, type RateRow } from './rate-row.js';
import { rateRows } from './rate-rows.js';
import { rebuildList, type ListItem } from './rebuild-list.js';
import { spellValue } from './spell-value.js';
import { editText, type TextEdit } from './text-edit.js';
import { placeNewTiers, sizeOf, type BlockTiers, type WantedTier } from './wanted-tiers.js';
import type { WantedRow } from './wanted-row.js';

/** More decimals than any rate has; a formula's noise in the sixteenth digit is not a rate. */
const DECIMALS_MAX = 8;

/** What became of a rate table that was edited. */
export interface EditedRates {
  /** The new rate file; the old one where there are issues. */
  readonly source: string;
  readonly issues: readonly Issue[];
  /** What each changed or new row says, in words, by its key. */
  readonly changes: ReadonlyMap<string, string>;
  /** The tiers that were removed, by their names. */
  readonly removed: readonly string[];
  /** The row whose value stands on a line of the new file, or null. Lines and columns count from 1. */
  readonly rowAt: (line: number, column: number) => string | null;
}

/**
 * Puts the values of a rate table, as a person edited it, into the rate file. Only the spelling of changed values, and
 * tiers added or removed, differ; every other byte stays. Everything wrong is given as issues at the sheet's cells.
 * Throws TariffError where the file cannot be read.
 */
export function editRates(text: string, file: string, wanted: readonly WantedRow[]): EditedRates {
  const rows = rateRows(text, file);
  const known = new Map(rows.map((row) => [row.key, row]));
  const pulled = wanted.flatMap((row) => known.get(row.key) ?? []);
  const present = new Set(pulled.map(({ key }) => key));
  const { blocks, issues: placing } = placeNewTiers(rows, wanted);
  const rowIssues = wanted.flatMap((row) => issuesOf(row, known.get(row.key)));
  const gone = rows.filter((row) => row.kind !== 'tier' && !present.has(row.key)).map(removedRow);
  const issues = [...rowIssues, ...placing, ...gone];
  const unedited = { source: text, changes: new Map<string, string>(), removed: [], rowAt: () => null };
  if (issues.length > 0) return { ...unedited, issues };

  const rebuilt = blocks.map((block) => blockEdits(text, block));
  const blockIssues = [...blocks.flatMap(orderIssues), ...rebuilt.flatMap((block) => block.issues)];
  if (blockIssues.length > 0) return { ...unedited, issues: blockIssues };
  const values = wanted.flatMap((row) => valueEdits(text, row, known.get(row.key)));
  const source = editText(text, [...values, ...rebuilt.flatMap((block) => block.edits)]);
  return {
    source,
    issues: [],
    changes: new Map(wanted.flatMap((row) => changeWords(row, known.get(row.key)))),
    removed: rows.filter((row) => row.kind === 'tier' && !present.has(row.key)).map(nameOf),
    rowAt: rowFinder(rateRows(source, file), finalKeys(rows, blocks)),
  };
}

function issuesOf(row: WantedRow, pulled: RateRow | undefined): Issue[] {
  const values = [
    ['from', row.from],
    ['price', row.price],
  ] as const;
  const issues = values.flatMap(([column, value]) => valueIssues(row, column, value));
  if (pulled === undefined) return issues;
  if (row.className !== pulled.className) issues.push(fixedCell(row, 'class', pulled.className));
  if (row.component !== pulled.component) issues.push(fixedCell(row, 'component', pulled.component));
  for (const [column, value] of values) {
    if (pulled[column] === null && value !== null) issues.push(noCellHere(row, column, pulled));
    if (pulled[column] !== null && value === null) issues.push(emptyCell(row, column, nameOf(pulled)));
  }
  if (pulled.kind === 'effective-date' && row.price !== null && isoDate(row.price) === null) {
    issues.push(notADate(row, row.price));
  }
  return issues;
}

function valueIssues(row: WantedRow, column: 'from' | 'price', value: string | null): Issue[] {
  if (value === null) return [];
  const decimals = isRateNumber(value) ? (value.split('.')[1]?.length ?? 0) : 0;
  if (decimals > DECIMALS_MAX) return [tooManyDecimals(row, column, value)];
  return /[\r\n]/.test(value) ? [notOneLine(row, column)] : [];
}

/** The value as the file is to have it: dates are spelled YYYY-MM-DD. */
function wantedValue(value: string, pulled: RateRow): string {
  return pulled.kind === 'effective-date' ? (isoDate(value) ?? value) : value;
}

/** The edits of a row's own values; those in a block of tiers that is rebuilt are made with the block. */
function valueEdits(text: string, row: WantedRow, pulled: RateRow | undefined): TextEdit[] {
  if (pulled === undefined || pulled.kind === 'tier') return [];
  const cells = [
    [pulled.from, row.from],
    [pulled.price, row.price],
  ] as const;
  return cells.flatMap(([cell, value]) => {
    if (cell === null || value === null) return [];
    return cellEdit(text, cell, wantedValue(value, pulled));
  });
}

function cellEdit(text: string, { value: former, source }: RateCell, value: string): TextEdit[] {
  if (value === former) return [];
  return [{ start: source.start, end: source.end, text: spellValue(value, text.slice(source.start, source.end)) }];
}

/** A new value is spelled as the one beside it is. */
function spelled(text: string, cell: RateCell | null, beside: RateCell | null, value: string): string {
  const source = (cell ?? beside)?.source;
  const former = source === undefined ? '' : text.slice(source.start, source.end);
  return value === cell?.value ? former : spellValue(value, former);
}

interface BlockEdits {
  readonly edits: readonly TextEdit[];
  readonly issues: readonly Issue[];
}

/** The edits of one block of tiers; its lists are only laid out anew when a tier was added or removed. */
function blockEdits(text: string, block: BlockTiers): BlockEdits {
  const { starts, prices } = block.block;
  const isSame = block.tiers.length === block.rows.length && block.tiers.every(({ pulled }) => pulled !== null);
  if (isSame) {
    const edits = block.tiers.flatMap(({ pulled, from, price }) => [
      ...(pulled?.from ? cellEdit(text, pulled.from, from) : []),
      ...(pulled?.price ? cellEdit(text, pulled.price, price) : []),
    ]);
    return { edits, issues: [] };
  }
  const items = (cell: 'from' | 'price'): ListItem[] =>
    block.tiers.map(({ pulled, ...tier }) => ({
      index: pulled?.tier?.index ?? null,
      text: spelled(text, pulled?.[cell] ?? null, block.rows.at(-1)?.[cell] ?? null, tier[cell]),
    }));
  const lists = [rebuildList(text, starts, items('from')), rebuildList(text, prices, items('price'))];
  const edits = lists.flatMap((edit) => edit ?? []);
  if (edits.length === lists.length) return { edits, issues: [] };
  const [changed] = [...block.tiers.filter(({ pulled }) => pulled === null), ...block.tiers];
  return { edits: [], issues: changed === undefined ? [] : [cannotExtend(changed.wanted)] };
}

/** Tiers whose starts do not rise are the person's slip, unless the file was so already. */
function orderIssues({ rows: [first], tiers }: BlockTiers): Issue[] {
  const [lowest] = tiers;
  const isFirstMoved = lowest !== undefined && first.from?.value === '0' && lowest.from !== '0';
  const moved = isFirstMoved ? [firstTierStart(lowest.wanted, lowest.from)] : [];
  const unordered = tiers.flatMap((tier, index) => {
    const before = tiers[index - 1];
    if (before === undefined || (isAsPulled(tier) && isAsPulled(before))) return [];
    const [lower, upper] = [sizeOf(before.from), sizeOf(tier.from)];
    if (lower === null || upper === null || lower < upper) return [];
    const place = isAsPulled(tier) ? before.wanted : tier.wanted;
    return [lower === upper ? sameStart(place, tier.from) : notAscending(place, tier.from, before.from)];
  });
  return [...moved, ...unordered];
}

function isAsPulled({ pulled, from }: WantedTier): boolean {
  return pulled?.from?.value === from;
}

function changeWords(row: WantedRow, pulled: RateRow | undefined): [string, string][] {
  if (pulled === undefined) return [[row.key, `New tier from ${row.from ?? ''} at ${row.price ?? ''}.`]];
  const words = [
    ...cellWords('From', pulled.from, row.from),
    ...cellWords(priceWord(pulled), pulled.price, row.price === null ? null : wantedValue(row.price, pulled)),
  ];
  return words.length === 0 ? [] : [[row.key, words.join(' ')]];
}

function priceWord({ kind, tier, price }: RateRow): string {
  if (kind === 'effective-date') return 'Effective date';
  return tier !== null || isRateNumber(price?.value ?? '') ? 'Price' : 'Value';
}

function cellWords(header: string, cell: RateCell | null, value: string | null): string[] {
  return cell === null || value === null || cell.value === value ? [] : [`${header} ${cell.value} becomes ${value}.`];
}

/** The keys of the new file's rows, in its order. */
function finalKeys(rows: readonly RateRow[], blocks: readonly BlockTiers[]): string[] {
  const tiersByFirst = new Map(blocks.map(({ rows: [first], tiers }) => [first.key, tiers]));
  return rows.flatMap((row) => {
    if (row.tier === null) return [row.key];
    return tiersByFirst.get(row.key)?.map(({ wanted }) => wanted.key) ?? [];
  });
}

/** Finds rows of the new file, and makes sure that it holds those that it should. */
function rowFinder(rows: readonly RateRow[], keys: readonly string[]): EditedRates['rowAt'] {
  if (rows.length !== keys.length) throw new RangeError('The new rate file does not hold the rows that it should.');
  const places = rows.flatMap(({ from, price }, index) =>
    [from, price].flatMap((cell) => (cell === null ? [] : [{ ...cell.source, key: keys[index] ?? '' }])),
  );
  return (line, column) => {
    const onLine = places.filter((place) => place.line === line).sort((one, other) => one.column - other.column);
    return (onLine.findLast((place) => place.column <= column) ?? onLine[0])?.key ?? null;
  };
}
