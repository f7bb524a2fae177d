export interface DailyBackupOptions {
  /** Makes a backup when one is due, and gives its path; null when none is. */
  readonly backUp: () => Promise<string | null>;
  readonly tell: (sentence: string) => void;
  readonly everyMilliseconds?: number;
}

const HOUR_MS = 3_600_000;

/**
 * Looks now and then once an hour whether the daily backup is due. What fails is told, and tried again at the next look.
 * Gives a function that stops.
 */
export function keepDailyBackup({ backUp, tell, everyMilliseconds = HOUR_MS }: DailyBackupOptions): () => void {
  let isLooking = false;
  let isStopped = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await backUp();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!isStopped) tell(`The daily backup was not made; Curbstop tries again in an hour. ${reason}`);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), everyMilliseconds);
  timer.unref();
  void look();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
