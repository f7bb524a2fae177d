import { adjustmentKinds } from '../../bridge/contract/sheets/adjustments.js';
import { startingAdjustmentReasons } from '../../migrations/starting-adjustment-reasons.js';
import type { SeenCell, SeenRow } from './seen-sheet.js';
import { sharedKeys, type Verdict } from './verdict.js';

/** An adjustment in plain terms. */
export interface Entry {
  readonly account: string;
  readonly service: string;
  readonly kind: string;
  readonly cents: number;
  readonly reason: string;
  readonly note: string;
  /** What else stands in the row, as its columns have it. */
  readonly more: string;
}

const MORE_COLUMNS = ['bill', 'cause', 'document', 'documentsOn', 'leakOn', 'otherAccount'] as const;
const COLUMNS = ['account', 'service', 'kind', 'amount', 'reason', 'note', ...MORE_COLUMNS] as const;

/** The rows of a sheet that were posted, and which of them were reversed since. */
export interface PostedEntries {
  readonly posted: ReadonlyMap<string, Entry>;
  readonly reversed: ReadonlySet<string>;
}

/** The key of the row that a row repeats on purpose; null for one that repeats none. */
export function firstKeyOf(key: string): string | null {
  return /^(A\d+-\w{5})-\w{5}$/.exec(key)?.[1] ?? null;
}

/**
 * What must become of the rows of an entry sheet: a row is posted once and never changed; one that says what a posted
 * row said that is gone, or else is of its account and service, is asked about, and has that row's key back. A row that was
 * reversed is not asked for, nor is anything asked of one that repeats another on purpose.
 */
export function judgeEntries(
  seen: readonly SeenRow[],
  { posted, reversed }: PostedEntries,
  servicesOf: ReadonlyMap<string, readonly string[]>,
): Verdict<Entry>[] {
  const rows = seen.filter(({ cells }) => COLUMNS.some((column) => String(cells[column] ?? '').trim() !== ''));
  const shared = sharedKeys(rows);
  const here = new Set(rows.map(({ key }) => key));
  const lostKeyOf = lostKeys(
    rows.filter(({ key }) => !posted.has(key) && !shared.has(key) && !posted.has(firstKeyOf(key) ?? '')),
    [...posted].filter(([key]) => !here.has(key) && !reversed.has(key)),
  );
  return rows.map((row): Verdict<Entry> => {
    const entry = entryOf(row);
    const before = posted.get(row.key);
    if (shared.has(row.key)) return { row, state: 'refused', meaning: null };
    if (before !== undefined) return { row, state: same(before, entry) ? 'unchanged' : 'refused', meaning: null };
    const lostKey = lostKeyOf.get(row);
    if (lostKey !== undefined) return { row, state: 'refused', meaning: null, lostKey };
    const isSound =
      entry !== null &&
      entry.cents !== 0 &&
      servicesOf.get(entry.account)?.includes(entry.service) === true &&
      takesMore(row);
    return isSound && isComplete(entry)
      ? { row, state: 'applied', meaning: entry }
      : { row, state: 'refused', meaning: null };
  });
}

/** Gives each row the key of one posted row that is gone: first by all that it says, then by what it is about. */
function lostKeys(rows: readonly SeenRow[], lost: (readonly [string, Entry])[]): ReadonlyMap<SeenRow, string> {
  const found = new Map<SeenRow, string>();
  for (const isLike of [same, sameAccount]) {
    for (const row of rows.filter((each) => !found.has(each))) {
      const entry = entryOf(row);
      const at = lost.findIndex(([, each]) => isLike(each, entry));
      const [[key] = []] = at < 0 ? [] : lost.splice(at, 1);
      if (key !== undefined) found.set(row, key);
    }
  }
  return found;
}

function sameAccount(entry: Entry, other: Entry | null): boolean {
  return entry.account === other?.account && entry.service === other.service;
}

function same(entry: Entry, other: Entry | null): boolean {
  return JSON.stringify(entry) === JSON.stringify(other);
}

/** The accounts of the model were never billed, so that goodwill alone can be given or charged. */
function isComplete({ account, kind, reason }: Entry): boolean {
  return account !== '' && kind === 'goodwill' && reason !== '';
}

/** Goodwill takes a cause, a document and its day; there is no bill that it could name, no leak, and no other account. */
function takesMore({ cells }: SeenRow): boolean {
  const { bill, cause, document, documentsOn, leakOn, otherAccount } = cells;
  const isDay = typeof documentsOn === 'number' && Number.isInteger(documentsOn) && documentsOn >= 61;
  return (
    textOf(bill) === '' &&
    textOf(leakOn) === '' &&
    textOf(otherAccount) === '' &&
    choice(cause, ['', ...startingAdjustmentReasons.codes]) !== null &&
    textOf(document) !== null &&
    (textOf(documentsOn) === '' || isDay)
  );
}

/** What the supervisor, who pushes, may adjust alone on an account in a day. */
const LIMIT_CENTS = 500_000;

/** A row that is above the limit by itself is kept as a request, and is in no balance. */
export function waits({ cents }: Entry): boolean {
  return Math.abs(cents) > LIMIT_CENTS;
}

/** What the cells of a row say; null where one of them says nothing that a ledger could hold. */
function entryOf({ cells }: SeenRow): Entry | null {
  const service = choice(cells['service'], ['', 'water', 'sewer', 'garbage']);
  const kind = choice(cells['kind'], ['', ...adjustmentKinds]);
  const cents = centsOf(cells['amount']);
  const texts = ['account', 'reason', 'note'].map((column) => textOf(cells[column]));
  const [account = null, reason = null, note = null] = texts;
  if (service === null || kind === null || cents === null) return null;
  if (account === null || reason === null || note === null) return null;
  const more = JSON.stringify(MORE_COLUMNS.map((column) => String(cells[column] ?? '').trim()));
  return { account, service, kind, cents, reason, note, more };
}

export function textOf(cell: SeenCell | undefined): string | null {
  if (typeof cell === 'boolean' || /^#(N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)/.test(String(cell))) return null;
  return String(cell ?? '').trim();
}

export function choice(cell: SeenCell | undefined, choices: readonly string[]): string | null {
  const text = textOf(cell)?.toLowerCase();
  return choices.find((each) => each === text) ?? null;
}

/** Whole cents of a number or a plain text; an empty cell is no amount. */
function centsOf(cell: SeenCell | undefined): number | null {
  const text = textOf(cell);
  if (text === '') return 0;
  if (text === null || !/^-?\d+(\.\d{1,2})?$/.test(text)) return null;
  return Math.round(Number(text) * 100);
}
