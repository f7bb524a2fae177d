import { z } from 'zod';
import { readActions, readSeverities } from '../metering.js';
import { readingCodeKinds, readingCodeMeanings } from '../settings/reading-codes.js';
import type { SheetColumn, SheetKind } from './sheet-kind.js';

export const readingCodesParametersSchema = z.object({});

const typed = (id: string, header: string, width: number, help: string): SheetColumn => ({
  ...{ id, header, width, help },
  type: 'text',
  editable: true,
});
const chosen = (id: string, header: string, choices: readonly string[], help: string): SheetColumn => ({
  ...typed(id, header, 11, help),
  type: 'choice',
  choices,
});

/** What the codes of readers and endpoints mean, a row for each. */
export const readingCodesSheet: SheetKind = {
  id: 'reading-codes',
  title: 'Reading Codes',
  purpose: 'review',
  description:
    'What the codes that come with readings mean, and what is done about them. Change rows, delete them, or add them below; all are checked and saved together.',
  parameters: readingCodesParametersSchema,
  isWhole: true,
  blankRows: 25,
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Names the row. Leave it as it is; empty in a new row.' },
    typed(
      'format',
      'Format',
      16,
      'The files that it comes in, such as mvrs-upload or layout:Radix; any for all of them.',
    ),
    chosen('kind', 'Kind', readingCodeKinds, 'Why a meter was skipped, a trouble at it, or how the reading came.'),
    typed('code', 'Code', 9, 'As the file has it; 004 and 4 are one.'),
    typed('words', 'Words', 34, 'What it means, as the review says it.'),
    chosen(
      'severity',
      'Severity',
      readSeverities,
      'stop must be decided before billing, warning looked at, info known.',
    ),
    chosen('action', 'Action', readActions, 'The action that the review proposes.'),
    chosen('means', 'Means', readingCodeMeanings, 'Of a read code: the meter was not read, or it is an estimate.'),
  ],
};
