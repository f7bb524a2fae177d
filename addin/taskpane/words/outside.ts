export const outsideWords = {
  title: 'Curbstop works beside a workbook',
  detail: 'Open Curbstop in Excel, from the Home tab of the ribbon, or in the workbench in this browser.',
  workbench: 'Open the workbench',
} as const;
