import { z } from 'zod';
import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';

const utilitySettingsSchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  isSampleTown: z.boolean(),
});
export type UtilitySettings = z.infer<typeof utilitySettingsSchema>;

/** The utility's name and time zone in force at an instant. */
export async function utilitySettings(database: Database, at: Date): Promise<UtilitySettings> {
  return utilitySettingsSchema.parse(await settingAt(database, 'utility', at));
}

/** The value of an effective-dated setting. Throws `setting-missing` when none is in force. */
export async function settingAt(database: Database, name: string, at: Date): Promise<unknown> {
  const row = await database<{ name: string; effective_from: string; value: string }>('setting')
    .where('name', name)
    .andWhere('effective_from', '<=', at.toISOString().slice(0, 10))
    .orderBy('effective_from', 'desc')
    .first('value');
  if (row) return JSON.parse(row.value);
  throw new CurbstopError({
    code: 'setting-missing',
    status: 500,
    message: `The setting "${name}" has no value that is in force.`,
    fix: 'Load the utility or the sample town into this data folder first.',
  });
}
