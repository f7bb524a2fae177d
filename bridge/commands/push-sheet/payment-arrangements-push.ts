import { cents, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import {
  arrangementEnds,
  paymentArrangementsSheet,
  type ArrangementEndWord,
} from '../../contract/sheets/payment-arrangements.js';
import type { Arrangement } from '../../domain/late-charges/arrangement.js';
import { readArrangement, type AskedArrangement } from '../../domain/late-charges/read-arrangement.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import { balancesOf } from '../../queries/balances.js';
import { arrangementsOf } from '../../queries/late-charges/arrangements.js';
import { listedArrangements, type ListedArrangement } from '../../queries/late-charges/listed-arrangements.js';
import { arrangementRow } from '../../queries/sheets/payment-arrangements-rows.js';
import { accountStatuses } from '../../queries/payment-facts.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeArrangementEnds, writeArrangements } from '../../store/payment-arrangements.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Enters new payment arrangements, and ends those that stand; what was agreed is never changed. */
export const paymentArrangementsPush: SheetPush = {
  kind: paymentArrangementsSheet,

  async current(context, push, keys) {
    const held = await heldArrangements(context);
    return new Map(
      keys.flatMap((key) => {
        const listed = held.get(key);
        const cells = listed
          ? rowCells(paymentArrangementsSheet, arrangementRow(listed, context.today))
          : push.pushedBefore.get(key)?.cells;
        return cells ? [[key, cells] as const] : [];
      }),
    );
  },

  async apply(context, push, changes) {
    const held = await heldArrangements(context);
    const ended = changes.flatMap((change) => {
      const listed = held.get(change.key);
      return listed ? [readEnd(change, listed, context)] : [];
    });
    const typed = changes.filter(({ key }) => !held.has(key));
    const read = typed.map((change) => postedBefore(change, push) ?? readArrangement(change));
    const ends = ended.flatMap((each) => ('key' in each ? [each] : []));
    const wanted = read.flatMap((each) => ('key' in each ? [each] : []));
    const asked = await decideNew(context, wanted, ends);
    await writeArrangementEnds(
      context.trx,
      ends.map(({ listed: { arrangementNumber }, how, reason }) => {
        return { arrangementNumber, how, endedOn: context.today, reason };
      }),
      context.commandNumber,
    );
    await writeArrangements(context.trx, asked.sound, context.commandNumber);
    return {
      issues: [...[...read, ...ended].flatMap((each) => ('key' in each ? [] : each)), ...asked.issues],
      applied: new Map([
        ...ends.map(
          ({ key, how }) =>
            [key, how === 'ended' ? 'Ended.' : 'Broken; it counts for no statement from now on.'] as const,
        ),
        ...asked.sound.map(
          ({ key, amountCents, untilOn }) => [key, `${centsToDollars(amountCents)} until ${untilOn}.`] as const,
        ),
      ]),
      totals: totalsOf(asked.sound, ends),
      entries: [],
    };
  },
};

async function heldArrangements({ trx, now, today }: CommandContext): Promise<ReadonlyMap<string, ListedArrangement>> {
  const { timeZone } = await utilitySettings(trx, now);
  const listed = await listedArrangements(trx, null, { today, timeZone });
  return new Map(listed.map((each) => [String(each.arrangementNumber), each]));
}

function postedBefore(change: RowChange, { pushedBefore, reversed }: PushUnderWay): Issue[] | null {
  const before = pushedBefore.get(change.key);
  if (!before) return null;
  return [alreadyPosted(change, { receipt: before.receipt, reversedBy: reversed.get(change.key) ?? null })];
}

interface AskedEnd {
  readonly key: string;
  readonly listed: ListedArrangement;
  readonly how: ArrangementEndWord;
  readonly reason: string;
}

function readEnd(
  { key, sheetRow, wanted, changedColumns }: RowChange,
  listed: ListedArrangement,
  { today }: CommandContext,
): AskedEnd | Issue[] {
  const issue = (column: string, code: string, message: string, fix: string): Issue[] => {
    return [{ code, rowKey: key, sheetRow, column, message, fix }];
  };
  const fixed = paymentArrangementsSheet.columns.find(
    ({ id, isSent }) => isSent === true && changedColumns.includes(id),
  );
  if (fixed !== undefined) {
    const message = `${fixed.header} of an arrangement is never changed.`;
    return issue(fixed.id, 'fixed-cell', message, 'Put it back; end this one and type a new one in an empty row.');
  }
  if (listed.end !== null) {
    const message = `The arrangement was ${listed.end.how} on ${listed.end.on} already.`;
    return issue(
      'end',
      'ended-already',
      message,
      'Put the row back as it was; type a new arrangement in an empty row.',
    );
  }
  const how = arrangementEnds.find((word) => word === wanted['end']);
  const reason = wanted['endReason'];
  if (how === undefined)
    return issue('end', 'missing', 'End it is empty.', 'Choose ended or broken, or clear the reason.');
  if (typeof reason !== 'string') {
    return issue('endReason', 'missing', 'Why it ends is empty.', 'Type why, for the record.');
  }
  return today < listed.fromOn && how === 'broken'
    ? issue('end', 'not-begun', `It begins on ${listed.fromOn}, and can't be broken yet.`, 'Choose ended.')
    : { key, listed, how, reason };
}

interface DecidedNew {
  readonly sound: readonly AskedArrangement[];
  readonly issues: readonly Issue[];
}

/** An account has one arrangement at a time, of no more than it owes; one that this push ends makes room. */
async function decideNew(
  { trx }: CommandContext,
  asked: readonly AskedArrangement[],
  ends: readonly AskedEnd[],
): Promise<DecidedNew> {
  const accountIds = asked.map(({ accountId }) => accountId);
  const known = await accountStatuses(trx, accountIds);
  const balances = await balancesOf(trx, accountIds);
  const standing = await arrangementsOf(trx, accountIds);
  const endedNow = new Set(ends.map(({ listed }) => listed.arrangementNumber));
  const taken = new Set<string>();
  const sound: AskedArrangement[] = [];
  const issues: Issue[] = [];
  for (const each of asked) {
    const other = (standing.get(each.accountId) ?? []).find(({ arrangementNumber, end, untilOn }) => {
      return end === null && untilOn >= each.fromOn && !endedNow.has(arrangementNumber);
    });
    const isKnown = known.has(each.accountId);
    const refused = isKnown
      ? (besideAnother(each, other, taken) ?? moreThanOwed(each, balances.get(each.accountId)))
      : ([
          'account',
          'unknown-account',
          `There is no account "${each.accountId}".`,
          'Check the account number.',
        ] as const);
    if (refused === null) {
      sound.push(each);
      taken.add(each.accountId);
    } else {
      const [column, code, message, fix] = refused;
      issues.push({ code, rowKey: each.key, sheetRow: each.sheetRow, column, message, fix });
    }
  }
  return { sound, issues };
}

type Refusal = readonly [column: string, code: string, message: string, fix: string];

function besideAnother(
  { accountId }: AskedArrangement,
  other: Arrangement | undefined,
  taken: ReadonlySet<string>,
): Refusal | null {
  if (other === undefined && !taken.has(accountId)) return null;
  const which = other === undefined ? 'one in a row above' : `one from ${other.fromOn} until ${other.untilOn}`;
  return [
    'account',
    'arrangement-stands',
    `Account ${accountId} has an arrangement already, ${which}.`,
    other === undefined ? 'Clear one of them.' : `End that first, or let this one begin after ${other.untilOn}.`,
  ];
}

function moreThanOwed({ accountId, amountCents }: AskedArrangement, owed: Cents | undefined): Refusal | null {
  const most = cents(Math.max(0, owed ?? 0));
  if (amountCents <= most) return null;
  const message = `Account ${accountId} owes ${centsToDollars(most)}, which is less than ${centsToDollars(amountCents)}.`;
  return ['amount', 'more-than-owed', message, 'Type no more than it owes.'];
}

function totalsOf(asked: readonly AskedArrangement[], ends: readonly AskedEnd[]): AppliedRows['totals'] {
  const agreed = centsToDollars(sumCents(asked.map(({ amountCents }) => amountCents)));
  const of = (how: ArrangementEndWord) => ends.filter((each) => each.how === how).length;
  return [
    ...(asked.length > 0 ? [{ label: `Agreed (${asked.length})`, value: agreed }] : []),
    ...(of('ended') > 0 ? [{ label: 'Ended', value: String(of('ended')) }] : []),
    ...(of('broken') > 0 ? [{ label: 'Broken', value: String(of('broken')) }] : []),
  ];
}
