import { z } from 'zod';
import { placeholderText } from './placeholder-text.js';

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** No call is made to a residence before or after (47 CFR 64.1200 and 16 CFR 310.4: 8 a.m. to 9 p.m. where it is). */
const EARLIEST = '08:00';
const LATEST = '21:00';

const MESSAGE_MAX = 800;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written as HH:MM');

const hoursSchema = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, { message: 'must end after they begin' })
  .refine(({ from, to }) => from >= EARLIEST && to <= LATEST, {
    message: `must lie within ${EARLIEST} and ${LATEST}, as the law has it for calls to residences`,
  });
export type CallHours = z.infer<typeof hoursSchema>;

const leakReasonSchema = z.strictObject({
  reason: z.literal('leak'),
  /** What an endpoint says of the day of the read: water in some of its quarter hours, or in all of them. */
  flags: z.array(z.enum(['intermittent', 'continuous'])).max(2),
  /** Also where its counter tells so many days with a leak, of the last 35; null not to go by it. */
  days: z.number().int().min(1).max(35).nullable(),
  message: placeholderText(['utility', 'name', 'address', 'gallons', 'days'], MESSAGE_MAX),
});

const highReasonSchema = z.strictObject({
  reason: z.literal('high'),
  /** So many times the account's usual use, for as many days. */
  timesUsual: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be a number such as 2 or 2.5'),
  /** And so many gallons at least, so that two flushes more are no reason to call. */
  leastGallons: z.number().int().min(0).max(10_000_000),
  message: placeholderText(['utility', 'name', 'address', 'gallons', 'usual', 'times', 'days'], MESSAGE_MAX),
});

/** The setting `calls`: whom the utility calls of a posted run, when, and what is said. */
export const callsSchema = z.strictObject({
  /** What is called about; the first that is true of an account is what is said. */
  reasons: z
    .array(z.discriminatedUnion('reason', [leakReasonSchema, highReasonSchema]))
    .max(2)
    .refine((reasons) => new Set(reasons.map(({ reason }) => reason)).size === reasons.length, {
      message: 'has a reason twice',
    }),
  /** For a phone of several properties. It names nobody, since whoever answers may be another one's customer. */
  severalMessage: placeholderText(['utility', 'properties'], MESSAGE_MAX),
  /** said: only who agreed to calls. number-given: also who gave a number and said nothing of calls. */
  consent: z.enum(['said', 'number-given']),
  /** By the clock of the utility's time zone; no calls on a day without hours. */
  hours: z
    .strictObject(
      Object.fromEntries(weekdays.map((day) => [day, hoursSchema.nullable()])) as Record<
        (typeof weekdays)[number],
        z.ZodNullable<typeof hoursSchema>
      >,
    )
    .refine((hours) => Object.values(hours).some((each) => each !== null), { message: 'has no hours on any day' }),
  /** No phone is called more often within so many days, by all runs together. */
  perPhone: z.strictObject({ calls: z.number().int().min(1).max(10), days: z.number().int().min(1).max(90) }),
});
export type CallsSetting = z.infer<typeof callsSchema>;
