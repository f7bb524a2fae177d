/** How long an answer may take before the bridge counts as not running, in milliseconds. */
export interface TimeLimits {
  /** Which bridge is there: it answers from memory. */
  readonly hello: number;
  /** What a screen shows. */
  readonly read: number;
  /** A pull or a page of it. */
  readonly pull: number;
  /** A rate study, which prices a year of bills again. */
  readonly study: number;
  /** A command: the largest reading file or the largest run takes the bridge less than this. */
  readonly command: number;
}

export const TIME_LIMITS: TimeLimits = { hello: 5_000, read: 60_000, pull: 120_000, study: 120_000, command: 120_000 };
