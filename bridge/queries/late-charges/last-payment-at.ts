import { dateInTimeZone } from '../../contract/calendar-date.js';
import { timeInTimeZone } from '../../domain/payments/local-clock.js';
import type { Database } from '../../store/database.js';
import { utilitySettings } from '../utility-settings.js';

/** When the last payment came that is entered, by the utility's clock: what came later may lie in a file still to be posted. */
export async function lastPaymentAt(database: Database, now: Date): Promise<string> {
  const [row] = await database.raw<{ at: string | null }[]>('SELECT max(received_at) AS at FROM payment');
  if (!row?.at) return 'none';
  const { timeZone } = await utilitySettings(database, now);
  const at = new Date(row.at);
  return `${dateInTimeZone(at, timeZone)} ${timeInTimeZone(at, timeZone)}`;
}
