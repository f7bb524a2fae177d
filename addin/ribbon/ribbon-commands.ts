import { CurbstopError } from '../../bridge/contract/problem.js';
import type { BridgeClient } from '../client/bridge-client.js';
import type { SheetEngine } from '../sheets/sheet-engine.js';

/** The ids of the ribbon's buttons, as the manifest has them. */
export const ribbonCommandIds = [
  'pullReadings',
  'pullPreview',
  'pullAdjustments',
  'preview',
  'push',
  'showPane',
] as const;
export type RibbonCommandId = (typeof ribbonCommandIds)[number];

/** What each button does, through the same engine as the pane. */
export function ribbonCommands(
  engine: SheetEngine,
  client: BridgeClient,
): Readonly<Record<RibbonCommandId, () => Promise<unknown>>> {
  const pullOfRun = async (kind: 'readings' | 'bill-preview'): Promise<unknown> =>
    engine.pull(kind, { billRunId: await firstOpenRun(client) });
  return {
    pullReadings: () => pullOfRun('readings'),
    pullPreview: () => pullOfRun('bill-preview'),
    pullAdjustments: () => engine.pull('adjustments', {}),
    preview: () => pushActive(engine, true),
    push: () => pushActive(engine, false),
    showPane: () => Office.addin.showAsTaskpane(),
  };
}

/** The outcome needs more room than a Status cell, so the pane comes up with it; a push does not fail for a pane. */
async function pushActive(engine: SheetEngine, dryRun: boolean): Promise<void> {
  await engine.push({ dryRun, mode: 'all' });
  await Office.addin.showAsTaskpane().catch(() => undefined);
}

async function firstOpenRun(client: BridgeClient): Promise<string> {
  const [run] = (await client.home()).runs;
  if (run !== undefined) return run.billRunId;
  throw new CurbstopError({
    code: 'no-open-run',
    message: 'No bill run is open.',
    fix: 'A run opens when the one before it is posted; look at the Curbstop pane.',
  });
}
