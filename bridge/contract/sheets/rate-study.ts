import { z } from 'zod';
import { rateStudyRequestSchema } from '../rate-study.js';
import { rateFileSchema } from './rate-file.js';
import type { SheetKind } from './sheet-kind.js';

/** The rates to study. A pull keeps a file that it was made from, so that it has the limit of such a file. */
export const rateStudyParametersSchema = rateStudyRequestSchema.extend({
  rates: z.union([
    z.strictObject({ source: rateFileSchema.shape.text }),
    z.strictObject({ tariffVersionId: z.string().max(120) }),
  ]),
});
export type RateStudyParameters = z.infer<typeof rateStudyParametersSchema>;

/** Rates over the last months of posted consumption, as one table that can be filtered and pivoted. */
export const rateStudySheet: SheetKind = {
  id: 'rate-study',
  title: 'Rate Study',
  purpose: 'read-only',
  description:
    'What rates would bring in over the last 12 months of posted consumption: by class and month, by use, and the bills that change most.',
  parameters: rateStudyParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'The row.' },
    { id: 'table', header: 'Table', type: 'text', width: 22, help: 'What the row is a part of. Filter by it.' },
    { id: 'rateClass', header: 'Class', type: 'text', width: 16, help: 'The class, or all of them.' },
    { id: 'month', header: 'Month', type: 'text', width: 10, help: 'The month of the bill date.' },
    {
      id: 'fromKgal',
      header: 'From kgal',
      type: 'integer',
      width: 13,
      help: 'Use from so many thousand gallons on.',
    },
    { id: 'belowKgal', header: 'Below kgal', type: 'integer', width: 14, help: 'Use below that; empty: no end.' },
    { id: 'bills', header: 'Bills', type: 'integer', width: 9, help: 'How many bills.' },
    { id: 'changed', header: 'Changed', type: 'integer', width: 12, help: 'How many of them change.' },
    { id: 'before', header: 'Before', type: 'money', width: 14, help: 'Dollars as billed.' },
    { id: 'after', header: 'After', type: 'money', width: 14, help: 'Dollars under the studied rates.' },
    { id: 'difference', header: 'Difference', type: 'money', width: 13, help: 'After less before, in dollars.' },
    { id: 'meanBefore', header: 'Mean before', type: 'money', width: 15, help: 'Dollars of a mean bill as billed.' },
    { id: 'meanAfter', header: 'Mean after', type: 'money', width: 14, help: 'Dollars of a mean bill when studied.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account of one bill.' },
    { id: 'bill', header: 'Bill', type: 'integer', isPlainNumber: true, width: 9, help: 'The number of one bill.' },
    { id: 'usage', header: 'Usage gal', type: 'integer', width: 13, help: 'The gallons of one bill.' },
    { id: 'note', header: 'Note', type: 'text', width: 60, help: 'Why bills are in no comparison.' },
  ],
};
