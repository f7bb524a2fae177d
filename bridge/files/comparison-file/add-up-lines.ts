import { sumCents } from '../../contract/money.js';
import type { LinesOnce, TheirLine, TheirUsage } from '../../domain/comparison/their-line.js';
import type { ServiceName } from '../../contract/services.js';
import { groupBy } from '../../contract/group-by.js';
import type { Cents } from '../../contract/money.js';
import { Exact } from '../../domain/metering/exact.js';
import type { ReadUsage } from './usage-text.js';

/** One line of the file. */
export interface FileLine {
  readonly line: number;
  readonly accountId: string;
  readonly service: ServiceName;
  readonly usage: ReadUsage | null;
  readonly chargeCents: Cents;
  readonly rateCode: string;
}

/** Adds the lines of one account and service up, in the order in which they begin. Throws RangeError past all bounds of money. */
export function addUpLines(lines: readonly FileLine[]): TheirLine[] {
  return [...groupBy(lines, ({ accountId, service }) => `${service}/${accountId}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        accountId: first.accountId,
        service: first.service,
        lines: group.map(({ line }) => line),
        usage: totalUsage(group.flatMap(({ usage }) => usage ?? [])),
        chargeCents: sumCents(group.map(({ chargeCents }) => chargeCents)),
        rateCode: [...new Set(group.map(({ rateCode }) => rateCode).filter((code) => code !== ''))].join(', '),
        once: group.length === 1 ? null : linesOnce(group),
      },
    ];
  });
}

/** Lines are the same where all that is read of them is. */
function linesOnce(group: readonly FileLine[]): LinesOnce | null {
  const sets = [...groupBy(group, sameness).values()];
  if (sets.length === group.length) return null;
  const distinct = sets.flatMap(([first]) => first ?? []);
  return {
    usage: totalUsage(distinct.flatMap(({ usage }) => usage ?? [])),
    chargeCents: sumCents(distinct.map(({ chargeCents }) => chargeCents)),
    same: sets.filter((set) => set.length > 1).map((set) => set.map(({ line }) => line)),
  };
}

function sameness({ usage, chargeCents, rateCode }: FileLine): string {
  return `${chargeCents} ${usage?.gallons.toFixed() ?? ''} ${rateCode}`;
}

function totalUsage(usages: readonly ReadUsage[]): TheirUsage | null {
  const [first, ...others] = usages;
  if (first === undefined) return null;
  const isRepeated = others.length > 0 && others.every(({ gallons }) => gallons.eq(first.gallons));
  return {
    gallons: others.reduce((sum, { gallons }) => sum.plus(gallons), first.gallons),
    resolution: others.reduce((coarsest, { resolution }) => Exact.max(coarsest, resolution), first.resolution),
    ofEachLine: isRepeated ? first.gallons : null,
  };
}
