import { CurbstopError } from '../../bridge/contract/problem.js';
import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { activities } from '../sheets/activity.js';
import type { SheetEngine } from '../sheets/sheet-engine.js';

/** The ids of the ribbon's buttons, which are those of the keyboard shortcuts too. In Excel the manifest itself shows the pane, so only the workbench uses showPane. */
export const ribbonCommandIds = [
  'pullReadings',
  'pullPreview',
  'pullAdjustments',
  'pullPendingApprovals',
  'pullAccountEntries',
  'showRates',
  'pullAgain',
  'preview',
  'push',
  'showReceipts',
  'showPane',
] as const;
export type RibbonCommandId = (typeof ribbonCommandIds)[number];

/** What each button does, through the same engine as the pane. */
export function ribbonCommands(
  engine: SheetEngine,
  client: BridgeClient,
  chosenRun: () => string | null,
): Readonly<Record<RibbonCommandId, () => Promise<unknown>>> {
  const pullOfRun = async (kind: 'readings' | 'bill-preview'): Promise<unknown> =>
    engine.pull(kind, { billRunId: await runToPull(engine, client, chosenRun()) }, { origin: 'ribbon' });
  return {
    pullReadings: () => pullOfRun('readings'),
    pullPreview: () => pullOfRun('bill-preview'),
    pullAdjustments: () => engine.pull('adjustments', {}, { origin: 'ribbon' }),
    pullPendingApprovals: () => engine.pull('pending-approvals', {}, { origin: 'ribbon' }),
    pullAccountEntries: () => engine.pull('account-entries', {}, { origin: 'ribbon' }),
    showRates: () => showScreen('rates'),
    pullAgain: () => engine.pullAgain({ origin: 'ribbon' }),
    preview: () => pushActive(engine, true),
    push: () => pushActive(engine, false),
    showReceipts: () => showScreen('receipts'),
    showPane: () => Office.addin.showAsTaskpane(),
  };
}

/** Excel's own way to show the pane can't say which screen, so the pane is told. */
async function showScreen(screen: 'rates' | 'receipts'): Promise<void> {
  activities.publish({ type: 'screen-asked', origin: 'ribbon', screen });
  await Office.addin.showAsTaskpane();
}

/**
 * The outcome needs more room than a Status cell, so the pane comes up with it; a push does not fail for a pane. A sheet
 * that can be pushed in several ways is pushed from the pane alone, where the person chooses: a guess would move stops.
 */
async function pushActive(engine: SheetEngine, dryRun: boolean): Promise<void> {
  if (await hasWays(engine)) {
    activities.publish({ type: 'way-asked', origin: 'ribbon' });
    await Office.addin.showAsTaskpane();
    return;
  }
  await engine.push({ dryRun, mode: 'all', origin: 'ribbon' });
  await Office.addin.showAsTaskpane().catch(() => undefined);
}

async function hasWays(engine: SheetEngine): Promise<boolean> {
  const front = await engine.active();
  if (front === null || front.isCopy) return false;
  const { ways = [] }: SheetKind = sheetKinds[front.kind];
  return ways.length > 1;
}

/** The run that the person chose, or else the one in front, or else the first; one that is no longer open is none. */
async function runToPull(engine: SheetEngine, client: BridgeClient, chosen: string | null): Promise<string> {
  const open = (await client.home()).runs.map(({ billRunId }) => billRunId);
  const front = await engine.active();
  const inFront = front === null || front.isCopy ? null : front.billRunId;
  const run = [chosen, inFront, open[0]].find((each) => each !== null && each !== undefined && open.includes(each));
  if (run !== null && run !== undefined) return run;
  throw new CurbstopError({
    code: 'no-open-run',
    message: 'No bill run is open.',
    fix: 'A run opens when the one before it is posted; look at the Curbstop pane.',
  });
}
