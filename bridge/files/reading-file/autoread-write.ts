import type { ReadRecord } from '../../contract/reading-file.js';
import { RecordWriter } from '../record-writer.js';
import { AUTOREAD, LOW_REGISTER } from './autoread-layout.js';

/**
 * Writes reads as Sensus AutoRead gives them back. What the format has no field for is left out, the year of the date
 * included. Throws a CurbstopError when a value does not fit its field.
 */
export function writeAutoreadReturn(records: readonly ReadRecord[]): Buffer {
  const writer = new RecordWriter('AutoRead');
  for (const read of records) {
    writer.add(
      AUTOREAD,
      {
        account: read.accountId ?? '',
        meter: autoreadMeter(read.meterId, read.register === 'L'),
        readCode: read.readCode ?? '',
        reading: read.reading ?? '',
        month: read.date?.slice(5, 7) ?? '',
        day: read.date?.slice(8) ?? '',
        note: read.troubleCodes[0] ?? '',
        register: /^[HL]$/.test(read.register) ? '' : read.register,
      },
      read,
    );
  }
  return writer.toBytes();
}

/** The meter as AutoRead names it: the low register of a compound meter is told by the name. */
export function autoreadMeter(meterId: string, isLow: boolean): string {
  return isLow ? `${meterId}${LOW_REGISTER}` : meterId;
}
