import { centsToDollars, type Cents } from '../../contract/money.js';
import type { LinesOnce } from './their-line.js';
import type { Finding } from './usage-reason.js';

/** So many lines of the file are named. */
const LINES_NAMED_MAX = 8;

/** Tells which lines of the file stand in it more than once, and what they charge when they count once. */
export function linesTwice({ same, chargeCents }: LinesOnce, oursCents: Cents): Finding {
  const sets = same.map((lines) => named(lines)).join('; ');
  const once = `Counted once, they charge ${centsToDollars(chargeCents)}`;
  const end = chargeCents === oursCents ? `${once}, as here.` : `${once}.`;
  return { reason: 'line-twice', sentence: `The file has the same line more than once: ${sets}. ${end}` };
}

function named(lines: readonly number[]): string {
  const shown = lines.slice(0, LINES_NAMED_MAX);
  const more = lines.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return `lines ${shown.join(', ')} and ${last}`;
}
