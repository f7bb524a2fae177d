import type { CommandOutcome } from '../../bridge/contract/command.js';
import type { PushRow, PushSheetPayload, RowStatus } from '../../bridge/contract/commands/push-sheet.js';
import { CurbstopError, type Issue } from '../../bridge/contract/problem.js';
import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import { takesNewRows, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { BridgeFailure } from '../client/bridge-failure.js';
import { fingerprintOf } from '../client/fingerprint.js';
import { firstOf } from '../client/first-signal.js';
import type { PendingPushes } from '../client/pending-push.js';
import type { ActivityOrigin } from './activity.js';
import type { BoundSheet, SheetChoice } from './bound-sheet.js';
import { effectLines } from './effect-lines.js';
import { withFreshKeys, writeFreshKeys } from './entry-keys.js';
import { issuesBeforeSending, missingColumnIssues, rowsToSend } from './push-payload.js';
import { notSent, type PushOutcome } from './push-outcome.js';
import { requireBoundSheet } from './required-sheet.js';
import { withAccountFacts } from './refused-accounts.js';
import { returnKeys } from './returned-keys.js';
import type { RowResult } from './row-result.js';
import { askFewCells, readSheet } from './sheet-reader.js';
import { editsDigest, type SheetRow } from './sheet-rows.js';
import { pulledRows } from './pulled-rows.js';
import { askKeys, writeResults, type RefusedCell } from './status-writer.js';
import { findUnsentCells, unsentNotices, type UnsentCells } from './unsent-cells.js';
import { inWorkbook, isTooLarge } from './workbook-session.js';

export type PushStep = 'reading' | 'sending' | 'writing';

export interface PushOptions {
  /** True is a preview: the bridge does everything and takes it back. */
  readonly dryRun: boolean;
  /** all: one refused row refuses the push. valid: the others are applied. */
  readonly mode: 'all' | 'valid';
  /** One of the ways of the sheet's kind; its first unless told. */
  readonly way?: string;
  readonly reason?: string;
  /** The pull whose sheet is meant, whatever it is called now; the active sheet unless told. */
  readonly pullId?: string;
  readonly onProgress?: (step: PushStep) => void;
  /**
   * Stops waiting for the bridge. What was sent may still be applied; the same push again has the same id. Once it was
   * answered, the push ends without the places of what it left out.
   */
  readonly signal?: AbortSignal;
  /** Who asks; the pane unless told. */
  readonly origin?: ActivityOrigin;
}

interface ReadSheet {
  readonly sheetName: string;
  readonly pullId: string;
  readonly knownReceipts: readonly number[];
  readonly payloadRows: readonly PushRow[];
  readonly localIssues: readonly Issue[];
  readonly digest: string;
  readonly kind: SheetKind;
  readonly unsent: UnsentCells;
  /** It is a copy that takes the place of the pulled sheet, which was deleted. */
  readonly isAdopted: boolean;
}

/** So long a push that is done waits for the rows as pulled, to name the cells that it left out. */
const LOOK_UP_MS = 4_000;

/** Sends a sheet's rows and writes what became of them. Nothing that the person typed is changed. */
export class SheetPusher {
  readonly #client: BridgeClient;
  readonly #pending: PendingPushes;

  constructor(client: BridgeClient, pending: PendingPushes) {
    this.#client = client;
    this.#pending = pending;
  }

  /**
   * Throws a CurbstopError when the sheet is none of Curbstop's or is read-only, and a BridgeFailure when no answer
   * came; the same push sent again is then never applied twice.
   */
  async push(options: PushOptions): Promise<PushOutcome> {
    options.onProgress?.('reading');
    const { pullId } = options;
    const choice = pullId === undefined ? 'active' : { pullId };
    const sheet = await inWorkbook((context) => readPush(context, choice));
    const outcome =
      sheet.localIssues.length > 0
        ? notSent(sheet.pullId, sheet.sheetName, sheet.localIssues)
        : await this.#send(sheet, options);
    options.onProgress?.('writing');
    const signal = firstOf(AbortSignal.timeout(LOOK_UP_MS), options.signal);
    const told = await withAccountFacts(this.#client, sheet, outcome, signal);
    const shown = await showResults(sheet, withNotices(told, adoptedNotice(sheet)));
    // What became of the rows is in the sheet by now; what the push left out is only looked up.
    const asPulled = () => pulledRows(this.#client, sheet.pullId, { signal });
    return withNotices(shown, await unsentNotices(sheet.kind, sheet.unsent, asPulled));
  }

  async #send(sheet: ReadSheet, options: PushOptions): Promise<PushOutcome> {
    options.onProgress?.('sending');
    const { pullId, payloadRows } = sheet;
    const knownReceipts = [...sheet.knownReceipts];
    const { mode, way } = options;
    const payload: PushSheetPayload = { pullId, mode, way, knownReceipts, rows: [...payloadRows] };
    const request = { dryRun: options.dryRun, reason: options.reason ?? '', payload };
    const commandId = options.dryRun
      ? crypto.randomUUID()
      : this.#pending.idFor(sheet.pullId, await fingerprintOf([request.reason, payload]));
    try {
      const reply = await this.#client.command('push-sheet', { commandId, ...request }, options.signal);
      if (!options.dryRun) this.#pending.settle(sheet.pullId);
      return { reply, sheetName: sheet.sheetName, localIssues: [] };
    } catch (error) {
      const isDefinite = error instanceof BridgeFailure && error.isDefinite;
      if (!options.dryRun && isDefinite) this.#pending.settle(sheet.pullId);
      throw error;
    }
  }
}

async function readPush(context: Excel.RequestContext, choice: SheetChoice): Promise<ReadSheet> {
  const bound = await requireWithCells(context, choice);
  if (bound.kind.purpose === 'read-only') throw nothingToPush(bound);
  const { pullId, receipts: knownReceipts } = bound.binding;
  const cells = await readSheet(context, bound);
  const unsent = await findUnsentCells(context, bound, cells);
  const { sheetName, kind, isAdopted } = bound;
  const found = { sheetName, pullId, knownReceipts, kind, unsent, isAdopted };
  const { sent } = cells;
  if (sent.missing.length > 0) {
    const localIssues = missingColumnIssues(bound.kind, sent.missing);
    return { ...found, payloadRows: [], localIssues, digest: '' };
  }
  const rows = takesNewRows(bound.kind) ? await keyRows(context, bound, sent.rows) : sent.rows;
  const payloadRows = rowsToSend(bound.kind, rows);
  const localIssues = issuesBeforeSending(bound.kind, payloadRows);
  return { ...found, payloadRows, localIssues, digest: await editsDigest(bound.kind, rows) };
}

/** The sheet along with its cells where these are few; without them where they turn out to be too long for one reply. */
async function requireWithCells(context: Excel.RequestContext, choice: SheetChoice): Promise<BoundSheet> {
  try {
    return await requireBoundSheet(context, choice, askFewCells);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return requireBoundSheet(context, choice);
  }
}

/** Keys are in the workbook before the bridge hears of them. */
async function keyRows(
  context: Excel.RequestContext,
  bound: BoundSheet,
  rows: readonly SheetRow[],
): Promise<readonly SheetRow[]> {
  const keyed = withFreshKeys(rows);
  if (keyed.every(({ key }, index) => key === rows[index]?.key)) return rows;
  writeFreshKeys(bound, rows, keyed);
  await context.sync();
  return keyed;
}

function nothingToPush({ kind }: BoundSheet): CurbstopError {
  return new CurbstopError({
    code: 'read-only-sheet',
    message: `Nothing of a ${kind.title} sheet is pushed.`,
    fix: `Make changes in a ${PUSHED_TITLES} sheet and push that.`,
  });
}

const PUSHED_TITLES = new Intl.ListFormat('en', { type: 'disjunction' }).format(
  Object.values<SheetKind>(sheetKinds).flatMap(({ purpose, title }) => (purpose === 'read-only' ? [] : [title])),
);

/** What was applied stays applied even if Excel does not let its results be written, so that is only a notice. */
async function showResults(sheet: ReadSheet, outcome: PushOutcome): Promise<PushOutcome> {
  try {
    return await inWorkbook(async (context) => {
      const bound = await requireBoundSheet(context, { pullId: sheet.pullId }, askKeys);
      const keyed = await returnKeys(context, bound, outcome);
      const notices = await writeResults(context, keyed.bound, resultsOf(sheet, keyed.outcome));
      return withNotices(keyed.outcome, notices);
    });
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    return withNotices(outcome, [`The Status column could not be written. ${error.message} ${error.fix}`]);
  }
}

function adoptedNotice({ isAdopted, sheetName }: ReadSheet): string[] {
  if (!isAdopted) return [];
  return [`The sheet that was pulled is deleted; its copy "${sheetName}" takes its place from now on.`];
}

function withNotices(outcome: PushOutcome, more: readonly string[]): PushOutcome {
  const { reply } = outcome;
  const notices = [...reply.reply.notices, ...more];
  return { ...outcome, reply: { ...reply, reply: { ...reply.reply, notices } } };
}

function resultsOf(sheet: ReadSheet, { reply, localIssues }: PushOutcome): Parameters<typeof writeResults>[2] {
  const issues = [...reply.reply.issues, ...localIssues];
  const isApplied = reply.outcome === 'applied' || reply.outcome === 'already-applied';
  const isAllPushed = reply.reply.refused === 0;
  return {
    rows: [...reply.reply.rows.map((row) => asItStands(row, reply.outcome)), ...localStatuses(sheet, localIssues)],
    isAnswered: localIssues.length === 0,
    effect: effectLines(reply),
    refused: refusedCells(issues, reply.reply.conflicts),
    digest: isApplied ? (isAllPushed ? sheet.digest : '') : null,
    receipt: reply.receiptNumber,
  };
}

/** A row that would be applied must not read as if it were: not after a preview, nor when other rows held it back. */
function asItStands(row: RowStatus, outcome: CommandOutcome): RowStatus {
  if (row.state !== 'applied') return row;
  if (outcome === 'previewed') return { ...row, text: `Preview: ${row.text}` };
  return outcome === 'refused' ? { ...row, text: 'Not pushed, because other rows were refused.' } : row;
}

function refusedCells(
  issues: readonly Issue[],
  conflicts: readonly { rowKey: string; column: string }[],
): RefusedCell[] {
  const cells: RefusedCell[] = [
    ...issues.map(({ rowKey, column, sheetRow }) => ({ key: rowKey, column, sheetRow })),
    ...conflicts.map(({ rowKey, column }) => ({ key: rowKey, column })),
  ];
  const ofRows = cells.filter(({ key, sheetRow }) => key !== '' || sheetRow !== undefined);
  return [...new Map(ofRows.map((cell) => [JSON.stringify(cell), cell])).values()];
}

function localStatuses(sheet: ReadSheet, issues: readonly Issue[]): RowResult[] {
  return sheet.payloadRows.flatMap(({ key, sheetRow }) => {
    const own = issues.filter((issue) => issue.sheetRow === sheetRow);
    return own.length === 0 ? [] : [{ key, sheetRow, text: own.map(({ message }) => message).join(' ') }];
  });
}
