const DAY = 86_400_000;
// Day 0 of Excel's 1900 date system, for dates from 1 March 1900 on.
const EPOCH = Date.UTC(1899, 11, 30);

/** The serial number of a calendar date, or null when there is no such date. */
export function serialOf(year: number, month: number, day: number): number | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const exists = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && year >= 1900 && year <= 9999;
  return exists ? Math.round((instant.getTime() - EPOCH) / DAY) : null;
}

/** The date and time that a serial number stands for, in the fields of UTC. */
export function dateOfSerial(serial: number): Date {
  return new Date(EPOCH + Math.round(serial * 86_400) * 1_000);
}
