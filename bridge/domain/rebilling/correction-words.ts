import { className } from '../../contract/plain-name.js';
import type { PostedRead } from './posted-period.js';
import type { RemadeBill } from './remake-bills.js';

/** What was put right of a bill, a sentence each; what it follows from where nobody asked for it. */
export function correctionWords(made: RemadeBill): string[] {
  const { posted, correction, period, rateClass } = made;
  const words = [...readWords(made)];
  if (period.to !== posted.period.to) words.push(`It ends on ${period.to}, not on ${posted.period.to}.`);
  if (rateClass !== posted.rateClass) {
    words.push(`The class is ${className(rateClass)}, not ${className(posted.rateClass)}.`);
  }
  for (const tariffId of correction?.tariffs.values() ?? []) words.push(`It is billed by the rates ${tariffId}.`);
  if (correction !== null && correction.carts !== null) words.push(`Carts: ${correction.carts}.`);
  if (correction?.isByRecord) words.push('It is billed by what is on record now.');
  return words.length > 0 ? words : ['It follows a bill before it.'];
}

function readWords({ posted, reads }: RemadeBill): string[] {
  return reads.flatMap((read, index) => {
    const was = posted.reads[index];
    return was === undefined ? [] : changesOf(read, was);
  });
}

function changesOf(read: PostedRead, was: PostedRead): string[] {
  const name = `Meter ${read.meterId}, register ${read.registerNumber}`;
  const words: string[] = [];
  if (read.previousValue !== was.previousValue) {
    words.push(`${name}: the previous read is ${read.previousValue}, not ${was.previousValue}.`);
  }
  if (read.value !== was.value) words.push(`${name}: the read is ${read.value ?? 'none'}, not ${was.value ?? 'none'}.`);
  if (read.register.multiplier !== was.register.multiplier) {
    words.push(`${name}: it counts by ${read.register.multiplier}, not ${was.register.multiplier}.`);
  }
  if (words.length === 0 && read.usageGallons !== was.usageGallons) {
    words.push(`${name}: the use is ${read.usageGallons ?? 0} gallons, not ${was.usageGallons ?? 0}.`);
  }
  return words;
}
