import type { RouteBookStop } from '../../contract/route-book.js';

/** The limits that a device is loaded with, as reading values; where no use is known, ones that every reading is within. */
export function limitsOf({ highReading, lowReading, dials }: RouteBookStop): { high: string; low: string } {
  return { high: highReading ?? '9'.repeat(dials), low: lowReading ?? '0'.repeat(dials) };
}
