import type { RangeTarget } from '../model/range-target.js';
import { asBoolean } from '../protocol/arguments.js';
import type { HostServices } from '../protocol/object-type.js';

/** Hides or shows the whole rows or columns of a range. */
export function setHidden(
  { sheet, area }: RangeTarget,
  axis: 'rows' | 'columns',
  value: unknown,
  services: HostServices,
): void {
  const hidden = asBoolean(value);
  const [start, count] = axis === 'rows' ? [area.row, area.rows] : [area.column, area.columns];
  for (let line = start; line < start + count; line += 1) {
    const settings = axis === 'rows' ? sheet.rowSettings(line) : sheet.columnSettings(line);
    settings.hidden = hidden;
    if (!hidden) settings.filtered = false;
  }
  services.workbook.emit({ kind: 'repaint', sheet });
}
