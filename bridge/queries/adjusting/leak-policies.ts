import type { CalendarDate } from '../../contract/calendar-date.js';
import { CurbstopError } from '../../contract/problem.js';
import type { LeakPolicy } from '../../contract/settings/leak-policy.js';
import { readKeptSetting } from '../../domain/settings/read-setting.js';
import type { Database } from '../../store/database.js';
import { settingValues } from '../settings.js';

/** Gives the leak policy in force on a day, by all values of the setting. It throws `setting-missing` where there is none. */
export async function leakPolicies(database: Database): Promise<(date: CalendarDate) => LeakPolicy> {
  const policies = (await settingValues(database, 'leak-policy')).map(({ effectiveFrom, value }) => ({
    effectiveFrom,
    policy: readKeptSetting('leak-policy', value),
  }));
  return (date) => {
    const found = policies.findLast(({ effectiveFrom }) => effectiveFrom <= date);
    if (found !== undefined) return found.policy;
    throw new CurbstopError({
      code: 'setting-missing',
      status: 500,
      message: `The setting "leak-policy" has no value on ${date}.`,
      fix: 'Give it one: curbstop setting set leak-policy.',
    });
  };
}
