import type { CalendarDate } from '../../contract/calendar-date.js';
import type { StatementSetting } from '../../contract/settings/statement.js';
import type { Utility } from '../../domain/statement/utility.js';
import type { Database } from '../../store/database.js';
import { utilitySettings } from '../utility-settings.js';

/** The utility as its papers of a day show it, by the setting `statement` of that day. */
export async function utilityOf(database: Database, on: CalendarDate, setting: StatementSetting): Promise<Utility> {
  const { address, contact, remitTo } = setting;
  const name = setting.name ?? (await utilitySettings(database, new Date(`${on}T12:00:00Z`))).name;
  return { name, address, contact, remitTo };
}
