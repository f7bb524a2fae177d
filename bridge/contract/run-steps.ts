import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { serviceTotalSchema } from './commands/post-bill-run.js';
import { centsSchema } from './money.js';

/** The steps of a bill run, in order. */
export const billRunSteps = [
  'criteria',
  'readings',
  'calculate',
  'exceptions',
  'preview',
  'approve',
  'post',
  'outputs',
] as const;
export type BillRunStep = (typeof billRunSteps)[number];

export const stepStates = ['done', 'current', 'later'] as const;
export type BillRunStepState = (typeof stepStates)[number];

/** GET /api/runs/:billRunId/steps: where a run stands, by the ledger. */
export const runStepsReplySchema = z.object({
  billRunId: z.string(),
  cycleName: z.string(),
  periodFrom: calendarDateSchema,
  periodTo: calendarDateSchema,
  billedOn: calendarDateSchema,
  dueOn: calendarDateSchema,
  message: z.string(),
  steps: z.array(
    z.object({
      step: z.enum(billRunSteps),
      state: z.enum(stepStates),
      /** How it stands. */
      sentence: z.string(),
    }),
  ),
  /** The bills that would be posted now. */
  bills: z.number().int(),
  totalCents: centsSchema,
  services: z.array(serviceTotalSchema),
  held: z.number().int(),
  /** The preview has more lines than a sheet gets: the totals are looked at instead. */
  isLookedAtByTotals: z.boolean(),
  /** The run of the cycle that was posted last, of which there are outputs; null where there is none. */
  lastPostedRunId: z.string().nullable(),
  /** What changed since the bills were looked at, the first ones. */
  changes: z.array(z.string()),
  /** False where a supervisor approves, and the person is none. */
  mayApprove: z.boolean(),
  /** Payments for the run's accounts that came since the bills were looked at. */
  paymentsSince: z.object({ payments: z.number().int(), cents: centsSchema }),
  /** The unapplied credit of the accounts, which pays the new bills. */
  creditCents: centsSchema,
});
export type RunStepsReply = z.infer<typeof runStepsReplySchema>;
