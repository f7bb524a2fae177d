const HOURS = { from: '09:00', to: '20:00' } as const;

/** Whom the utility calls until it says otherwise; migration 0036 writes it. */
export const startingCalls = {
  reasons: [
    {
      reason: 'leak',
      flags: ['continuous'],
      days: 15,
      message:
        'This is {utility}. The water meter at {address} shows that water runs all the time, which may be a leak. Please look for one, or call our office.',
    },
    {
      reason: 'high',
      timesUsual: '2',
      leastGallons: 4_000,
      message:
        'This is {utility}. At {address} {gallons} gallons of water were used in {days} days, and usual are {usual}. Please look for a leak, or call our office.',
    },
  ],
  severalMessage:
    'This is {utility}. At {properties} properties with this telephone number much water was used, or there may be a leak. Please call our office.',
  consent: 'said',
  hours: {
    sunday: null,
    monday: HOURS,
    tuesday: HOURS,
    wednesday: HOURS,
    thursday: HOURS,
    friday: HOURS,
    saturday: { from: '10:00', to: '17:00' },
  },
  perPhone: { calls: 3, days: 30 },
} as const;

const COLUMNS = [
  ['reference', 'reference'],
  ['phone', 'phone'],
  ['account', 'account'],
  ['name', 'name'],
  ['address', 'address'],
  ['call_type', 'reason'],
  ['gallons', 'gallons'],
  ['usual_gallons', 'usual-gallons'],
  ['message', 'message'],
  ['call_date', 'call-on'],
  ['call_from', 'call-from'],
  ['call_to', 'call-to'],
  ['time_zone', 'time-zone'],
] as const;

/** The file for the calling service until it asks for another. */
export const startingCallsLayout = {
  shape: 'delimited',
  delimiter: ',',
  encoding: 'utf8',
  lineEnd: 'CRLF',
  dateFormat: 'YYYY-MM-DD',
  formulas: 'guarded',
  reasons: { leak: 'LEAK', high: 'HIGH', several: 'SEVERAL' },
  header: COLUMNS.map(([text]) => ({ text })),
  call: COLUMNS.map(([, field]) => ({ field })),
  trailer: null,
} as const;

/** What comes back from it. */
export const startingCallsResultsLayout = {
  delimiter: ',',
  encoding: 'utf8',
  columns: { reference: 'reference', phone: 'phone', outcome: 'result', date: 'called_at' },
  dateFormat: 'YYYY-MM-DD',
  timeFormat: 'HH:mm',
  outcomes: {
    answered: ['answered', 'live', 'human'],
    voicemail: ['voicemail', 'machine', 'answering machine'],
    busy: ['busy'],
    'no-answer': ['no answer', 'no-answer'],
    'wrong-number': ['wrong number', 'wrong-number', 'disconnected', 'invalid'],
    'opted-out': ['opted out', 'opted-out', 'opt-out', 'do not call'],
  },
} as const;
