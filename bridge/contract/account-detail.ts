import { z } from 'zod';
import { accountNoteSchema } from './account-note.js';
import { accountReplySchema, pastReadSchema } from './api.js';
import { callOutcomes, callReasons } from './calls.js';
import { calendarDateSchema } from './calendar-date.js';
import { centsSchema } from './money.js';
import { services } from './services.js';

/** A payment or a bill farther back is found in the Ledger sheet. */
export const NEWEST_BILLS = 6;
export const NEWEST_PAYMENTS = 6;
export const NEWEST_CALLS = 6;

const agedChargeSchema = z.object({
  /** What was charged, e.g. "Water". */
  name: z.string(),
  notDue: centsSchema,
  days1: centsSchema,
  days31: centsSchema,
  days61: centsSchema,
  over90: centsSchema,
});

/** GET /api/accounts/:accountId/detail : an account as a person at the desk asks for it. */
export const accountDetailReplySchema = accountReplySchema.omit({ services: true }).extend({
  openedOn: calendarDateSchema,
  closedOn: calendarDateSchema.nullable(),
  /** Meters that are in place at the premises. */
  meters: z.array(z.object({ meterId: z.string(), size: z.string() })),
  /** The day of the balance by age. */
  today: calendarDateSchema,
  aging: z.array(agedChargeSchema),
  /** What was paid too much and nothing was open for. */
  creditCents: centsSchema,
  /** What is in the balance and dated after today, such as a run that is posted with a later bill date. */
  laterCents: centsSchema,
  services: z.array(
    z.object({
      service: z.enum(services),
      tariff: z.string(),
      startedOn: calendarDateSchema,
      endedOn: calendarDateSchema.nullable(),
      carts: z.number().int().nullable(),
      unmeteredGallons: z.number().int().nullable(),
    }),
  ),
  /** The use of the account by period, the newest first, thirteen at most. */
  past: z.array(pastReadSchema),
  /** The newest first, {@link NEWEST_NOTES} at most; struck ones stay. */
  notes: z.array(accountNoteSchema),
  /** How many notes are not told, as they are older. */
  olderNotes: z.number().int(),
  workOrders: z.array(
    z.object({
      workOrderNumber: z.number().int(),
      kind: z.string(),
      meterId: z.string(),
      billRunId: z.string(),
      reason: z.string(),
      openedAt: z.string(),
      openedBy: z.string(),
    }),
  ),
  /** The newest first; those of reversed runs are left out. */
  bills: z.array(
    z.object({
      billNumber: z.number().int(),
      billedOn: calendarDateSchema,
      dueOn: calendarDateSchema,
      gallons: z.number().int(),
      totalCents: centsSchema,
    }),
  ),
  /** The newest first. */
  payments: z.array(
    z.object({
      paymentNumber: z.number().int(),
      receivedOn: calendarDateSchema,
      source: z.string(),
      amountCents: centsSchema,
      isReturned: z.boolean(),
    }),
  ),
  /** Adjustments that wait for another person's word and are in no balance yet, the oldest first. */
  waiting: z
    .array(
      z.object({
        requestNumber: z.number().int(),
        kind: z.string(),
        amountCents: centsSchema,
        reason: z.string(),
        requestedBy: z.string(),
        requestedAt: z.string(),
      }),
    )
    .default([]),
  /** The newest first: calls of a high use or a leak. */
  calls: z.array(
    z.object({
      on: calendarDateSchema,
      phone: z.string(),
      reason: z.enum([...callReasons, 'several']),
      /** What the account was called about, with its numbers. */
      sentence: z.string(),
      /** Null until the calling service told it. */
      outcome: z.enum(callOutcomes).nullable(),
    }),
  ),
});
export type AccountDetailReply = z.infer<typeof accountDetailReplySchema>;
