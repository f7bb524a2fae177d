import type { Area } from './area.js';

/** The look that a conditional format gives. */
export interface ConditionalLook {
  fill?: string;
  fontColor?: string;
  bold?: boolean;
  italic?: boolean;
  underline?: string;
  strikethrough?: boolean;
  numberFormat?: string;
}

export const CONDITIONAL_TYPES = ['Custom', 'CellValue', 'ContainsText'] as const;
export type ConditionalType = (typeof CONDITIONAL_TYPES)[number];

/** A conditional format of a sheet. */
export interface ConditionalFormat {
  readonly id: string;
  readonly type: ConditionalType;
  areas: Area[];
  /** As office.js carries it: {formula}, {formula1, formula2, operator} or {operator, text}. */
  rule: Readonly<Record<string, unknown>>;
  look: ConditionalLook;
  stopIfTrue: boolean;
}
