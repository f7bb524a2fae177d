import { type Area, MAX_COLUMNS, MAX_ROWS, bounding, cellArea } from '../model/area.js';
import { type Direction, type Search, cellsWithText, edgeFrom } from '../model/found-cells.js';
import { ModelError } from '../model/model-error.js';
import { RangeTarget } from '../model/range-target.js';
import type { Sheet } from '../model/sheet.js';
import { asOneOf, asRecord, asText } from '../protocol/arguments.js';
import type { HostObject, HostServices, ObjectType } from '../protocol/object-type.js';
import { asRangeTarget } from './range-argument.js';

const DIRECTIONS: readonly Direction[] = ['Left', 'Right', 'Up', 'Down'];
const LAST = { row: MAX_ROWS - 1, column: MAX_COLUMNS - 1 };

function asSearch(value: unknown): Search {
  const { completeMatch, matchCase } = asRecord(value ?? {});
  return { completeMatch: completeMatch === true, matchCase: matchCase === true };
}

/** All cells of an area with a text. Throws ItemNotFound when there are none. */
export function findAll(
  sheet: Sheet,
  area: Area,
  [text, criteria]: readonly unknown[],
  services: HostServices,
): HostObject {
  const found = cellsWithText(sheet, area, asText(text), asSearch(criteria));
  if (found.length === 0) throw new ModelError('ItemNotFound');
  return services.bind('RangeAreas', { sheet, ranges: found.map((each) => new RangeTarget(sheet, each)) });
}

// Looking begins behind the first cell, which comes last; backwards it begins at the end.
function findOne({ sheet, area }: RangeTarget, [text, criteria]: readonly unknown[]): Area {
  const found = cellsWithText(sheet, area, asText(text), asSearch(criteria));
  const backwards = asRecord(criteria ?? {}).searchDirection === 'Backwards';
  const isFirst = ({ row, column }: Area): boolean => row === area.row && column === area.column;
  const rest = found.filter((each) => !isFirst(each));
  const cell = (backwards ? rest.at(-1) : rest[0]) ?? found[0];
  if (cell === undefined) throw new ModelError('ItemNotFound');
  return cell;
}

/** Where a range ends in a direction, seen from its first cell or from the one that is named. */
function edge({ sheet, area }: RangeTarget, direction: unknown, from: unknown, services: HostServices): Area {
  const start = from === undefined || from === null ? area : asRangeTarget(from, sheet, services).area;
  const at = edgeFrom(sheet, start, asOneOf(direction, DIRECTIONS), LAST);
  return cellArea(at.row, at.column);
}

/** The methods of a range that look for cells. */
export const searchMethods: NonNullable<ObjectType<RangeTarget>['methods']> = {
  Find: (range, args, services) => services.bind('Range', new RangeTarget(range.sheet, findOne(range, args))),
  GetRangeEdge: (range, [direction, from], services) =>
    services.bind('Range', new RangeTarget(range.sheet, edge(range, direction, from, services))),
  GetExtendedRange: (range, [direction, from], services) =>
    services.bind('Range', new RangeTarget(range.sheet, bounding(range.area, edge(range, direction, from, services)))),
};
