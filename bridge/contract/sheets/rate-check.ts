import type { z } from 'zod';
import { rateFileSchema } from './rate-file.js';
import type { SheetKind } from './sheet-kind.js';

export const rateCheckParametersSchema = rateFileSchema;
export type RateCheckParameters = z.infer<typeof rateCheckParametersSchema>;

/** Every problem of a rate file. */
export const rateCheckSheet: SheetKind = {
  id: 'rate-check',
  title: 'Rate Check',
  purpose: 'read-only',
  description: 'Every problem of a rate file, by line. An error keeps bills from being priced; a warning does not.',
  parameters: rateCheckParametersSchema,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 12, help: 'The row.' },
    { id: 'severity', header: 'Kind', type: 'text', width: 10, help: 'error or warning.' },
    { id: 'line', header: 'Line', type: 'integer', isPlainNumber: true, width: 8, help: 'The line of the file.' },
    { id: 'column', header: 'Column', type: 'integer', isPlainNumber: true, width: 9, help: 'The column of the line.' },
    { id: 'problem', header: 'Problem', type: 'text', width: 80, help: 'What it is.' },
    { id: 'fix', header: 'What to do', type: 'text', width: 60, help: 'How to mend it.' },
    { id: 'code', header: 'Code', type: 'text', width: 26, help: 'The name of the rule.' },
  ],
};
