import { comparisonDecisions } from '../comparison.js';
import { billRunParametersSchema } from './readings.js';
import { moneyColumn, summedColumn, type SheetKind } from './sheet-kind.js';

/** An open run beside the file of the system in use now that was chosen last. */
export const comparisonSheet: SheetKind = {
  id: 'comparison',
  title: 'Comparison',
  purpose: 'review',
  description:
    'What the system in use now charges beside the preview of the run, the worst first, with the likely reason of each difference. Type accepted or to mend, with a note, and push: it is kept for as long as both charges stay. Of a posted run it shows what was decided, for reading only.',
  parameters: billRunParametersSchema,
  exceptionColumn: 'reason',
  basisColumns: ['theirs', 'ours'],
  decisionColumns: ['decision', 'note'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 21, help: 'Account and service.' },
    { id: 'account', header: 'Account', type: 'text', width: 13, help: 'The account.' },
    { id: 'service', header: 'Service', type: 'text', width: 9, help: 'water, sewer or garbage.' },
    { id: 'result', header: 'Result', type: 'text', width: 12, help: 'equal, differs, only theirs or only ours.' },
    moneyColumn('theirs', 'Theirs', 11, 'What the system in use now charges, in dollars.'),
    moneyColumn('ours', 'Ours', 11, 'What the run would charge, in dollars.'),
    summedColumn('difference', 'Difference', 12, 'Theirs less ours; what is missing counts as nothing.'),
    { id: 'reason', header: 'Likely reason', type: 'text', width: 23, help: 'Why they differ. Filter by it.' },
    { id: 'explanation', header: 'Explanation', type: 'text', width: 80, help: 'The reason with its numbers.' },
    {
      id: 'decision',
      header: 'Decision',
      type: 'choice',
      width: 11,
      editable: true,
      choices: comparisonDecisions,
      help: 'accepted where the difference is right as it is, to mend where something is wrong.',
    },
    { id: 'note', header: 'Note', type: 'text', width: 34, editable: true, help: 'Why, or what; needed for to mend.' },
    { id: 'theirUsage', header: 'Their usage gal', type: 'decimal', width: 16, help: 'Gallons in the file.' },
    { id: 'ourUsage', header: 'Our usage gal', type: 'integer', width: 15, help: 'Gallons that the run bills.' },
    { id: 'customer', header: 'Customer', type: 'text', width: 24, help: "The customer's name here." },
    { id: 'rateClass', header: 'Class', type: 'text', width: 15, help: 'The rate class here.' },
    { id: 'rateCode', header: 'Their rate', type: 'text', width: 12, help: 'The rate code in the file.' },
    { id: 'lines', header: 'File lines', type: 'text', width: 12, help: 'The lines of the file that were added up.' },
    { id: 'decided', header: 'Decided', type: 'text', width: 34, help: 'The last decision: what, who and when.' },
    { id: 'tariff', header: 'Tariff version', type: 'text', width: 30, help: 'The rates that were used here.' },
  ],
};
