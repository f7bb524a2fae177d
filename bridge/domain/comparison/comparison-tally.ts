import {
  LARGEST_DIFFERENCES_MAX,
  type ComparisonReason,
  type ComparisonReply,
  type ComparisonTally,
} from '../../contract/comparison.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, sumCents } from '../../contract/money.js';
import { services } from '../../contract/services.js';
import type { ComparedLine } from './compare-line.js';

/** What a comparison comes to: in all, by service and by reason. Lines come as {@link worstFirst} sorts them. */
export function tallyComparison(
  lines: readonly ComparedLine[],
): Omit<ComparisonReply, 'billRunId' | 'fileName' | 'notices'> {
  const all = tally(lines);
  const count = (result: ComparedLine['result']) => lines.filter((line) => line.result === result).length;
  const byService = groupBy(lines, ({ service }) => service);
  return {
    ...all,
    differs: count('differs'),
    onlyTheirs: count('only-theirs'),
    onlyOurs: count('only-ours'),
    equalOfOtherUsage: lines.filter(({ result, reason }) => result === 'equal' && reason !== null).length,
    equalPerMille: lines.length === 0 ? 0 : Math.floor((all.equal * 1_000) / lines.length),
    byService: services.flatMap((service) => {
      const ofService = byService.get(service);
      return ofService === undefined ? [] : [{ service, ...tally(ofService) }];
    }),
    byReason: byReason(lines.filter(({ result }) => result !== 'equal')),
    largest: lines
      .filter(({ result }) => result !== 'equal')
      .slice(0, LARGEST_DIFFERENCES_MAX)
      .map(({ accountId, service, ours, theirs, differenceCents, explanation }) => ({
        ...{ accountId, service, differenceCents, explanation },
        oursCents: ours?.charge.amountCents ?? null,
        theirsCents: theirs?.chargeCents ?? null,
      })),
  };
}

/** The most cents apart first; what is equal comes last, before it what is equal by another usage. */
export function worstFirst(lines: readonly ComparedLine[]): ComparedLine[] {
  const rank = ({ result, reason }: ComparedLine) => (result !== 'equal' ? 0 : reason !== null ? 1 : 2);
  return lines.toSorted(
    (one, other) => rank(one) - rank(other) || Math.abs(other.differenceCents) - Math.abs(one.differenceCents),
  );
}

function tally(lines: readonly ComparedLine[]): ComparisonTally {
  return {
    lines: lines.length,
    equal: lines.filter(({ result }) => result === 'equal').length,
    oursCents: sumCents(lines.map(({ ours }) => ours?.charge.amountCents ?? cents(0))),
    theirsCents: sumCents(lines.map(({ theirs }) => theirs?.chargeCents ?? cents(0))),
    apartCents: apart(lines),
  };
}

function apart(lines: readonly ComparedLine[]): ComparisonTally['apartCents'] {
  return sumCents(lines.map(({ differenceCents }) => cents(Math.abs(differenceCents))));
}

function byReason(lines: readonly ComparedLine[]): ComparisonReply['byReason'] {
  const groups = groupBy(lines, ({ reason }): ComparisonReason => reason ?? 'not-explained');
  return [...groups]
    .map(([reason, group]) => ({ reason, lines: group.length, apartCents: apart(group) }))
    .toSorted((one, other) => other.apartCents - one.apartCents || other.lines - one.lines);
}
