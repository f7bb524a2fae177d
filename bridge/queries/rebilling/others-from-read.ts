import type { CalendarDate } from '../../contract/calendar-date.js';
import type { PostedRead } from '../../domain/rebilling/posted-period.js';
import type { SharedRead } from '../../domain/rebilling/shared-read.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

type ReadOfBill = Pick<PostedRead, 'meterId' | 'registerNumber' | 'previousValue' | 'previousOn' | 'value' | 'readOn'>;

/** A read of a bill as it was and as it is once the bill is made again. */
export interface ReadMadeAgain {
  readonly accountId: string;
  readonly was: ReadOfBill;
  readonly now: ReadOfBill;
}

/**
 * The bills of other accounts that begin with a read which bills made again have otherwise, such as the next tenant's first
 * one, or end with it, such as the final bill of the tenant before. Those that have it as it is right by now are left out.
 */
export async function othersFromRead(database: Database, reads: readonly ReadMadeAgain[]): Promise<SharedRead[]> {
  const found: SharedRead[] = [];
  for (const { accountId, side, read, on, value } of reads.flatMap(movedReads)) {
    const { meterId, registerNumber } = read;
    const shared = { meterId, registerNumber, side, right: { value, on: read.on } };
    for (const [other, billNumber, theirs] of await othersWith(database, { accountId, read, side, on })) {
      if (theirs === value && read.on === on) continue;
      found.push({ ...shared, accountId: other, billNumber, theirs: { value: theirs, on } });
    }
  }
  return found;
}

interface MovedRead {
  readonly accountId: string;
  /** What another account does with the same read. */
  readonly side: SharedRead['side'];
  readonly read: Pick<PostedRead, 'meterId' | 'registerNumber'> & { readonly on: CalendarDate };
  /** The day that it was of before. */
  readonly on: CalendarDate;
  readonly value: number;
}

/** An end that is another now, and a beginning; no other account ends where a bill before of the same one did. */
function movedReads({ accountId, was, now }: ReadMadeAgain): MovedRead[] {
  const { meterId, registerNumber, previousOn, previousValue, value, readOn } = now;
  const register = { meterId, registerNumber };
  const begun: MovedRead[] =
    previousValue === was.previousValue
      ? []
      : [
          {
            ...{ accountId, side: 'ends', read: { ...register, on: previousOn } },
            ...{ on: was.previousOn, value: previousValue },
          },
        ];
  const isEnded = value !== was.value || readOn !== was.readOn;
  if (!isEnded || value === null || readOn === null || was.readOn === null) return begun;
  return [...begun, { accountId, side: 'begins', read: { ...register, on: readOn }, on: was.readOn, value }];
}

/** The posted bills of other accounts whose reads of the register begin or end on a day, with what these show. */
function othersWith(
  database: Database,
  { accountId, side, read: { meterId, registerNumber }, on }: Pick<MovedRead, 'accountId' | 'side' | 'read' | 'on'>,
): Promise<[accountId: string, billNumber: number, value: number][]> {
  const [value, day] = side === 'begins' ? ['previous_value', 'previous_on'] : ['value', 'read_on'];
  return bulkRead(
    database,
    ['account_id', 'bill_number', 'shown'],
    `SELECT read.account_id, bill_number, ${value} AS shown
     FROM billed_read AS read JOIN billed_period USING (bill_run_id, account_id)
     WHERE meter_id = ? AND register_number = ? AND read.account_id <> ? AND ${day} = ? AND ${value} IS NOT NULL
     ORDER BY bill_number`,
    [meterId, registerNumber, accountId, on],
  );
}
