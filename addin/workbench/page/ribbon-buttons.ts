/** A button that the workbench shows in place of Excel's ribbon. */
export interface RibbonButton {
  /** The command's id, as the manifest has it. */
  readonly id: string;
  readonly label: string;
  /** What the tooltip says. */
  readonly title: string;
  readonly group: string;
}

/** The buttons of the add-in's tab, in the order of the manifest. */
export const RIBBON_BUTTONS: readonly RibbonButton[] = [
  { id: 'pullReadings', label: 'Readings', title: 'Pull the readings of the open bill run', group: 'Pull' },
  { id: 'pullPreview', label: 'Bill preview', title: 'Pull the bill preview of the open bill run', group: 'Pull' },
  { id: 'pullAdjustments', label: 'Adjustments', title: 'Pull the adjustments sheet', group: 'Pull' },
  {
    id: 'preview',
    label: 'Preview',
    title: 'Show what a push of this sheet would do, and change nothing',
    group: 'Push',
  },
  { id: 'push', label: 'Push', title: 'Push the decisions of this sheet to the bridge', group: 'Push' },
  { id: 'showPane', label: 'Show pane', title: 'Show the Curbstop pane', group: 'Pane' },
];
