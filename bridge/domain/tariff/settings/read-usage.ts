import type { TariffMap, TariffNode } from '../../../contract/tariff-document.js';
import { wrongShape } from '../document/nodes.js';
import { exactFromText } from '../exact/exact.js';
import {
  decimals,
  filled,
  names,
  neededScalar,
  oneOf,
  positive,
  rounding,
  setting,
  settingMap,
  share,
} from './setting-values.js';
import type { UsageRounding, UsageSettings, WinterAverage, YearSpan } from './settings.js';

const AVERAGE_KEYS = ['use', 'from', 'to', 'otherwise', 'method', 'months', 'days'];
/** The days of an average month, as published with winter averages. */
const AVERAGE_MONTH = '30.42';

/** Reads how use becomes billed use. Throws TariffError: wrong-shape, unknown-setting. */
export function readUsage(node: TariffNode): UsageSettings {
  const map = settingMap(node, 'usage', ['decimals', 'winter_average', 'share', 'maximum', 'rounding']);
  return {
    decimals: decimals(map),
    winterAverage: setting(map, 'winter_average', readWinterAverage, null),
    share: share(map, 'share'),
    maximum: filled(map, 'maximum'),
    rounding: setting(map, 'rounding', readRounding, null),
  };
}

/** Reads the days of the year from one to another, both written MM-DD. */
export function readYearSpan(map: TariffMap, what: string): YearSpan {
  return { from: yearDay(map, 'from', what), to: yearDay(map, 'to', what) };
}

function readWinterAverage(node: TariffNode): WinterAverage {
  const map = settingMap(node, 'winter_average', AVERAGE_KEYS);
  const spanned = filled(map, 'from') !== null || filled(map, 'to') !== null;
  return {
    use: oneOf(map, 'use', ['lesser', 'average']),
    within: spanned ? readYearSpan(map, 'winter_average') : null,
    otherwise: filled(map, 'otherwise'),
    method: oneOf(map, 'method', ['mean_of_bills', 'days']),
    months: names(map, 'months').map((month) => {
      const value = exactFromText(month.text.trim());
      if (value?.isInteger() && value.gte(1) && value.lte(12)) return value.toNumber();
      throw wrongShape(month, `months holds "${month.text}"; write months as 1 to 12`);
    }),
    days: positive(map, 'days') ?? needed(exactFromText(AVERAGE_MONTH)),
  };
}

function readRounding(node: TariffNode): UsageRounding {
  const map = settingMap(node, 'rounding', ['to', 'how', 'at']);
  const to = positive(map, 'to');
  if (to === null) throw wrongShape(node, 'rounding of usage needs "to", a number above zero');
  return { to, how: rounding(map), at: oneOf(map, 'at', ['usage', 'register']) };
}

function yearDay(map: TariffMap, key: string, what: string): string {
  const given = neededScalar(map, key, what);
  const text = given.text.trim();
  const [, month = '', day = ''] = /^(\d\d)-(\d\d)$/.exec(text) ?? [];
  const date = new Date(Date.UTC(2024, Number(month) - 1, Number(day)));
  if (month === '' || date.getUTCMonth() + 1 !== Number(month)) {
    throw wrongShape(given, `${key} of ${what} is "${text}"; write a day of the year as MM-DD`);
  }
  return text;
}

function needed<T>(value: T | null): T {
  if (value === null) throw new RangeError('The number is none.');
  return value;
}
