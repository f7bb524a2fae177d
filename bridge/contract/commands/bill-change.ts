import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date.js';
import { centsSchema } from '../money.js';
import { services } from '../services.js';

/** What a bill charged for a service and what it charges when it is made again, tax included. */
export const billChangeSchema = z.object({
  billNumber: z.number().int(),
  periodFrom: calendarDateSchema,
  periodTo: calendarDateSchema,
  service: z.enum(services),
  wasCents: centsSchema,
  nowCents: centsSchema,
});
export type BillChange = z.infer<typeof billChangeSchema>;
