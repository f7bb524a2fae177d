import type { CalendarDate } from '../../contract/calendar-date.js';

interface ReadOfRegister {
  readonly value: number;
  readonly on: CalendarDate;
}

/** A read that two accounts share, one ending and the other beginning with it, and that they have otherwise by now. */
export interface SharedRead {
  readonly meterId: string;
  readonly registerNumber: number;
  /** The account that was not corrected, its bill that rests on the read, and whether it begins or ends with it. */
  readonly accountId: string;
  readonly billNumber: number;
  readonly side: 'begins' | 'ends';
  readonly theirs: ReadOfRegister;
  /** As it is on the account that was corrected. */
  readonly right: ReadOfRegister;
}

/** What two accounts are billed for between their reads, and what is to be typed so that nothing is billed twice or to nobody. */
export function sharedReadNotice(shared: SharedRead): string {
  const { meterId, registerNumber, accountId, billNumber, side, theirs, right } = shared;
  const reads = `Account ${accountId} ${side} with ${theirs.value} of ${theirs.on} on register ${registerNumber} of meter ${meterId}, and not with ${right.value} of ${right.on}`;
  if (theirs.value === right.value) return `${reads}: look whether the days between are billed to both, or to neither.`;
  const isTwice = side === 'begins' ? theirs.value < right.value : theirs.value > right.value;
  const column = side === 'begins' ? 'right previous read' : 'right read';
  const what = `the water between is billed to ${isTwice ? 'both' : 'neither'}`;
  return `${reads}: ${what}. Pull Rebill of ${accountId} and type ${right.value} as the ${column} of bill ${billNumber}.`;
}
