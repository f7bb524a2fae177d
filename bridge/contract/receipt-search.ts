import { z } from 'zod';
import { calendarDateSchema } from './calendar-date.js';
import { sheetKindIds, type SheetKindId } from './sheets/index.js';

/** So many receipts are told at once. */
export const RECEIPTS_PAGE = 50;

const receiptNumberSchema = z.coerce.number().int().positive();

/** GET /api/receipts? : the newest receipts that fit all that is asked for; what is left out fits any. */
export const receiptSearchSchema = z.strictObject({
  /** Only receipts before this one: the last of the page before. */
  before: receiptNumberSchema.optional(),
  number: receiptNumberSchema.optional(),
  /** The kind of sheet that was pushed. */
  sheet: z.enum(sheetKindIds as [SheetKindId, ...SheetKindId[]]).optional(),
  /** A part of the person's name; capitals do not matter. */
  person: z.string().trim().min(1).max(80).optional(),
  /** Days by the utility's clock, both counted in. */
  from: calendarDateSchema.optional(),
  to: calendarDateSchema.optional(),
});
export type ReceiptSearch = z.input<typeof receiptSearchSchema>;
