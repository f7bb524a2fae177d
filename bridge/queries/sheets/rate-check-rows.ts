import { counted } from '../../contract/counted.js';
import {
  rateCheckParametersSchema,
  rateCheckSheet,
  type RateCheckParameters,
} from '../../contract/sheets/rate-check.js';
import { checkRateText } from '../../files/owrs/check-rate-file.js';
import type { SheetSource } from './sheet-source.js';

/** Every problem of a rate file that somebody chose. */
export const rateCheckSource: SheetSource<RateCheckParameters> = {
  kind: rateCheckSheet,
  parameters: rateCheckParametersSchema,
  read(_database, { name, text }) {
    const problems = checkRateText(text, name);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const rows = problems.map(({ severity, line, column, message, fix, code }, index) => {
      return [`problem-${index + 1}`, severity, line, column, message, fix, code];
    });
    const totals = [
      { label: 'Errors', value: errors.toLocaleString('en-US') },
      { label: 'Warnings', value: (problems.length - errors).toLocaleString('en-US') },
    ];
    return Promise.resolve({ subject: `${name}: ${counted(problems.length, 'problem')}`, rows, totals });
  },
};
