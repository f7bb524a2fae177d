import type { CallOutcome } from '../../contract/calls.js';
import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import { readPhone } from '../contacts/phone.js';

/** A line of a file of results. */
export interface ToldResult {
  readonly line: number;
  /** Empty where the file has no column for it. */
  readonly reference: string;
  readonly phone: string;
  readonly outcome: CallOutcome;
  /** The service's own word. */
  readonly told: string;
  readonly calledAt: Date;
}

/** A call that went out, or may have. */
export interface KnownCall {
  readonly callNumber: number;
  readonly reference: string;
  readonly phone: string;
  readonly accountIds: readonly string[];
  /** The instant at which its file was made. */
  readonly madeAt: Date;
}

export interface MatchedResult extends ToldResult {
  readonly call: KnownCall;
}

export interface MatchedResults {
  readonly results: readonly MatchedResult[];
  /** Lines that say what is known already. */
  readonly repeated: number;
  readonly issues: readonly Issue[];
}

export interface ResultsKnowledge {
  readonly calls: readonly KnownCall[];
  /** What was told before, by `resultKey`. */
  readonly known: ReadonlyMap<string, CallOutcome>;
  readonly now: Date;
}

/** What a call and a moment are known by: a phone is called once at a time. */
export function resultKey(callNumber: number, calledAt: Date): string {
  return `${callNumber} ${calledAt.toISOString()}`;
}

/** Finds the call of each result; what belongs to none, or can't be, is an issue with its line. */
export function matchResults(told: readonly ToldResult[], { calls, known, now }: ResultsKnowledge): MatchedResults {
  const byReference = new Map(calls.map((call) => [call.reference, call]));
  const byPhone = groupBy(calls, ({ phone }) => phone);
  const seen = new Map(known);
  const results: MatchedResult[] = [];
  const issues: Issue[] = [];
  let repeated = 0;
  for (const result of told) {
    const call = result.reference === '' ? newest(byPhone, result) : byReference.get(result.reference);
    const issue = call === undefined ? unknownCall(result) : troubleOf(result, call, now);
    if (issue !== null || call === undefined) {
      if (issue !== null) issues.push(issue);
      continue;
    }
    const key = resultKey(call.callNumber, result.calledAt);
    const before = seen.get(key);
    if (before === undefined) results.push({ ...result, call });
    else if (before === result.outcome) repeated += 1;
    else issues.push(contradicts(result, before));
    seen.set(key, result.outcome);
  }
  return { results, repeated, issues };
}

/** A phone alone means the last call to it that was in a file by then. */
function newest(byPhone: ReadonlyMap<string, readonly KnownCall[]>, result: ToldResult): KnownCall | undefined {
  const calls = byPhone.get(readPhone(result.phone) ?? '') ?? [];
  return calls.findLast(({ madeAt }) => minuteOf(madeAt) <= result.calledAt.getTime()) ?? calls.at(0);
}

/** Files tell whole minutes. */
function minuteOf(instant: Date): number {
  return Math.floor(instant.getTime() / 60_000) * 60_000;
}

function troubleOf(result: ToldResult, call: KnownCall, now: Date): Issue | null {
  if (result.phone !== '' && readPhone(result.phone) !== call.phone) {
    return lineIssue(result, 'phone-differs', {
      message: `"${result.phone}" is not the phone of the call ${call.reference}, which is ${call.phone}.`,
      fix: 'Ask the calling service which of the two it called.',
    });
  }
  if (result.calledAt > now) {
    return lineIssue(result, 'in-the-future', {
      message: 'The call is later than now.',
      fix: 'Check the dates of the file, and the clock of this computer.',
    });
  }
  if (result.calledAt.getTime() < minuteOf(call.madeAt)) {
    return lineIssue(result, 'before-the-file', {
      message: `The call is earlier than the file that it is in, of ${call.madeAt.toISOString()}.`,
      fix: "Check that the file tells the utility's time, and that it is of these calls.",
    });
  }
  return null;
}

function unknownCall(result: ToldResult): Issue {
  const what = result.reference === '' ? `the phone "${result.phone}"` : `the reference "${result.reference}"`;
  return lineIssue(result, 'call-unknown', {
    message: `No call that was sent has ${what}.`,
    fix: 'Check that the file is of this utility; a call that is not its own must be taken out of it.',
  });
}

function contradicts(result: ToldResult, before: CallOutcome): Issue {
  return lineIssue(result, 'outcome-contradicts', {
    message: `The call is told as "${result.told}", and the same call at the same time as ${before} before.`,
    fix: 'Ask the calling service which of the two is right.',
  });
}

function lineIssue(
  { line, reference, phone }: ToldResult,
  code: string,
  { message, fix }: Pick<Issue, 'message' | 'fix'>,
): Issue {
  return { code, rowKey: reference || phone, column: '', message: `Line ${line}: ${message}`, fix };
}

/** What a phone's results change in what customers said of calls: an opt-out before a wrong number. */
export function contactChanges(results: readonly MatchedResult[]): ReadonlyMap<string, 'opted-out' | 'wrong-number'> {
  const changes = new Map<string, 'opted-out' | 'wrong-number'>();
  for (const { outcome, call } of results) {
    if (outcome === 'opted-out') changes.set(call.phone, outcome);
    if (outcome === 'wrong-number' && !changes.has(call.phone)) changes.set(call.phone, outcome);
  }
  return changes;
}
