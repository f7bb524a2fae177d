import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const readingWords = {
  title: (accountId: string) => `Account ${accountId}`,
  none: 'Select a row to see its reads of the last 13 months, its limits and what happened to it.',
  failed: 'The read of this row could not be shown',
  meter: (meterId: string, register: '' | 'low' | 'high') =>
    register === '' ? `Meter ${meterId}` : `Meter ${meterId}, ${register} register`,
  facts: {
    reading: 'Reading',
    used: 'Gallons used',
    usual: 'Usual gallons',
    limits: 'Limits as readings',
    limitGallons: 'Limits in gallons',
    codes: 'Codes',
  },
  reading: (reading: number, date: string) => `${reading} on ${date}`,
  gallons: (gallons: number, days: number | null) =>
    days === null ? number(gallons) : `${number(gallons)} in ${counted(days, 'day')}`,
  gallonsRange: (low: number, high: number) => `${number(low)} – ${number(high)}`,
  nothing: 'none yet',
  thisPeriod: 'Now',
  estimated: 'estimated',
  bar: (date: string, gallons: number) => `${date}: ${counted(gallons, 'gallon')}`,
  kinds: { now: 'This read', read: 'Past reads', estimated: 'Estimated' },
  chart: 'Gallons used by period',
  past: 'Past reads',
  headers: ['Read on', 'Reading', 'Days', 'Gallons'],
  trail: 'What happened to this read',
  event: (when: string, person: string, receipt: number) => `${when} · ${person} · receipt ${receipt}`,
} as const;
