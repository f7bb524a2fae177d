import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../model/compare.js';
import { isReversible, reverseEntry } from '../model/entry-reversal.js';
import type { ModelEntry } from '../model/ledger-model.js';
import type { AccountKind } from '../model/accounts.js';
import { Play } from '../model/play.js';
import type { World } from '../model/world.js';
import type { Decision } from './decisions.js';
import { firstKeyOf, waits, type Entry } from './entries.js';
import type { PulledSheet, SeenRow } from './seen-sheet.js';

/** A household, a business, garbage alone, and three more that are read. */
export const ACCOUNT_KINDS: readonly AccountKind[] = [
  { rateClass: 'RESIDENTIAL', services: ['water', 'sewer', 'garbage'] },
  { rateClass: 'BUSINESS', services: ['water', 'garbage'] },
  { rateClass: 'RESIDENTIAL', services: ['garbage'] },
  ...Array.from({ length: 3 }, (): AccountKind => ({ rateClass: 'RESIDENTIAL', services: ['water'] })),
];
/** A row that was posted: the line that a person wrote, the key that it has now, and what it says. */
export interface PostedRow {
  readonly row: SeenRow;
  readonly key: string;
  readonly entry: Entry;
}

const NOTHING: Decision = { action: '', newReading: '', reason: '' };

/** What a push did: what it decided of reads, what stood decided of them before it, and the entries of its rows in their order. */
export interface Pushed {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly before: ReadonlyMap<string, Decision>;
  readonly entries: readonly PushedEntry[];
}

interface PushedEntry {
  readonly key: string;
  /** Null of a row that waits for another person's word. */
  readonly entry: ModelEntry | null;
}

/** What must stand at the bridge, as plain lists, and the bridge's books that must agree with them. */
export class SheetBooks {
  /** The adjustments of each pull, by key, in the order of their posting. */
  readonly posted = new Map<string, Map<string, Entry>>();
  /** What stands decided of each read. */
  readonly decisions = new Map<string, Decision>();
  readonly servicesOf: ReadonlyMap<string, readonly string[]>;
  /** The keys of posted rows that were reversed. */
  readonly reversedKeys = new Set<string>();
  /** What each push did, by its receipt. */
  readonly #pushedBy = new Map<number, Pushed>();
  readonly #reversed = new Set<number>();
  /** The lines that were posted, by their ink. */
  readonly #lines = new Map<string, { readonly key: string; readonly entry: Entry }>();

  private constructor(readonly ledger: Play) {
    this.servicesOf = new Map(
      ledger.accountIds.map((accountId, index) => [accountId, ACCOUNT_KINDS[index]?.services ?? []]),
    );
    for (const [accountId, services] of this.servicesOf) {
      if (services.includes('water')) this.decisions.set(`${accountId}/1`, NOTHING);
    }
  }

  static async open(world: World): Promise<SheetBooks> {
    return new SheetBooks(await Play.begin(world, ACCOUNT_KINDS));
  }

  postedOf({ pullId }: PulledSheet): Map<string, Entry> {
    const known = this.posted.get(pullId) ?? new Map<string, Entry>();
    this.posted.set(pullId, known);
    return known;
  }

  /**
   * Posts what a push brought, in its order, and gives the entries. A line that a person wrote once must not be posted twice
   * as it is, but where the first was reversed or she said that it is meant.
   */
  post(sheet: PulledSheet, rows: readonly PostedRow[], keysHere: ReadonlySet<string>): PushedEntry[] {
    const posted = this.postedOf(sheet);
    for (const { row, key, entry } of rows) {
      const before = this.#lines.get(row.ink);
      // Where its key went to another row, that is now the one which was posted.
      const isAgain = before !== undefined && !keysHere.has(before.key) && isDeepStrictEqual(before.entry, entry);
      const isFree = before !== undefined && (this.reversedKeys.has(before.key) || firstKeyOf(key) !== null);
      assert.ok(!isAgain || isFree, `row ${row.sheetRow} was posted before with the key ${before?.key}`);
      this.#lines.set(row.ink, { key, entry });
      posted.set(key, entry);
    }
    const { model, today } = this.ledger;
    const entries = new Map<string, ModelEntry>();
    const postable = rows.filter(({ entry }) => !waits(entry));
    for (const accountId of new Set(postable.map(({ entry }) => entry.account))) {
      const own = postable.filter(({ entry }) => entry.account === accountId);
      const charges = own.map(({ entry: { service, cents } }) => ({ type: service, amount: cents }));
      model.adjust(accountId, charges, today).forEach((entry, index) => entries.set(own[index]?.key ?? '', entry));
    }
    return rows.map(({ key }) => ({ key, entry: entries.get(key) ?? null }));
  }

  /** Takes decisions that were pushed, whoever did it, and gives them with those that stood before. */
  decide(decisions: ReadonlyMap<string, Decision>): Pick<Pushed, 'decisions' | 'before'> {
    const before = new Map([...decisions.keys()].map((key) => [key, this.decisions.get(key) ?? NOTHING]));
    for (const [key, decision] of decisions) this.decisions.set(key, decision);
    return { decisions, before };
  }

  /** Notes what a push did that has this receipt. */
  notePushed(receipt: number, pushed: Pushed): void {
    this.#pushedBy.set(receipt, pushed);
  }

  /** The keys of the entries of a push that stand, in their order. */
  standingOf(receipt: number): string[] {
    const keys = this.#pushedBy.get(receipt)?.entries.map(({ key }) => key) ?? [];
    return keys.filter((key) => !this.reversedKeys.has(key));
  }

  /** Takes entries of a push back, the newest first; what credit there is then pays what is open. */
  takeEntriesBack(receipt: number, keys: readonly string[]): void {
    const { model, today } = this.ledger;
    const entries = this.#pushedBy.get(receipt)?.entries.filter(({ key }) => keys.includes(key)) ?? [];
    for (const { key, entry } of entries.toReversed()) {
      this.reversedKeys.add(key);
      if (entry === null) continue;
      assert.ok(isReversible(model, entry), 'nothing that is typed into these sheets stands in the way');
      reverseEntry(model, entry, today);
    }
    for (const accountId of new Set(entries.flatMap(({ entry }) => entry?.accountId ?? [])))
      model.useCredit(accountId, today, today);
  }

  /**
   * Takes a push of decisions back, where each still stands; else none. Tells whether it did; null where the receipt
   * decided nothing, or is reversed already.
   */
  takeBack(receipt: number): boolean | null {
    const decided = this.#pushedBy.get(receipt);
    if (decided === undefined || decided.decisions.size === 0 || this.#reversed.has(receipt)) return null;
    const stands = [...decided.decisions].every(([key, decision]) =>
      isDeepStrictEqual(this.decisions.get(key), decision),
    );
    if (!stands) return false;
    this.#reversed.add(receipt);
    this.decide(decided.before);
    return true;
  }

  /** Tells whether a decision on a read was ever taken back. */
  wasTakenBack(key: string): boolean {
    return [...this.#reversed].some((receipt) => this.#pushedBy.get(receipt)?.decisions.has(key));
  }

  /** What a workbook knows of each read: as pulled, and what it had replies for. */
  knownTo({ pulled, receipts }: PulledSheet): Map<string, Decision> {
    const known = new Map<string, Decision>();
    for (const [key, { action = '', newReading = '', reason = '' }] of pulled) {
      known.set(key, {
        action: String(action),
        newReading: newReading === '' ? '' : Number(newReading),
        reason: String(reason),
      });
    }
    for (const receipt of receipts.toSorted((a, b) => a - b)) {
      for (const [key, decision] of this.#pushedBy.get(receipt)?.decisions ?? []) known.set(key, decision);
    }
    return known;
  }

  /** The bridge's books must be what the lists say, to the cent. */
  async compare(): Promise<void> {
    await compare(this.ledger);
    await this.#compareAdjustments();
    await this.#compareDecisions();
  }

  /** A short form of {@link compare}, for after each step. */
  async compareRows(): Promise<void> {
    await this.#compareAdjustments();
    await this.#compareDecisions();
  }

  async #compareAdjustments(): Promise<void> {
    const rows = await this.ledger.world.database.raw<Omit<Entry, 'more'>[]>(
      `SELECT account_id AS account, service, kind, amount_cents AS cents, reason, note FROM adjustment
       WHERE pull_id IN (SELECT value FROM json_each(?)) ORDER BY entry_number`,
      [JSON.stringify([...this.posted.keys()])],
    );
    const known = [...this.posted.values()].flatMap((entries) => [...entries]);
    const sorted = (entries: readonly Omit<Entry, 'more'>[]) =>
      entries
        .map(({ account, service, kind, cents, reason, note }) =>
          [account, service, kind, cents, reason, note].join('|'),
        )
        .sort();
    const expected = known.map(([, entry]) => entry).filter((entry) => !waits(entry));
    assert.deepEqual(sorted(rows), sorted(expected), 'the adjustments that were posted');
    const waiting = await this.ledger.world.database.raw<{ key: string; cents: number }[]>(
      `SELECT row_key AS key, amount_cents AS cents FROM waiting_request
       WHERE pull_id IN (SELECT value FROM json_each(?)) ORDER BY row_key`,
      [JSON.stringify([...this.posted.keys()])],
    );
    const expectedWaiting = known.filter(([key, entry]) => waits(entry) && !this.reversedKeys.has(key));
    assert.deepEqual(
      waiting.map(({ key, cents }) => `${key} ${cents}`).sort(),
      expectedWaiting.map(([key, { cents }]) => `${key} ${cents}`).sort(),
      'the requests that wait',
    );
  }

  async #compareDecisions(): Promise<void> {
    const rows = await this.ledger.world.database.raw<
      { key: string; action: string; value: number | null; reason: string }[]
    >(`SELECT row_key AS key, action, value, reason FROM period_read WHERE bill_run_id = ? ORDER BY row_key`, [
      this.ledger.billRunId,
    ]);
    const found = rows.map(({ key, action, value, reason }) => {
      return [key, { action, newReading: action === 'change' ? (value ?? '') : '', reason }];
    });
    const expected = [...this.decisions].toSorted(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(found, expected, 'the decisions');
  }
}
