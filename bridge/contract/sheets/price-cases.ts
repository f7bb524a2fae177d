import { z } from 'zod';
import { RATE_FILE_LENGTH_MAX, rateFileSchema } from './rate-file.js';
import type { SheetKind } from './sheet-kind.js';

/** A rate file and the cases to price with it, one JSON object a line. */
export const priceCasesParametersSchema = rateFileSchema.extend({
  cases: z
    .string()
    .max(RATE_FILE_LENGTH_MAX, `The cases are longer than ${RATE_FILE_LENGTH_MAX.toLocaleString('en-US')} characters.`),
});
export type PriceCasesParameters = z.infer<typeof priceCasesParametersSchema>;

/** Cases priced with a rate file. */
export const priceCasesSheet: SheetKind = {
  id: 'price-cases',
  title: 'Priced Cases',
  purpose: 'read-only',
  description: 'Cases priced with a rate file: the exact bill, its cents, and every component.',
  parameters: priceCasesParametersSchema,
  exceptionColumn: 'error',
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 8, help: 'The case and its component.' },
    { id: 'case', header: 'Case', type: 'integer', isPlainNumber: true, width: 7, help: 'The line of the cases.' },
    { id: 'rateClass', header: 'Class', type: 'text', width: 16, help: 'The class that was priced.' },
    { id: 'inputs', header: 'Data', type: 'text', width: 30, help: 'What the case gives.' },
    { id: 'component', header: 'Component', type: 'text', width: 26, help: 'The bill, or a part of it.' },
    { id: 'exact', header: 'Exact', type: 'text', width: 18, help: 'Dollars or units, not rounded.' },
    { id: 'amount', header: 'Bill', type: 'money', width: 12, help: 'The bill in dollars and cents.' },
    { id: 'error', header: 'Error', type: 'text', width: 60, help: 'Why the case has no bill.' },
  ],
};
