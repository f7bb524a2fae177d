import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { DecidedLine } from '../comparison-decisions.js';

/** What was decided last of a line, by whom and when; of other charges than the line has now where it stands no more. */
export function comparisonDecidedWords(decided: DecidedLine, timeZone: string, isStanding: boolean): string {
  const { decision, note, personName, decidedAt, receiptNumber } = decided;
  const on = dateInTimeZone(new Date(decidedAt), timeZone);
  const before = isStanding || decision === '' ? '' : 'of other charges: ';
  const why = note === '' ? '' : `: ${note}`;
  return `${before}${decision || 'taken back'}, ${personName}, ${on}, receipt ${receiptNumber}${why}`;
}
