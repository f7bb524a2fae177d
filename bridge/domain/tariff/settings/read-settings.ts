import { type TariffMap, type TariffNode, TariffError } from '../../../contract/tariff-document.js';
import { asMap, valueOf, wrongShape } from '../document/nodes.js';
import { CLASS_KEYS, COMMON_KEYS, PLAIN, readClassSettings } from './read-class-settings.js';
import { inYearSpan } from './year-span.js';
import { readYearSpan } from './read-usage.js';
import { flag, namedItems, oneOf, setting, settingMap, text } from './setting-values.js';
import type { Season, TariffSettings, YearSpan } from './settings.js';

const TARIFF_KEYS = ['service', 'title', 'source', 'sample', 'gallons_per_ccf', 'crossing', 'seasons', 'classes'];

/**
 * Reads what Curbstop adds to a rate file; bridge/tariffs/README.md describes it. A class's setting replaces the
 * common one whole. Throws TariffError: wrong-shape, unknown-setting.
 */
export function readSettings(metadata: TariffMap | null): TariffSettings {
  const node = metadata === null ? null : valueOf(metadata, 'curbstop');
  if (node === null) return read(null);
  return read(settingMap(node, 'curbstop', [...TARIFF_KEYS, ...COMMON_KEYS]));
}

function read(given: TariffMap | null): TariffSettings {
  const map: TariffMap = given ?? { kind: 'map', at: { file: '', line: 1, column: 1 }, entries: [] };
  const common = readClassSettings(map, PLAIN);
  const classes = valueOf(map, 'classes');
  return {
    service: text(map, 'service') || null,
    title: text(map, 'title') ?? '',
    source: text(map, 'source') ?? '',
    sample: flag(map, 'sample'),
    gallonsPerCcf: oneOf(map, 'gallons_per_ccf', ['748.05', '748']),
    crossing: oneOf(map, 'crossing', ['read_date', 'days']),
    seasons: setting(map, 'seasons', readSeasons, []),
    common,
    classes: new Map(
      (classes === null ? [] : asMap(classes, 'classes').entries).map(({ key, value, at }) => [
        key,
        { settings: readClassSettings(settingMap(value, key, CLASS_KEYS), common), at },
      ]),
    ),
  };
}

function readSeasons(node: TariffNode): readonly Season[] {
  const seasons = namedItems(node, 'seasons').map(({ key: name, value }) => {
    return { name, ...readYearSpan(settingMap(value, name, ['from', 'to']), `the season ${name}`) };
  });
  const days = seasons.map(daysOf);
  const total = days.reduce((sum, each) => sum + each.size, 0);
  const year = new Set(days.flatMap((each) => [...each]));
  if (total !== year.size) throw wrongShape(node, 'the seasons share days of the year');
  if (year.size !== 366) throw gapInYear(node, 366 - year.size);
  return seasons;
}

/** The days of a leap year, so that February 29 belongs to a season. */
function daysOf(span: YearSpan): ReadonlySet<string> {
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10));
  return new Set(days.filter((day) => inYearSpan(day, span)));
}

function gapInYear(node: TariffNode, missing: number): TariffError {
  return new TariffError({
    code: 'wrong-shape',
    what: `${missing} days of the year are in no season`,
    fix: 'Let each season begin on the day after another ends.',
    at: node.at,
  });
}
