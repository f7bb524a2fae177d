import { z } from 'zod';
import { dateInTimeZone, type CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import type { SettingName, SettingValue } from '../contract/settings/index.js';
import { readKeptSetting } from '../domain/settings/read-setting.js';
import type { Database } from '../store/database.js';

const utilitySettingsSchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  isSampleTown: z.boolean(),
});
export type UtilitySettings = z.infer<typeof utilitySettingsSchema>;

/** The utility's name and time zone in force at an instant; the zone itself is looked up by the date in UTC. */
export async function utilitySettings(database: Database, at: Date): Promise<UtilitySettings> {
  return utilitySettingsSchema.parse(await settingOn(database, 'utility', dateInTimeZone(at, 'UTC')));
}

/** The date of an instant where the utility is. */
export async function utilityDate(database: Database, at: Date): Promise<CalendarDate> {
  return dateInTimeZone(at, (await utilitySettings(database, at)).timeZone);
}

/** The value of a setting that is in force on a date. Throws `before-settings` or `setting-missing` when none is. */
export async function settingOn(database: Database, name: string, date: CalendarDate): Promise<unknown> {
  const row = await database<{ name: string; effective_from: string; value: string }>('setting')
    .where('name', name)
    .andWhere('effective_from', '<=', date)
    .orderBy('effective_from', 'desc')
    .first('value');
  if (row) return JSON.parse(row.value);
  await refuseBefore(database, name, date);
  throw new CurbstopError({
    code: 'setting-missing',
    status: 500,
    message: `The setting "${name}" has no value that is in force.`,
    fix: 'Load the utility or the sample town into this data folder first.',
  });
}

/** A setting in force on a date, read by its rules. Throws what `settingOn` throws or `setting-outdated`. */
export async function keptSetting<Name extends SettingName>(
  database: Database,
  name: Name,
  date: CalendarDate,
): Promise<SettingValue<Name>> {
  return readKeptSetting(name, await settingOn(database, name, date));
}

/** A date before the first value of a setting is a slip of whoever typed it, such as a wrong century. */
async function refuseBefore(database: Database, name: string, date: CalendarDate): Promise<void> {
  const first = await database<{ name: string; effective_from: string }>('setting')
    .where('name', name)
    .orderBy('effective_from')
    .first('effective_from');
  if (!first) return;
  throw new CurbstopError({
    code: 'before-settings',
    message: `The date ${date} lies before ${first.effective_from}, the first day that the rules of the utility (${name}) are for.`,
    fix: 'Check the date, above all its year.',
  });
}
