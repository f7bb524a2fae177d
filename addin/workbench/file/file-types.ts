import type { Cell, CellStyle, Workbook } from 'hucre/xlsx';

export type { CellStyle };
export type FileCell = Cell;
export type FileWorkbook = Workbook;
export type FileSheet = Workbook['sheets'][number];
export type FileBorders = NonNullable<CellStyle['border']>;
export type FileBorder = NonNullable<FileBorders['top']>;
export type BorderSide = FileBorder;
export type BorderLineStyle = FileBorder['style'];
export type Color = NonNullable<FileBorder['color']>;
