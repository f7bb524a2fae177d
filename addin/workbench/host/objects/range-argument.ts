import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import { asText } from '../protocol/arguments.js';
import { type HostServices, isHostObject } from '../protocol/object-type.js';

/**
 * An argument that is a Range or an address.
 * @param home the sheet that an address without a sheet means
 */
export function asRangeTarget(argument: unknown, home: Sheet, { workbook }: HostServices): RangeTarget {
  if (isHostObject(argument)) {
    if (argument.target instanceof RangeTarget) return argument.target;
    throw new ModelError('InvalidArgument');
  }
  const place = workbook.locate(asText(argument), home);
  if (place === null) throw new ModelError('InvalidArgument');
  return new RangeTarget(place.sheet, place.area);
}
