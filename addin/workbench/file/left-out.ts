import type { FileSheet, FileWorkbook } from './file-types.js';
import type { PackageParts } from './package-parts.js';

const OF_SHEETS: Readonly<Record<string, (sheet: FileSheet) => boolean>> = {
  'merged cells, which stand apart': ({ merges = [] }) => merges.length > 0,
  pictures: ({ images = [], textBoxes = [] }) => images.length + textBoxes.length > 0,
  charts: ({ charts = [], sparklines = [] }) => charts.length + sparklines.length > 0,
  'pivot tables': ({ pivotTables = [] }) => pivotTables.length > 0,
  slicers: ({ slicers = [], timelines = [] }) => slicers.length + timelines.length > 0,
  'the threads of comments, which become notes': ({ threadedComments = [] }) => threadedComments.length > 0,
};

/** What a file has and the workbench does not keep, in words that follow "does not keep". */
export function leftOut(file: FileWorkbook, parts: PackageParts): string[] {
  const ofSheets = Object.entries(OF_SHEETS)
    .filter(([, has]) => file.sheets.some(has))
    .map(([words]) => words);
  const macros = [...parts.keys()].some((path) => path.endsWith('vbaProject.bin'));
  return [
    ...ofSheets,
    ...(macros ? ['macros'] : []),
    ...((file.externalLinks?.length ?? 0) > 0 ? ['links to other workbooks'] : []),
  ];
}
