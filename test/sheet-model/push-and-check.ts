import assert from 'node:assert/strict';
import { BridgeFailure } from '../../addin/client/bridge-failure.js';
import type { PushOutcome } from '../../addin/sheets/sheet-engine.js';
import { judgeDecisions, type Decision } from './decisions.js';
import { judgeEntries, type Entry } from './entries.js';
import type { Line } from './loopback-bridge.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { filledCells, type FilledCell, type PulledSheet, type SeenRow, type SeenSheet } from './seen-sheet.js';
import type { Pushed } from './sheet-books.js';
import type { SheetPlay } from './sheet-play.js';
import type { Verdict } from './verdict.js';

export interface PushWish {
  readonly dryRun: boolean;
  readonly mode: 'all' | 'valid';
  readonly line: Line;
}

/** Pushes a sheet and checks that the ledger, the person's cells and what she is told are as they must be. */
export async function pushAndCheck(play: SheetPlay, sheet: PulledSheet, wish: PushWish): Promise<void> {
  const before = play.personsCells();
  const verdicts = judge(play, sheet);
  const typed = play.typedWhereFilled(sheet);
  const words = notices(play, sheet, verdicts ?? []);
  play.bridge.line = wish.dryRun ? 'good' : wish.line;
  const outcome = await answerOf(play, sheet, wish);
  play.bridge.line = 'good';
  assert.deepEqual(play.personsCells(), before, 'the push changed cells of the person');
  if (verdicts === null) {
    if (outcome !== null) play.noteAnswer(sheet, typed, new Set(play.see(sheet).rows.map(({ sheetRow }) => sheetRow)));
    return checkNotRead(play, outcome);
  }
  if (outcome !== null) {
    const unchanged = verdicts.filter(({ state }) => state === 'unchanged');
    const kept = new Set(unchanged.map(({ row }) => row.sheetRow));
    checkTypedTold(play.see(sheet), sheet.kind, { typed, kept }, outcome);
    play.noteAnswer(sheet, typed, kept);
  }
  const print = JSON.stringify([sheet.pullId, wish.mode, sheet.receipts, play.see(sheet).rows.map(sent)]);
  if (outcome === null) {
    const isLost = wish.line === 'reply-lost' && isDone(verdicts, wish);
    const { lastCommandId: commandId } = play.bridge;
    play.unanswered.delete(sheet.pullId);
    if (isLost) {
      play.unanswered.set(sheet.pullId, { print, commandId, pushed: take(play, sheet, verdicts, null) });
    }
    return play.books.compareRows();
  }
  if (!wish.dryRun) {
    const lost = play.unanswered.get(sheet.pullId);
    play.unanswered.delete(sheet.pullId);
    const { lastCommandId } = play.bridge;
    if (lost?.print === print) {
      assert.equal(lastCommandId, lost.commandId, 'a push that was never answered got another id');
    }
    // Also what is no part of a push may have changed meanwhile, such as rows that are empty.
    if (lost?.commandId === lastCommandId) {
      assert.equal(outcome.reply.outcome, 'already-applied');
      const receipt = outcome.reply.receiptNumber ?? 0;
      play.books.notePushed(receipt, lost.pushed);
      play.noteReceipt(sheet, receipt);
      return play.books.compareRows();
    }
  }
  checkOutcome(outcome, verdicts, wish);
  if (!wish.dryRun && isDone(verdicts, wish)) take(play, sheet, verdicts, outcome.reply.receiptNumber);
  checkTold(play.see(sheet), verdicts, words, outcome);
  play.noteAsked(sheet, outcome.reply.reply.issues);
  return play.books.compareRows();
}

/** What a push sends of a row. */
function sent({ sheetRow, key, cells }: SeenRow): unknown {
  return [sheetRow, key, cells];
}

type AnyVerdict = Verdict<Entry> | Verdict<Decision>;

/** What must become of each row; null where the sheet lacks a column that it can't be read without. */
export function judge(play: SheetPlay, sheet: PulledSheet): AnyVerdict[] | null {
  const { missing, rows } = play.see(sheet);
  if (missing.length > 0) return null;
  const { books } = play;
  return sheet.kind.id === 'readings'
    ? judgeDecisions(rows, { known: books.knownTo(sheet), now: books.decisions })
    : judgeEntries(rows, { posted: books.postedOf(sheet), reversed: books.reversedKeys }, books.servicesOf);
}

/** The answer; null where none came, which the add-in must say. */
async function answerOf(
  play: SheetPlay,
  { pullId }: PulledSheet,
  { dryRun, mode, line }: PushWish,
): Promise<PushOutcome | null> {
  try {
    return await play.engine.push({ pullId, dryRun, mode });
  } catch (error) {
    assert.ok(
      error instanceof BridgeFailure && error.kind === 'not-running' && line !== 'good' && !dryRun,
      String(error),
    );
    return null;
  }
}

async function checkNotRead(play: SheetPlay, outcome: PushOutcome | null): Promise<void> {
  assert.equal(outcome?.reply.outcome, 'refused');
  assert.ok(outcome.localIssues.every(({ code, fix }) => code === 'column-missing' && fix !== ''));
  return play.books.compareRows();
}

/** Tells whether the push does anything: in mode "all" one refused row keeps back all of them. */
function isDone(verdicts: readonly AnyVerdict[], { mode }: PushWish): boolean {
  const isHeldBack = mode === 'all' && verdicts.some(({ state }) => state === 'refused');
  return !isHeldBack && verdicts.some(({ state }) => state === 'applied');
}

function checkOutcome({ reply }: PushOutcome, verdicts: readonly AnyVerdict[], wish: PushWish): void {
  const count = (wanted: AnyVerdict['state']) => verdicts.filter(({ state }) => state === wanted).length;
  const isRefused = count('refused') > 0 && (wish.mode === 'all' || count('applied') === 0);
  const done = wish.dryRun ? 'previewed' : count('applied') > 0 ? 'applied' : 'already-applied';
  const { applied, refused, unchanged } = reply.reply;
  assert.deepEqual(
    { outcome: reply.outcome, applied, refused, unchanged },
    {
      outcome: isRefused ? 'refused' : done,
      applied: count('applied'),
      refused: count('refused'),
      unchanged: count('unchanged'),
    },
    JSON.stringify({ issues: reply.reply.issues, verdicts }),
  );
}

/** Puts what the push did into the model's lists, and gives it. New rows have got their keys by now. */
function take(play: SheetPlay, sheet: PulledSheet, verdicts: readonly AnyVerdict[], receipt: number | null): Pushed {
  const keys = new Map(play.see(sheet).rows.map(({ sheetRow, key }) => [sheetRow, key]));
  const done = verdicts.flatMap(({ row, meaning }) => {
    return meaning === null ? [] : [{ row, key: keys.get(row.sheetRow) ?? '', meaning }];
  });
  const entries = done.flatMap(({ row, key, meaning }) => ('cents' in meaning ? [{ row, key, entry: meaning }] : []));
  const decisions = done.flatMap(({ key, meaning }) => ('action' in meaning ? [[key, meaning] as const] : []));
  const posted = play.books.post(sheet, entries, new Set(keys.values()));
  const pushed = { ...play.books.decide(new Map(decisions)), entries: posted };
  if (receipt !== null) {
    play.books.notePushed(receipt, pushed);
    play.noteReceipt(sheet, receipt);
  }
  return pushed;
}

/**
 * No edit vanishes without a word: each row that is not at the bridge as it stands says so, and so does each that is. No
 * notice is given that is not due.
 */
function checkTold(
  { rows }: SeenSheet,
  verdicts: readonly AnyVerdict[],
  { words, isFormulaRow }: Notices,
  { reply }: PushOutcome,
): void {
  const statusAt = new Map(rows.map(({ sheetRow, status }) => [sheetRow, status]));
  const keyAt = new Map(rows.map(({ sheetRow, key }) => [sheetRow, key]));
  for (const { row, state, lostKey } of verdicts) {
    const status = statusAt.get(row.sheetRow) ?? '';
    if (state !== 'unchanged') assert.notEqual(status, '', `row ${row.sheetRow} was ${state} without a word`);
    if (state === 'refused') assert.doesNotMatch(status, /^(Done|Credit|Charge)/);
    if (lostKey !== undefined) {
      assert.match(status, /(says the same as|has the account and service of) a row that was pushed/);
      assert.equal(keyAt.get(row.sheetRow), lostKey, 'the key of the posted row comes back');
    }
  }
  for (const { word, isDue, mayBe = false } of words) {
    const isTold = reply.reply.notices.some((notice) => word.test(notice));
    if (!mayBe) assert.equal(isTold, isDue, `${word} among ${reply.reply.notices.join(' ')}`);
  }
  for (const notice of reply.reply.notices) {
    const formulaAt = Number(/^Row (\d+): .* holds a formula/.exec(notice)?.[1]);
    if (TYPED_WHERE_FILLED.test(notice)) continue;
    assert.ok(isFormulaRow(formulaAt) || words.some(({ word }) => word.test(notice)), `not due: ${notice}`);
  }
}

interface TypedWhereFilled {
  readonly typed: readonly FilledCell[];
  /** The rows of which the bridge has nothing new to say. */
  readonly kept: ReadonlySet<number>;
}

/** What was typed where Curbstop fills in is told, with its text at its row, unless the very same is written there. */
function checkTypedTold(
  seen: SeenSheet,
  kind: SheetKind,
  { typed, kept }: TypedWhereFilled,
  { reply }: PushOutcome,
): void {
  const statusAt = new Map(seen.rows.map(({ sheetRow, status }) => [sheetRow, status]));
  const after = new Set(filledCells(seen, kind).map(({ sheetRow, print }) => `${sheetRow} ${print}`));
  const due = typed.filter(({ sheetRow, print }) => kept.has(sheetRow) || !after.has(`${sheetRow} ${print}`));
  for (const { sheetRow, header, text } of due) {
    const word = `"${text}" was typed in ${header}, where Curbstop writes`;
    assert.ok(
      statusAt.get(sheetRow)?.includes(word),
      `${text} in ${header} of row ${sheetRow} vanished without a word`,
    );
  }
  const told = reply.reply.notices.filter((notice) => TYPED_WHERE_FILLED.test(notice));
  assert.equal(told.length > 0, due.length > 0, `${told.join(' ')} for ${JSON.stringify(due)}`);
}

const TYPED_WHERE_FILLED = /was typed where Curbstop writes/;

interface Notices {
  /** What can be told that no row's Status can say, and whether it must be: else it must not, but where it may be. */
  readonly words: readonly { readonly word: RegExp; readonly isDue: boolean; readonly mayBe?: boolean }[];
  readonly isFormulaRow: (sheetRow: number) => boolean;
}

function notices(play: SheetPlay, sheet: PulledSheet, verdicts: readonly AnyVerdict[]): Notices {
  const here = new Set(verdicts.flatMap(({ row, lostKey }) => [row.key, lostKey]));
  const known = [...sheet.pulled.keys(), ...play.books.postedOf(sheet).keys()];
  const formulaRows = play.formulaRows(sheet);
  const unchanged = verdicts.filter(({ state }) => state === 'unchanged');
  const isReversedHere = unchanged.some(({ row }) => play.books.reversedKeys.has(row.key));
  return {
    words: [
      { word: /no longer on the sheet/, isDue: !known.every((key) => here.has(key)) },
      { word: /not yours to fill in/, isDue: play.factsChanged(sheet) },
      { word: /below the table/, isDue: play.isFilledBelow(sheet) },
      { word: /takes its place from now on/, isDue: sheet.isAdopted },
      {
        word: /(is|are) reversed and stays? so/,
        isDue: isReversedHere,
        mayBe: unchanged.some(({ row }) => play.books.wasTakenBack(row.key)),
      },
    ],
    isFormulaRow: (sheetRow) => formulaRows.has(sheetRow),
  };
}
