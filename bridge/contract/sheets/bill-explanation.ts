import { z } from 'zod';
import type { SheetKind } from './sheet-kind.js';

/** An account's bill: by its number, or the newest. */
export const billExplanationParametersSchema = z.object({
  accountId: z.string().min(1).max(40),
  billNumber: z.number().int().positive().optional(),
});
export type BillExplanationParameters = z.infer<typeof billExplanationParametersSchema>;

/** How a posted bill came about, in formulas that Excel works out again. */
export const billExplanationSheet: SheetKind = {
  id: 'bill-explanation',
  title: 'Bill Explained',
  purpose: 'read-only',
  description:
    'How a posted bill came about: what went in, each step and each rounding, in live formulas that give the same cents.',
  parameters: billExplanationParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'The row.' },
    { id: 'service', header: 'Service', type: 'text', width: 9, help: 'water, sewer or garbage.' },
    { id: 'part', header: 'Part', type: 'text', width: 11, help: 'Data, calculation or bill.' },
    { id: 'what', header: 'What', type: 'text', width: 34, help: 'The value, the tier or the bill line.' },
    { id: 'how', header: 'How', type: 'text', width: 38, help: 'The formula as the rate file has it.' },
    { id: 'quantity', header: 'Quantity', type: 'formula', width: 12, help: 'Units in the tier.' },
    { id: 'price', header: 'Price', type: 'formula', width: 12, help: 'Dollars a unit in the tier.' },
    { id: 'amount', header: 'Amount', type: 'formula', width: 14, help: 'The value; dollars on the bill lines.' },
    { id: 'note', header: 'Note', type: 'text', width: 44, help: 'Where it stands, and what was rounded.' },
  ],
};
