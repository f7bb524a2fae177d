import type { SheetInFront } from '../sheets/sheet-engine.js';
import type { RibbonCommandId } from './ribbon-commands.js';

/** The tab and the group of the manifest that hold the buttons. */
export const RIBBON_TAB = 'TabHome';
export const RIBBON_GROUP = 'Curbstop.Group';

/** What decides which buttons apply. */
export interface RibbonFacts {
  /** False while the pane asks for a pairing code: nothing but the pane itself can be used then. */
  readonly isPaired: boolean;
  /** Whether a bill run is open; true as long as it isn't known, so that pressing the button asks. */
  readonly hasOpenRun: boolean;
  readonly front: SheetInFront;
}

/** Showing the pane applies always, so it is not among these. */
export type ChangingCommandId = Exclude<RibbonCommandId, 'showPane'>;

/** Which commands of the ribbon apply now. While the bridge does not answer they do: pressing one asks it again. */
export function applyingCommands({
  isPaired,
  hasOpenRun,
  front,
}: RibbonFacts): Readonly<Record<ChangingCommandId, boolean>> {
  const sheet = front === null || front.isCopy ? null : front;
  const canPush = isPaired && sheet !== null && sheet.purpose !== 'read-only';
  return {
    pullReadings: isPaired && hasOpenRun,
    pullPreview: isPaired && hasOpenRun,
    pullAdjustments: isPaired,
    pullPendingApprovals: isPaired,
    pullAccountEntries: isPaired,
    showRates: isPaired,
    pullAgain: isPaired && sheet !== null,
    preview: canPush,
    push: canPush,
    showReceipts: isPaired,
  };
}

/** The id that a command's button has in the manifest: "push" is "Curbstop.Push". */
export function buttonOf(command: RibbonCommandId): string {
  return `Curbstop.${command.charAt(0).toUpperCase()}${command.slice(1)}`;
}
