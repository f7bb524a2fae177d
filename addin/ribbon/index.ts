import type { BridgeClient } from '../client/bridge-client.js';
import { activities } from '../sheets/activity.js';
import type { SheetEngine } from '../sheets/sheet-engine.js';
import { ribbonCommandIds, ribbonCommands } from './ribbon-commands.js';
import { RibbonButtons } from './ribbon-state.js';

/** What Excel gives a command of a button; a keyboard shortcut calls the same command without it. */
type CommandEvent = Office.AddinCommands.Event | null | undefined;

/**
 * Ties the ribbon's buttons and the keyboard shortcuts to the engine. `chosenRun` gives the bill run that the person
 * chose in the pane, if any. A failure is told to the pane, which is brought up to show it. Gives the state of the
 * buttons, which follows the worksheet in front by itself and must be told of the bridge.
 */
export function registerRibbonCommands(
  engine: SheetEngine,
  client: BridgeClient,
  chosenRun: () => string | null,
): RibbonButtons {
  const commands = ribbonCommands(engine, client, chosenRun);
  const running = new Set<string>();
  for (const id of ribbonCommandIds) {
    Office.actions.associate(id, (event: CommandEvent) => void run(id, commands[id], running, event));
  }
  const buttons = new RibbonButtons();
  followFront(engine, buttons);
  startWithWorkbook();
  return buttons;
}

/**
 * Always completes the event: until then Excel shows the button as busy. What is pressed again while it still runs, as
 * by an impatient person or a key held down, is not done twice.
 */
async function run(
  id: string,
  command: () => Promise<unknown>,
  running: Set<string>,
  event: CommandEvent,
): Promise<void> {
  const isRepeated = running.has(id);
  running.add(id);
  try {
    if (!isRepeated) await command();
  } catch (error) {
    activities.publish({ type: 'failed', origin: 'ribbon', command: id, error });
    await Office.addin.showAsTaskpane().catch(() => undefined);
  } finally {
    if (!isRepeated) running.delete(id);
    event?.completed();
  }
}

/** Whatever can't be found out of the worksheet in front, the buttons stay as they are. */
function followFront(engine: SheetEngine, buttons: RibbonButtons): void {
  engine.onActiveChanged((front) => buttons.learn({ front })).catch(() => undefined);
  engine.active().then(
    (front) => buttons.learn({ front }),
    () => undefined,
  );
}

/**
 * A workbook with a pulled sheet starts the add-in when it is opened again, or else Preview and Push would be off until
 * the person opens the pane.
 */
function startWithWorkbook(): void {
  const stop = activities.subscribe(({ type }) => {
    if (type !== 'pulled') return;
    stop();
    Office.addin.setStartupBehavior(Office.StartupBehavior.load).catch(() => undefined);
  });
}
