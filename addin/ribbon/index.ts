import type { BridgeClient } from '../client/bridge-client.js';
import { activities } from '../sheets/activity.js';
import type { SheetEngine } from '../sheets/sheet-engine.js';
import { ribbonCommandIds, ribbonCommands } from './ribbon-commands.js';

/**
 * Ties the ribbon's buttons to the engine. `chosenRun` gives the bill run that the person chose in the pane, if any. A
 * failure is told to the pane, which is brought up to show it.
 */
export function registerRibbonCommands(
  engine: SheetEngine,
  client: BridgeClient,
  chosenRun: () => string | null,
): void {
  const commands = ribbonCommands(engine, client, chosenRun);
  for (const id of ribbonCommandIds) {
    Office.actions.associate(id, (event: Office.AddinCommands.Event) => void run(id, commands[id], event));
  }
}

/** Always completes the event: until then Excel shows the button as busy. */
async function run(id: string, command: () => Promise<unknown>, event: Office.AddinCommands.Event): Promise<void> {
  try {
    await command();
  } catch (error) {
    activities.publish({ type: 'failed', origin: 'ribbon', command: id, error });
    await Office.addin.showAsTaskpane().catch(() => undefined);
  } finally {
    event.completed();
  }
}
