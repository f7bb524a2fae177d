import type { RibbonCommandId } from '../../ribbon/ribbon-commands.js';

/** A button that the workbench shows in place of Excel's ribbon. */
export interface RibbonButton {
  /** The command's id, as the manifest has it; showing the pane is Excel's own there. */
  readonly id: RibbonCommandId;
  readonly label: string;
  /** What the tooltip says. */
  readonly title: string;
  readonly group: string;
  /** True where the manifest has it off until the add-in says that it applies. */
  readonly isOffAtFirst?: boolean;
}

/** The buttons of the add-in's group, with the order, labels and tips of the manifest. */
export const RIBBON_BUTTONS: readonly RibbonButton[] = [
  {
    id: 'showPane',
    label: 'Curbstop',
    title: 'Opens the Curbstop pane: where each cycle stands, and what is next.',
    group: 'Pane',
  },
  {
    id: 'pullReadings',
    label: 'Pull Readings',
    title: 'Pulls the reads of the chosen cycle into a sheet, exceptions first.',
    group: 'Pull',
  },
  {
    id: 'pullPreview',
    label: 'Bill Preview',
    title: 'Pulls every bill line of the chosen cycle as it would be posted now.',
    group: 'Pull',
  },
  {
    id: 'pullAdjustments',
    label: 'Adjustments',
    title: 'Makes a sheet for adjustments, one a row.',
    group: 'Pull',
  },
  {
    id: 'pullPendingApprovals',
    label: 'Pending Approvals',
    title: 'Pulls the adjustments that wait for another person, each with its evidence and effect.',
    group: 'Pull',
  },
  {
    id: 'pullAccountEntries',
    label: 'Account Entries',
    title: 'Makes a sheet for fees, deposits, refunds, transfers and write-offs, one a row.',
    group: 'Pull',
  },
  {
    id: 'showRates',
    label: 'Rates',
    title: 'Opens the Curbstop pane at the tariffs: change rates in a sheet, or study what they would bring in.',
    group: 'Pull',
  },
  {
    id: 'pullAgain',
    label: 'Pull again',
    title: 'Pulls this sheet again as it is at the bridge now. What is typed here and not pushed stays in this sheet.',
    group: 'Sheet',
    isOffAtFirst: true,
  },
  {
    id: 'preview',
    label: 'Preview',
    title: 'Checks this sheet at the bridge and shows what a push would do. Nothing is changed.',
    group: 'Sheet',
    isOffAtFirst: true,
  },
  {
    id: 'push',
    label: 'Push',
    title: 'Pushes the decisions in this sheet to the bridge, all of them or none.',
    group: 'Sheet',
    isOffAtFirst: true,
  },
  {
    id: 'showReceipts',
    label: 'Receipts',
    title: 'Opens the Curbstop pane at the receipts: what was changed, by whom, when and why.',
    group: 'Record',
  },
];
