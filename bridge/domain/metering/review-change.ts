import type { ReadException } from '../../contract/metering.js';
import type { ReviewInput } from './review-input.js';

/**
 * Did the reader change the meter on the walk? Then nobody can tell which meter the reading is of, and nothing is
 * guessed: a person records the change-out with the final and the first reading.
 */
export function checkChange({ expected, returned }: ReviewInput): ReadException[] {
  const { changedOut, newMeterId } = returned;
  const isOther = newMeterId !== null && newMeterId !== expected.meterId;
  if (!changedOut && !isOther) return [];
  const to = !isOther ? '' : ` to ${newMeterId}`;
  const brought = returned.reading === null ? 'no reading came' : `the reading that came is ${returned.reading}`;
  const last = `meter ${expected.meterId} was last read at ${expected.previousReading ?? 'nothing'}`;
  const on = expected.previousDate === null ? '' : ` on ${expected.previousDate}`;
  const sentence = `The meter was changed in the field${to}: ${brought}; ${last}${on}. Record the change-out in the Meters sheet.`;
  return [{ code: 'changed-in-field', severity: 'stop', sentence, proposedAction: 'hold' }];
}
