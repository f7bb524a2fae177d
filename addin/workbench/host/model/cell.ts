import type { Style } from './style.js';

/** An error that a cell shows, such as #NAME?. */
export class CellError {
  constructor(readonly code: string) {}
}

export type CellValue = string | number | boolean | CellError;

/** One cell. A cell that is missing from the sheet is empty and has its column's style. */
export interface Cell {
  value: CellValue;
  /** The formula as typed, with its equals sign. */
  formula?: string | undefined;
  style?: Style | undefined;
  /** The recalculation that gave the value of the formula. */
  calculation?: number | undefined;
  link?: Hyperlink | undefined;
}

export interface Hyperlink {
  readonly address?: string;
  readonly documentReference?: string;
  readonly screenTip?: string;
  readonly textToDisplay?: string;
}

/** The kind of a value, in Excel's words (Excel.RangeValueType). */
export function valueType(value: CellValue): 'Empty' | 'String' | 'Double' | 'Boolean' | 'Error' {
  if (value === '') return 'Empty';
  if (value instanceof CellError) return 'Error';
  if (typeof value === 'number') return 'Double';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}

/** A value as it travels to the add-in. */
export function wireValue(value: CellValue): string | number | boolean {
  return value instanceof CellError ? value.code : value;
}
