import { daysBetween } from '../../contract/calendar-date.js';
import type { ReadException } from '../../contract/metering.js';
import { readingValue, type Register } from './register.js';
import type { ReviewInput } from './review-input.js';
import { toldRegisterDiffers } from './told-register.js';
import { isCountedIn, unitOfMeasure } from './unit-of-measure.js';

/** Is it the right meter, account, unit, register and starting point? */
export function checkIdentity({ expected, returned }: ReviewInput): ReadException[] {
  const found: ReadException[] = [];
  const hold = (code: ReadException['code'], sentence: string) =>
    found.push({ code, severity: 'stop', sentence, proposedAction: 'hold' });
  if (returned.meterId !== null && returned.meterId !== expected.meterId) {
    const both = `The file has meter ${returned.meterId}; this account has meter ${expected.meterId}`;
    hold('wrong-meter', `${both}: correct the number, or record the change-out in the Meters sheet.`);
  }
  if (returned.accountId !== null && returned.accountId !== expected.accountId) {
    hold(
      'wrong-account',
      `The file has account ${returned.accountId}; this meter serves account ${expected.accountId}.`,
    );
  }
  if (!isCountedIn(returned, expected.register)) hold('unit-differs', unitDiffers(returned, expected.register));
  for (const sentence of toldRegisterDiffers(returned, expected.register)) hold('register-differs', sentence);
  if (previousDiffers(expected, returned)) {
    const ours = expected.previousReading ?? 'none';
    hold(
      'previous-differs',
      `The device held the previous reading ${returned.previousReading}; the ledger has ${ours}.`,
    );
  }
  return found;
}

/** Is it dated, and in the days in which it should be? */
export function checkDate({ expected, returned, today, window }: ReviewInput): ReadException[] {
  const { date } = returned;
  if (returned.reading === null) return [];
  if (date === null) {
    return [{ code: 'date-missing', severity: 'stop', sentence: 'The reading has no date.', proposedAction: 'hold' }];
  }
  const found: ReadException[] = [];
  if (daysBetween(today, date) > 0) {
    const sentence = `The read is dated ${date}, which is after today, ${today}.`;
    found.push({ code: 'future-date', severity: 'stop', sentence, proposedAction: 'hold' });
  }
  if (expected.previousDate !== null && daysBetween(expected.previousDate, date) < 1) {
    const sentence = `The read is dated ${date}, which is not after the previous read of ${expected.previousDate}.`;
    found.push({ code: 'not-after-previous', severity: 'stop', sentence, proposedAction: 'hold' });
  }
  if (window && (daysBetween(window.from, date) < 0 || daysBetween(date, window.to) < 0)) {
    const sentence = `The read is dated ${date}; this cycle is read from ${window.from} to ${window.to}.`;
    found.push({ code: 'outside-window', severity: 'warning', sentence, proposedAction: 'reread' });
  }
  return found;
}

function previousDiffers(expected: ReviewInput['expected'], returned: ReviewInput['returned']): boolean {
  if (returned.previousReading === null || expected.previousReading === null) return false;
  const device = readingValue(returned.previousReading, expected.register);
  const ledger = readingValue(expected.previousReading, expected.register);
  return device === null || ledger === null || !device.eq(ledger);
}

function unitDiffers({ unit, format }: ReviewInput['returned'], register: Register): string {
  const both = `The file reads in ${unit ?? 'no unit'}; the register is set up in ${register.unit}`;
  if (format !== 'beacon-csv' || unit !== unitOfMeasure(register.unit).unit) {
    return `${both}: the unit in the file or in the Meters sheet is wrong.`;
  }
  return `${both}, and nothing says that its reading is set to that: export it anew with the column Billing_Read.`;
}
