import { isDeepStrictEqual } from 'node:util';
import type { CalendarDate } from '../contract/calendar-date.js';
import {
  setSettingPayloadSchema,
  type SetSettingPayload,
  type SetSettingReply,
} from '../contract/commands/set-setting.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import type { SettingName } from '../contract/settings/index.js';
import { accountingIssues } from '../domain/settings/accounting-issues.js';
import { applicationIssues } from '../domain/settings/application-issues.js';
import { lateRuleIssues } from '../domain/settings/late-rule-issues.js';
import { limitsIssues } from '../domain/settings/limits-issues.js';
import { ownLimitIssues } from '../domain/settings/own-limit-issues.js';
import { reviewIssues } from '../domain/settings/review-issues.js';
import { invalidSetting, readSetting } from '../domain/settings/read-setting.js';
import { chart } from '../queries/chart.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { accountStatuses } from '../queries/payment-facts.js';
import { people } from '../queries/people.js';
import { settingValues, type DatedValue } from '../queries/settings.js';
import type { Database } from '../store/database.js';
import { writeSetting } from '../store/settings.js';
import type { Command, CommandContext } from './command.js';

/**
 * Gives a setting another value from a date on. Throws `setting-invalid`, `date-over` for a day that is past,
 * `date-has-entries` for rules of accounting that entries were made by, `date-has-bills` for what stands on
 * statements of bills that are posted, or `closed-period`.
 */
export const setSetting: Command<SetSettingPayload, SetSettingReply> = {
  kind: 'set-setting',
  roles: ['supervisor'],
  payload: setSettingPayloadSchema,
  changes: ['setting'],
  async execute(context, payload) {
    const { trx } = context;
    const { name, effectiveFrom } = payload;
    const value = readSetting(name, payload.value) as SetSettingPayload['value'];
    const values = await settingValues(trx, name);
    const before = values.findLast((each) => each.effectiveFrom <= effectiveFrom)?.value ?? null;
    const issues = [
      ...((await ISSUES[name]?.(trx, value, otherValues(values, effectiveFrom))) ?? []),
      ...(name === 'adjustment-limits' ? await raisedByOneself(context, value, before) : []),
    ];
    if (issues.length > 0) throw invalidSetting(name, issues);
    if (name === 'accounting') await refuseDateOfEntries(context, effectiveFrom);
    else refusePast(context, effectiveFrom);
    if (PRINTED.has(name)) await refuseDateOfBills(trx, effectiveFrom);
    const until = values.find((each) => each.effectiveFrom > effectiveFrom)?.effectiveFrom ?? null;
    const reply = { name, effectiveFrom, value, before: before as SetSettingReply['before'], until };
    if (isDeepStrictEqual(before, value)) return { outcome: 'unchanged', reply };
    await writeSetting(trx, name, effectiveFrom, value);
    return { outcome: 'applied', reply };
  },
};

/** What statements print, so that it never changes for bills that are posted: made again they are the same. */
const PRINTED: ReadonlySet<SettingName> = new Set<SettingName>(['late-rule', 'statement']);

/** What else must hold of a setting, beside its schema. */
const ISSUES: Partial<
  Record<SettingName, (trx: Database, value: unknown, others: readonly DatedValue[]) => Promise<Issue[]>>
> = {
  async accounting(trx, value, others) {
    const rules = others.map((other) => readSetting('accounting', other.value));
    return accountingIssues(readSetting('accounting', value), (await chart(trx)).accounts, rules);
  },
  async 'payment-application'(trx, value) {
    const types = (await chart(trx)).chargeTypes.map(({ chargeType }) => chargeType);
    return applicationIssues(readSetting('payment-application', value), types);
  },
  async 'late-rule'(trx, value) {
    const rule = readSetting('late-rule', value);
    const known = await accountStatuses(trx, rule.charge?.exempt?.accounts ?? []);
    return lateRuleIssues(rule, new Set(known.keys()));
  },
  async 'adjustment-limits'(trx, value) {
    const known = new Set((await people(trx)).map(({ personId }) => personId));
    return limitsIssues(readSetting('adjustment-limits', value), known);
  },
  'reading-review'(_, value) {
    return Promise.resolve(reviewIssues(readSetting('reading-review', value)));
  },
};

/** Whoever is bound by limits leaves it to another supervisor to raise them. */
async function raisedByOneself(
  { trx, actor: { person } }: CommandContext,
  value: unknown,
  before: unknown,
): Promise<Issue[]> {
  const setters = (await people(trx)).filter(({ role }) => setSetting.roles.includes(role));
  const others = setters.filter(({ personId }) => personId !== person.personId).map(({ name }) => name);
  const limits = readSetting('adjustment-limits', value);
  return ownLimitIssues(limits, { before: readSetting('adjustment-limits', before ?? {}), person, others });
}

/** Those that stay when a value is set from a date on. */
function otherValues(values: readonly DatedValue[], effectiveFrom: CalendarDate): DatedValue[] {
  return values.filter((each) => each.effectiveFrom !== effectiveFrom);
}

/** What was done on a day that is past was done by the rule of that day. */
function refusePast({ today }: CommandContext, effectiveFrom: CalendarDate): void {
  if (effectiveFrom >= today) return;
  throw new CurbstopError({
    code: 'date-over',
    message: `The setting can't change from ${effectiveFrom}, for that day is past; today is ${today}.`,
    fix: 'Name today or a later day.',
  });
}

/** An open item keeps the accounts and the basis of its own day: rules that entries were made by never change. */
async function refuseDateOfEntries({ trx }: CommandContext, effectiveFrom: CalendarDate): Promise<void> {
  await refuseClosedPeriod(trx, effectiveFrom);
  const [row] = await trx.raw<{ last: CalendarDate | null }[]>('SELECT max(effective_on) AS last FROM journal_entry');
  if (row === undefined || row.last === null || effectiveFrom > row.last) return;
  throw new CurbstopError({
    code: 'date-has-entries',
    status: 409,
    message: `The rules of accounting can't change from ${effectiveFrom}: there are entries up to ${row.last}, made by the rules until now.`,
    fix: `Name a day after ${row.last}.`,
  });
}

/** A run may be posted before the day that its bills are of. */
async function refuseDateOfBills(trx: Database, effectiveFrom: CalendarDate): Promise<void> {
  const [row] = await trx.raw<{ last: CalendarDate | null }[]>('SELECT max(billed_on) AS last FROM standing_bill');
  if (row === undefined || row.last === null || effectiveFrom > row.last) return;
  throw new CurbstopError({
    code: 'date-has-bills',
    status: 409,
    message: `This can't change from ${effectiveFrom}: bills up to ${row.last} are posted, and their statements print it as it was.`,
    fix: `Name a day after ${row.last}.`,
  });
}
