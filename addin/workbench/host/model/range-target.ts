import type { Area } from './area.js';
import type { Sheet } from './sheet.js';

/** What a Range object stands for. Kept ranges move along when cells are inserted or deleted. */
export class RangeTarget {
  constructor(
    readonly sheet: Sheet,
    public area: Area,
  ) {}
}
