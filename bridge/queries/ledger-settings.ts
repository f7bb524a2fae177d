import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { CurbstopError } from '../contract/problem.js';
import { backupRetentionSchema, type BackupRetention } from '../contract/settings/backup-retention.js';
import { lateRuleSchema, type LateRule } from '../contract/settings/late-rule.js';
import { paymentApplicationSchema, type ApplicationRule } from '../contract/settings/payment-application.js';
import type { Database } from '../store/database.js';
import { settingOn } from './utility-settings.js';

/** How payments and credits of a date are applied to what is open. */
export async function applicationRule(database: Database, on: CalendarDate): Promise<ApplicationRule> {
  return paymentApplicationSchema.parse(await settingOn(database, 'payment-application', on));
}

/** Up to when a payment of a date is in time. */
export async function lateRule(database: Database, on: CalendarDate): Promise<LateRule> {
  return lateRuleSchema.parse(await settingOn(database, 'late-rule', on));
}

/** How long backups are kept. */
export async function backupRetention(database: Database, on: CalendarDate): Promise<BackupRetention> {
  return backupRetentionSchema.parse(await settingOn(database, 'backup-retention', on));
}

/** Refuses a date in a period that is closed, for its reports were given out. Throws `closed-period`. */
export async function refuseClosedPeriod(database: Database, date: CalendarDate): Promise<void> {
  const through = await closedThrough(database);
  if (through === null || date > through) return;
  throw new CurbstopError({
    code: 'closed-period',
    status: 409,
    message: `The date ${date} lies in a period that is closed, through ${through}.`,
    fix: `Give it a date after ${through}; what belongs before is corrected in the open period.`,
  });
}

/** The last day of the newest closed period; null when none is closed. */
export async function closedThrough(database: Database): Promise<CalendarDate | null> {
  const [row] = await database.raw<{ through: string | null }[]>(
    'SELECT max(closed_through) AS through FROM period_closing',
  );
  return row?.through ? calendarDate(row.through) : null;
}
