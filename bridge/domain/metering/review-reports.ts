import type { ReadException } from '../../contract/metering.js';
import type { ReviewThresholds } from '../../contract/settings/reading-review.js';
import type { ReviewInput } from './review-input.js';

/** What the reader or the device reports beside the reading. */
export function checkReports(input: ReviewInput, thresholds: ReviewThresholds): ReadException[] {
  return [...checkTamper(input), ...checkFlow(input, thresholds), ...checkTrouble(input), ...checkReadCode(input)];
}

/** Tells whether a read code says that the reading is an estimate. */
export function isEstimateByCode({ returned, codes }: Pick<ReviewInput, 'returned' | 'codes'>): boolean {
  const { readCode, format } = returned;
  return separateCodes(readCode).some((code) => codes.find(format, 'read', code)?.means === 'estimated');
}

function checkTamper({ returned }: ReviewInput): ReadException[] {
  if (returned.tamper === null) return [];
  const sentence = `The meter reports tampering (${returned.tamper}).`;
  return [{ code: 'tamper', severity: 'warning', sentence, proposedAction: 'reread' }];
}

/** Water that ran without a pause was used, so the read stands; water that ran back, or none, asks for a look. */
function checkFlow({ returned }: ReviewInput, { noFlowDays }: ReviewThresholds): ReadException[] {
  const found: ReadException[] = [];
  if (returned.leak === 'continuous') {
    const sentence = 'The endpoint reports a leak: water ran in every quarter hour of a day. Tell the customer.';
    found.push({ code: 'leak', severity: 'warning', sentence, proposedAction: 'accept' });
  } else if (returned.leak === 'intermittent') {
    const sentence = 'The endpoint reports an intermittent leak: water ran in most quarter hours of a day.';
    found.push({ code: 'leak', severity: 'info', sentence, proposedAction: 'accept' });
  }
  if (returned.backflow !== null) {
    const isMajor = returned.backflow === 'major';
    const sentence = `The endpoint reports ${returned.backflow} backflow: water ran from the customer into the main.`;
    const severity = isMajor ? 'stop' : 'warning';
    found.push({ code: 'backflow', severity, sentence, proposedAction: isMajor ? 'reread' : 'accept' });
  }
  if (returned.noFlowDays !== null && returned.noFlowDays >= noFlowDays) {
    const sentence = `The endpoint reports at least ${returned.noFlowDays} of 35 days without any flow.`;
    found.push({ code: 'no-flow', severity: 'info', sentence, proposedAction: 'accept' });
  }
  return found;
}

function checkTrouble({ returned, codes }: ReviewInput): ReadException[] {
  const { troubleCodes, format } = returned;
  return troubleCodes.map((code): ReadException => {
    const known = codes.find(format, 'trouble', code);
    const sentence = `The reader reports trouble ${codes.spoken(format, 'trouble', code)}.`;
    return {
      code: 'trouble',
      severity: known?.severity ?? 'info',
      sentence,
      proposedAction: known?.action ?? 'accept',
    };
  });
}

/** A device may give several read codes for one reading, which stand apart by blanks. */
export function separateCodes(readCode: string | null): string[] {
  return (readCode ?? '').split(/\s+/).filter(Boolean);
}

/** A read code is told when it is more than that the meter was read. */
function checkReadCode({ returned, codes }: ReviewInput): ReadException[] {
  const { readCode, format, reading } = returned;
  return separateCodes(readCode).flatMap((code): ReadException[] => {
    const known = codes.find(format, 'read', code);
    if (known === null) return [];
    const spoken = codes.spoken(format, 'read', code);
    if (known.means === 'unread' && reading !== null) {
      const sentence = `The read code is ${spoken}, yet there is a reading, ${reading}.`;
      return [{ code: 'read-code', severity: 'stop', sentence, proposedAction: 'reread' }];
    }
    if (known.means === 'unread' || (known.means === 'nothing' && known.severity === 'info')) return [];
    const sentence = `The read code is ${spoken}.`;
    return [{ code: 'read-code', severity: known.severity, sentence, proposedAction: known.action }];
  });
}
