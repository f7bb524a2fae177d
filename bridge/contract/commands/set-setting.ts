import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { settingNames } from '../settings/index.js';

/** Gives a setting another value from a date on; the values before that date stay as they are. */
export const setSettingPayloadSchema = z.strictObject({
  name: z.enum(settingNames),
  effectiveFrom: calendarDateSchema,
  /** As the schema of the setting says. */
  value: z.json(),
});
export type SetSettingPayload = z.infer<typeof setSettingPayloadSchema>;

export const setSettingReplySchema = setSettingPayloadSchema.extend({
  /** What was in force on that date until now; null where nothing was. */
  before: z.json().nullable(),
  /** The day from which a later value holds that is there already; null where none is. */
  until: calendarDateSchema.nullable(),
});
export type SetSettingReply = z.infer<typeof setSettingReplySchema>;
