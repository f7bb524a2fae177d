import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { BackupRetention } from '../../contract/settings/backup-retention.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the rule of retention looks at in a backup. */
export interface DatedBackup {
  readonly file: string;
  readonly at: Date;
  /** The whole books were proven in it, not only that it equals the database. */
  readonly booksProven: boolean;
}

/**
 * The backups that the rule no longer keeps. The newest always stays, and so does the newest with proven books; days and
 * months are those of the utility's time zone. What is dated after now stays: a clock was wrong, and which one is not known.
 */
export function outlivedBackups<Backup extends DatedBackup>(
  backups: readonly Backup[],
  now: Date,
  timeZone: string,
  rule: BackupRetention,
): Backup[] {
  const newestFirst = [...backups].sort(
    (one, other) => other.at.getTime() - one.at.getTime() || (one.file < other.file ? 1 : -1),
  );
  const age = ({ at }: Backup) => now.getTime() - at.getTime();
  const days = new Map(newestFirst.map((backup) => [backup, dateInTimeZone(backup.at, timeZone)]));
  const dayOf = (backup: Backup): string => days.get(backup) ?? '';
  const today = dateInTimeZone(now, timeZone);
  const kept = new Set<Backup>([
    ...newestFirst.slice(0, 1),
    ...newestFirst.filter(({ booksProven }) => booksProven).slice(0, 1),
    ...newestFirst.filter((backup) => age(backup) <= rule.allForHours * HOUR_MS),
    ...firstOfEach(newestFirst, dayOf).filter((backup) => age(backup) <= rule.dailyForDays * DAY_MS),
    ...firstOfEach(newestFirst, (backup) => dayOf(backup).slice(0, 7)).filter(
      (backup) => monthsBetween(dayOf(backup), today) <= rule.monthlyForMonths,
    ),
  ]);
  return backups.filter((backup) => !kept.has(backup));
}

function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const first = new Map<string, Item>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}

function monthsBetween(earlier: string, later: string): number {
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(later) - months(earlier);
}
