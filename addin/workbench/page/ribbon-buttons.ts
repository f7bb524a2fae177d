/** A button that the workbench shows in place of Excel's ribbon. */
export interface RibbonButton {
  /** The command's id, as the manifest has it; showing the pane is Excel's own there. */
  readonly id: string;
  readonly label: string;
  /** What the tooltip says. */
  readonly title: string;
  readonly group: string;
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
    id: 'showRates',
    label: 'Rates',
    title: 'Opens the Curbstop pane at the tariffs: change rates in a sheet, or study what they would bring in.',
    group: 'Pull',
  },
  {
    id: 'preview',
    label: 'Preview',
    title: 'Checks this sheet at the bridge and shows what a push would do. Nothing is changed.',
    group: 'Push',
  },
  {
    id: 'push',
    label: 'Push',
    title: 'Pushes the decisions in this sheet to the bridge, all of them or none.',
    group: 'Push',
  },
];
