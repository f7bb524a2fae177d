import type { RangeTarget } from '../model/range-target.js';
import type { HostServices, ObjectType, Property } from '../protocol/object-type.js';
import type { AreasTarget } from '../protocol/target-kinds.js';
import { rangeFillType, rangeFontType, rangeFormatType } from './formats.js';

function forAreas(property: Property<RangeTarget>): Property<AreasTarget> {
  const { get, set } = property;
  return {
    // What differs between the ranges is null, as within one.
    get: ({ ranges }: AreasTarget, services: HostServices) => {
      const values = ranges.map((range) => get?.(range, services));
      return values.every((value) => value === values[0]) ? values[0] : null;
    },
    set: ({ ranges }: AreasTarget, value: unknown, services: HostServices) => {
      for (const range of ranges) set?.(range, value, services);
    },
  };
}

/** A kind of object for one range as the same for several. */
function ofAreas(
  type: ObjectType<RangeTarget>,
  children: NonNullable<ObjectType<AreasTarget>['children']> = {},
): ObjectType<AreasTarget> {
  const properties = Object.entries(type.properties ?? {}).map(([name, each]) => [name, forAreas(each)] as const);
  const methods = Object.entries(type.methods ?? {}).map(([name, method]) => {
    const forEach = ({ ranges }: AreasTarget, args: readonly unknown[], services: HostServices): void => {
      for (const range of ranges) method(range, args, services);
    };
    return [name, forEach] as const;
  });
  return {
    name: type.name,
    properties: Object.fromEntries(properties),
    methods: Object.fromEntries(methods),
    children,
  };
}

/** RangeFill of several ranges. */
export const areasFillType = ofAreas(rangeFillType);

/** RangeFont of several ranges. */
export const areasFontType = ofAreas(rangeFontType);

/** RangeFormat of several ranges. */
export const areasFormatType = ofAreas(rangeFormatType, {
  Fill: (target, services) => services.bind('RangeAreasFill', target),
  Font: (target, services) => services.bind('RangeAreasFont', target),
});
