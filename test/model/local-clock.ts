export const TIME_ZONE = 'America/Chicago';

/** An instant by the utility's clock: its day, and its time as HH:MM:SS. */
export function localClock(instant: Date): { readonly day: string; readonly time: string } {
  const text = instant.toLocaleString('sv-SE', { timeZone: TIME_ZONE });
  return { day: text.slice(0, 10), time: text.slice(11, 19) };
}
