import { z } from 'zod';

/**
 * What the coordinator decides of a read: take it, send for a reread, estimate it, change it to the reading that she
 * types, or hold the account out of the run.
 */
export const readActions = ['accept', 'reread', 'estimate', 'change', 'hold'] as const;
export const readActionSchema = z.enum(readActions);
export type ReadAction = z.infer<typeof readActionSchema>;

/** Where a read stands within its bill run. */
export const readStatuses = [
  /** Nothing came back yet. */
  'missing',
  /** Came back and waits for a decision. */
  'exception',
  /** Waits for the reader to go again. */
  'reread',
  /** Waits for the office. */
  'hold',
  /** Fine, or accepted as it is. */
  'accepted',
  'estimated',
  'changed',
] as const;
export const readStatusSchema = z.enum(readStatuses);
export type ReadStatus = z.infer<typeof readStatusSchema>;

/** Reads that can be billed. */
export const readyStatuses: readonly ReadStatus[] = ['accepted', 'estimated', 'changed'];

/** Everything that a review can find on a read. */
export const readExceptionCodes = [
  'missing',
  'not-a-number',
  'over-capacity',
  'no-previous',
  'negative',
  'rollover',
  'high',
  'very-high',
  'low',
  'very-low',
  'zero',
  'stopped',
  'use-on-inactive',
  'wrong-meter',
  'changed-in-field',
  'wrong-account',
  'previous-differs',
  'unit-differs',
  'register-differs',
  'date-missing',
  'future-date',
  'outside-window',
  'not-after-previous',
  'tamper',
  'trouble',
  'read-code',
  'leak',
  'backflow',
  'no-flow',
  'unit-suspect',
  'estimated-too-often',
  'estimate-too-high',
  'reread-same',
  'reread-differs',
  'reread-escalated',
] as const;
export const readExceptionCodeSchema = z.enum(readExceptionCodes);
export type ReadExceptionCode = z.infer<typeof readExceptionCodeSchema>;

/** `stop`: must be decided before billing. `warning`: should be looked at. `info`: worth knowing. */
export const readSeverities = ['stop', 'warning', 'info'] as const;
export const readSeveritySchema = z.enum(readSeverities);

/** One thing that a review found on a read. */
export const readExceptionSchema = z.object({
  code: readExceptionCodeSchema,
  severity: readSeveritySchema,
  /** What is odd, with its numbers, as a sentence for the coordinator. */
  sentence: z.string(),
  proposedAction: readActionSchema,
});
export type ReadException = z.infer<typeof readExceptionSchema>;

/** The units that registers count in. */
export const waterUnits = ['GAL', 'CUBIC_FEET', 'CCF', 'CUBIC_METER', 'LITER'] as const;
export const waterUnitSchema = z.enum(waterUnits);
export type WaterUnit = z.infer<typeof waterUnitSchema>;
