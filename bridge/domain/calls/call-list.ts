import { isUnreached, type CallDecision, type CallOutcome, type CallReason } from '../../contract/calls.js';
import type { CallsSetting } from '../../contract/settings/calls.js';
import { groupBy } from '../../contract/group-by.js';
import type { CallChoice } from '../contacts/contact.js';
import { readPhone } from '../contacts/phone.js';
import type { AccountUse } from './account-use.js';
import { findReason } from './find-reason.js';

/** An account that a run billed, with what is known of it today. */
export interface CallCandidate {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  /** The customer lives there no more. */
  readonly hasLeft: boolean;
  /** As it was told, in whatever spelling; empty when there is none. */
  readonly phone: string;
  readonly calls: CallChoice;
  readonly use: AccountUse;
}

/** What was decided of an account last. */
export interface DecidedCall {
  readonly decision: CallDecision;
  readonly why: string;
}

/** A call that went out, or may have. */
export interface EarlierCall {
  /** It was of this run, or of one that was reversed and had billed the same period. */
  readonly isOfRun: boolean;
  readonly phone: string;
  readonly accountIds: readonly string[];
  /** The day of the call, or the one that its file has for it. */
  readonly on: string;
  /** Null until the calling service told it. */
  readonly outcome: CallOutcome | null;
}

/** What a list rests on besides its accounts. */
export interface CallKnowledge {
  /** The phones that nobody calls any more, with the account whose customer said so. */
  readonly optedOut: ReadonlyMap<string, string>;
  /** Calls of the run, and of other runs within the days of the setting. */
  readonly earlier: readonly EarlierCall[];
  readonly decisions: ReadonlyMap<string, DecidedCall>;
}

export type CallStanding =
  /** It is called; `with` are the other accounts of the phone that the call is for. */
  | { readonly kind: 'to-call'; readonly with: readonly string[] }
  /** The call of another account of the phone is for this one too. */
  | { readonly kind: 'with'; readonly accountId: string }
  | { readonly kind: 'skipped' }
  /** `isUnreached` when all calls of the run for it were busy or not answered. */
  | { readonly kind: 'called'; readonly on: string; readonly isUnreached: boolean }
  | { readonly kind: 'not-called'; readonly why: string };

/** A customer whom there is a reason to call. */
export interface CallRow extends CallCandidate {
  readonly reason: CallReason;
  readonly sentence: string;
  readonly decided: DecidedCall | null;
  readonly standing: CallStanding;
}

/**
 * The customers of a run whom there is a reason to call, and what keeps each from being called. A phone is called once for
 * all its accounts; one that anybody opted out is not called for anyone.
 */
export function callList(
  candidates: readonly CallCandidate[],
  setting: CallsSetting,
  known: CallKnowledge,
): readonly CallRow[] {
  const inRun = known.earlier.filter(({ isOfRun }) => isOfRun);
  const calledOf = groupBy(
    inRun.flatMap((call) => call.accountIds.map((accountId) => ({ ...call, accountId }))),
    ({ accountId }) => accountId,
  );
  const rules = { setting, known, calledOf, byPhone: groupBy(known.earlier, ({ phone }) => phone) };
  const rows = candidates.flatMap((candidate): CallRow[] => {
    const found = findReason(candidate.use, setting);
    if (found === null) return [];
    const phone = readPhone(candidate.phone) ?? candidate.phone;
    const decided = known.decisions.get(candidate.accountId) ?? null;
    const row = { ...candidate, ...found, phone, decided };
    return [{ ...row, standing: standingOf(row, rules) }];
  });
  return oncePerPhone(rows.toSorted((one, other) => importance(other, setting) - importance(one, setting)));
}

/** The setting's first reason first, and of one reason the largest use. */
function importance({ reason, use }: CallRow, { reasons }: CallsSetting): number {
  const place = reasons.findIndex((each) => each.reason === reason);
  return (reasons.length - place) * 1e12 + use.gallons;
}

interface Rules {
  readonly setting: CallsSetting;
  readonly known: CallKnowledge;
  readonly calledOf: ReadonlyMap<string, readonly EarlierCall[]>;
  readonly byPhone: ReadonlyMap<string, readonly EarlierCall[]>;
}

type Unplaced = Omit<CallRow, 'standing'>;

function standingOf(row: Unplaced, rules: Rules): CallStanding {
  const called = rules.calledOf.get(row.accountId) ?? [];
  const last = called.at(-1);
  if (last !== undefined)
    return { kind: 'called', on: last.on, isUnreached: called.every(({ outcome }) => isUnreached(outcome)) };
  const why = whyNot(row, rules);
  if (why !== null) return { kind: 'not-called', why };
  return row.decided?.decision === 'skip' ? { kind: 'skipped' } : { kind: 'to-call', with: [] };
}

/** What keeps a customer from being called by the rules, in words; null when nothing does. */
function whyNot(row: Unplaced, { setting, known, byPhone }: Rules): string | null {
  if (row.hasLeft) return 'The customer moved out.';
  if (row.phone === '') return 'No phone is known.';
  if (readPhone(row.phone) === null) return `"${row.phone}" is no telephone number.`;
  if (row.calls === 'opt-out') return 'The customer opted out of calls.';
  const optedOut = known.optedOut.get(row.phone);
  if (optedOut !== undefined)
    return `The phone was opted out of calls with account ${optedOut}, and nobody agreed since.`;
  if (row.calls === 'unsaid' && setting.consent === 'said') return 'The customer did not agree to calls.';
  const earlier = byPhone.get(row.phone) ?? [];
  const ofRun = earlier.find(({ isOfRun }) => isOfRun);
  if (ofRun !== undefined)
    return `The phone was called for account ${ofRun.accountIds[0] ?? ''} on ${ofRun.on} in this run already.`;
  const { calls, days } = setting.perPhone;
  if (earlier.length < calls) return null;
  const times = earlier.length === 1 ? 'once' : `${earlier.length} times`;
  return `The phone was called ${times} within ${days} days, and ${calls} is the most.`;
}

/** The first account of a phone that is called is called for the others too. */
function oncePerPhone(rows: readonly CallRow[]): CallRow[] {
  const toCall = groupBy(
    rows.filter(({ standing }) => standing.kind === 'to-call'),
    ({ phone }) => phone,
  );
  return rows.map((row) => {
    if (row.standing.kind !== 'to-call') return row;
    const [first, ...others] = (toCall.get(row.phone) ?? []).map(({ accountId }) => accountId);
    const isFirst = first === undefined || first === row.accountId;
    const standing: CallStanding = isFirst ? { kind: 'to-call', with: others } : { kind: 'with', accountId: first };
    return { ...row, standing };
  });
}

/** How many accounts of a list stand how. */
export interface CallCounts {
  /** Decided to be called, and may be. */
  readonly toCall: number;
  /** May be called, and nobody decided yet. */
  readonly undecided: number;
  readonly skipped: number;
  readonly called: number;
  /** Of those called, whom no call reached. */
  readonly unreached: number;
  readonly notCalled: number;
}

export function callCounts(rows: readonly CallRow[]): CallCounts {
  const count = (test: (row: CallRow) => boolean) => rows.filter(test).length;
  const isOpen = ({ standing: { kind } }: CallRow) => kind === 'to-call' || kind === 'with';
  return {
    toCall: count((row) => isOpen(row) && row.decided !== null),
    undecided: count((row) => isOpen(row) && row.decided === null),
    skipped: count(({ standing }) => standing.kind === 'skipped'),
    called: count(({ standing }) => standing.kind === 'called'),
    unreached: count(({ standing }) => standing.kind === 'called' && standing.isUnreached),
    notCalled: count(({ standing }) => standing.kind === 'not-called'),
  };
}
