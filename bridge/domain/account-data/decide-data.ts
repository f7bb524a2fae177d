import type { Issue } from '../../contract/problem.js';
import { isFee, type AccountDatum } from '../billing/account-data.js';
import { datumRefusals, type DatumFacts } from './check-datum.js';
import { datumName, saidOn, takenBack, withDatum, type SaidDatum } from './said-datum.js';

/** A row of the Account Data sheet that was changed. */
export interface DatumChange {
  readonly key: string;
  readonly sheetRow: number;
  readonly wanted: SaidDatum;
  /** What the row said before, where that has yet to come: with another date it is moved, not said twice. */
  readonly moved: SaidDatum | null;
}

export interface DataFacts {
  readonly factsOf: (accountId: string) => DatumFacts;
  readonly dataOf: (accountId: string) => readonly AccountDatum[];
}

export interface DataDecision {
  readonly issues: readonly Issue[];
  /** What is to be written, in this order. */
  readonly said: readonly SaidDatum[];
  /** What became of each row that says something new. */
  readonly words: ReadonlyMap<string, string>;
  /** Rows that say what was said already. */
  readonly known: readonly DatumChange[];
}

/**
 * Decides which changed rows may be said. They take effect in the order of their dates, whatever the order of the rows,
 * so that none is measured by what another row is about to change.
 */
export function decideData(changes: readonly DatumChange[], facts: DataFacts): DataDecision {
  const issues = [...changes.flatMap((change) => rowIssues(change, facts)), ...twiceSaid(changes)];
  const refused = new Set(issues.map(({ rowKey }) => rowKey));
  const sound = changes.filter(({ key }) => !refused.has(key));
  const data = new Map<string, readonly AccountDatum[]>();
  const said: SaidDatum[] = [];
  const words = new Map<string, string>();
  const known: DatumChange[] = [];
  const say = (datum: SaidDatum): void => {
    said.push(datum);
    data.set(datum.accountId, withDatum(dataOf(datum.accountId), datum));
  };
  const dataOf = (accountId: string) => data.get(accountId) ?? facts.dataOf(accountId);
  for (const { moved } of sound) if (moved) say(takenBack(dataOf(moved.accountId), moved));
  for (const change of sound.toSorted(byDate)) {
    const { wanted, moved, key } = change;
    const before = saidOn(dataOf(wanted.accountId), wanted)?.value ?? null;
    const isNew = before !== wanted.value;
    if (isNew) say(wanted);
    if (isNew || moved) words.set(key, sentence(wanted, moved, before, facts));
    else known.push(change);
  }
  return { issues, said, words, known };
}

function byDate({ wanted: one }: DatumChange, { wanted: other }: DatumChange): number {
  return one.effectiveFrom < other.effectiveFrom ? -1 : one.effectiveFrom > other.effectiveFrom ? 1 : 0;
}

/** What is moved must be free to be taken back, too. */
function rowIssues({ key, sheetRow, wanted, moved }: DatumChange, { factsOf }: DataFacts): Issue[] {
  const found = datumRefusals(wanted, factsOf(wanted.accountId));
  const own =
    found.length > 0 || moved === null ? found : datumRefusals({ ...moved, value: null }, factsOf(moved.accountId));
  return own.map(({ code, column, message, fix }) => ({ code, rowKey: key, sheetRow, column, message, fix }));
}

/** Two rows that say the same datum from the same date: which of them is meant, nobody can tell. */
function twiceSaid(changes: readonly DatumChange[]): Issue[] {
  const first = new Map<string, number>();
  return changes.flatMap(({ key, sheetRow, wanted }): Issue[] => {
    const { accountId, service, name, effectiveFrom } = wanted;
    const meant = JSON.stringify([accountId, service, name, effectiveFrom]);
    const before = first.get(meant);
    if (before === undefined) {
      first.set(meant, sheetRow);
      return [];
    }
    const message = `Row ${before} says ${datumName(wanted)} of account ${accountId} from ${effectiveFrom} already.`;
    const fix = isFee(name)
      ? 'Keep one of the rows; to charge the fee twice, its value is 2.'
      : 'Keep one of the rows, or give one another date.';
    return [{ code: 'said-twice', rowKey: key, sheetRow, column: 'from', message, fix }];
  });
}

function sentence(wanted: SaidDatum, moved: SaidDatum | null, before: string | null, { factsOf }: DataFacts): string {
  const { name, value, effectiveFrom, accountId } = wanted;
  const until = moved ? `moved from ${moved.effectiveFrom}` : `until now ${before ?? 'not said'}`;
  const billedTo = factsOf(accountId).account?.billedTo ?? null;
  const isBilled = billedTo !== null && !isFee(name) && effectiveFrom <= billedTo;
  const billed = isBilled ? ` Bills up to ${billedTo} stay as they are posted.` : '';
  return `${datumName(wanted)} from ${effectiveFrom}: ${value ?? 'not said'}; ${until}.${billed}`;
}
