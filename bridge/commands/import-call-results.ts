import { sha256Hex } from '../bytes/sha256.js';
import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { callOutcomes } from '../contract/calls.js';
import {
  importCallResultsPayloadSchema,
  type ImportCallResultsPayload,
  type ImportCallResultsReply,
} from '../contract/commands/import-call-results.js';
import { counted } from '../contract/counted.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { callsResultsLayoutSchema } from '../contract/settings/calls-results-layout.js';
import { callsSchema, type CallsSetting } from '../contract/settings/calls.js';
import { isWithinHours } from '../domain/calls/calling-hours.js';
import { contactChanges, matchResults, type MatchedResult } from '../domain/calls/match-results.js';
import { withPhone } from '../domain/contacts/contact.js';
import { readPhone } from '../domain/contacts/phone.js';
import { parseCallResults } from '../files/calls/parse-call-results.js';
import { knownCalls, knownResults, readResultFile } from '../queries/calls/known-calls.js';
import { contacts, type ListedContact } from '../queries/contacts.js';
import { localClock } from '../queries/local-clock.js';
import { settingOn, utilitySettings } from '../queries/utility-settings.js';
import { writeCallResults } from '../store/calls.js';
import { writeContacts } from '../store/contacts.js';
import type { Database } from '../store/database.js';
import type { Command, CommandContext } from './command.js';

/** What a file changes that has nothing new. */
const NOTHING_READ = {
  ...{ results: 0, repeated: 0, outcomes: [] },
  ...{ optedOut: [], optedOutPhones: [], wrongNumber: [], outsideHours: [] },
};

/** More issues than this help nobody. */
const ISSUES_SHOWN_MAX = 500;
/** How a customer said it whose contact a call changes. */
const BY_RESULT = 'In answer to a call';

/**
 * Reads a file of what came of calls, the whole of it or nothing, and keeps it on the accounts. A phone that opted out is
 * called for no account any more, also where none has it now; one that is not the customer's is taken away. A file that was read before changes
 * nothing. Throws what `parseCallResults` throws, or `call-results-refused` with every line that has no call.
 */
export const importCallResults: Command<ImportCallResultsPayload, ImportCallResultsReply> = {
  kind: 'import-call-results',
  roles: ['coordinator', 'supervisor'],
  payload: importCallResultsPayloadSchema,
  async execute(context, { fileName, contentBase64 }) {
    const { trx, now, today, commandNumber } = context;
    const bytes = Buffer.from(contentBase64, 'base64');
    const sha256 = sha256Hex(bytes);
    const alreadyRead = await readResultFile(trx, sha256);
    const nothing = { ...NOTHING_READ, fileName };
    if (alreadyRead !== null) return { outcome: 'unchanged', reply: { ...nothing, alreadyRead } };
    const { timeZone } = await utilitySettings(trx, now);
    const layout = callsResultsLayoutSchema.parse(await settingOn(trx, 'calls-results-layout', today));
    const told = parseCallResults(bytes, { fileName, layout, timeZone });
    const matched = matchResults(told, { calls: await knownCalls(trx), known: await knownResults(trx), now });
    if (matched.issues.length > 0) throw refused(fileName, matched.issues);
    const { results, repeated } = matched;
    await writeCallResults(
      trx,
      { fileName, sha256, resultCount: told.length, results: results.map(toNew) },
      commandNumber,
    );
    const changed = await changeContacts(context, results, timeZone);
    const outcomes = callOutcomes.flatMap((outcome) => {
      const calls = results.filter((each) => each.outcome === outcome).length;
      return calls === 0 ? [] : [{ outcome, calls }];
    });
    const outsideHours = await callsOutsideHours(trx, results, timeZone);
    const counts = { results: results.length, repeated, outcomes };
    const reply = { fileName, alreadyRead: null, ...counts, ...changed, outsideHours };
    return { outcome: 'applied', reply };
  },
};

function toNew({ call, outcome, calledAt, told }: MatchedResult) {
  return { callNumber: call.callNumber, outcome, calledAt: calledAt.toISOString(), told };
}

/** Every account that has the phone is meant: who answers speaks for the phone. */
async function changeContacts(
  { trx, commandNumber }: CommandContext,
  results: readonly MatchedResult[],
  timeZone: string,
): Promise<Pick<ImportCallResultsReply, 'optedOut' | 'optedOutPhones' | 'wrongNumber'>> {
  const changes = contactChanges(results);
  if (changes.size === 0) return { optedOut: [], optedOutPhones: [], wrongNumber: [] };
  const all = await contacts(trx, { query: 'SELECT account_id FROM account', bindings: [] }, { timeZone });
  const having = (wanted: 'opted-out' | 'wrong-number') =>
    all.filter(({ contact }) => changes.get(readPhone(contact.phone) ?? '') === wanted);
  const withPhoneOptedOut = having('opted-out');
  const phones = new Set(withPhoneOptedOut.map(({ contact }) => readPhone(contact.phone)));
  const optedOut = withPhoneOptedOut.filter(({ contact }) => contact.calls !== 'opt-out');
  const wrongNumber = having('wrong-number');
  await writeContacts(
    trx,
    [
      ...optedOut.map(({ accountId, contact }) => ({ accountId, ...contact, calls: 'opt-out', told: BY_RESULT })),
      ...wrongNumber.map(({ accountId, contact }) => ({ accountId, ...withPhone(contact, ''), told: BY_RESULT })),
    ],
    commandNumber,
  );
  const idsOf = (listed: readonly ListedContact[]) => listed.map(({ accountId }) => accountId);
  const optedOutPhones = [...changes].flatMap(([phone, change]) =>
    change === 'opted-out' && !phones.has(phone) ? [phone] : [],
  );
  return { optedOut: idsOf(optedOut), optedOutPhones, wrongNumber: idsOf(wrongNumber) };
}

/** The calls that were made when the setting of their day allows none: the calling service is to be told. */
async function callsOutsideHours(
  trx: Database,
  results: readonly MatchedResult[],
  timeZone: string,
): Promise<ImportCallResultsReply['outsideHours']> {
  const clock = localClock(timeZone);
  const hoursOn = new Map<CalendarDate, CallsSetting['hours']>();
  const outside: { phone: string; on: CalendarDate; at: string }[] = [];
  for (const { call, calledAt } of results) {
    const { date, time } = clock(calledAt.toISOString());
    const on = calendarDate(date);
    const hours = hoursOn.get(on) ?? callsSchema.parse(await settingOn(trx, 'calls', on)).hours;
    hoursOn.set(on, hours);
    if (!isWithinHours(hours, { date: on, time })) outside.push({ phone: call.phone, on, at: time.slice(0, 5) });
  }
  return outside;
}

function refused(fileName: string, issues: readonly Issue[]): CurbstopError {
  return new CurbstopError({
    code: 'call-results-refused',
    status: 409,
    message: `${fileName} has ${counted(issues.length, 'line that does', 'lines that do')} not go with the calls that were sent; nothing was read from it.`,
    fix: 'Mend what is listed with the calling service, and read the file again.',
    issues: issues.slice(0, ISSUES_SHOWN_MAX),
  });
}
