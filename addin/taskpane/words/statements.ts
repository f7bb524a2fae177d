import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const statementsWords = {
  make: 'Make statements',
  makeNamed: (billRunId: string) => `Make statements of run ${billRunId}`,
  working: (written: number, of: number) => `${number(written)} of ${number(of)} statements are written.`,
  done: (written: number) =>
    written === 0 ? 'The statements are in the bridge’s folder' : `${counted(written, 'statement')} written into`,
  failed: 'The statements were not made',
  mailed: 'They were mailed',
  mailedNamed: (billRunId: string) => `Note that the statements of run ${billRunId} were mailed`,
  mailedNoted: 'Noted: the statements were mailed',
  mailedDetail: 'From now on only a supervisor reverses the run.',
  mailedFailed: 'It was not noted that the statements were mailed',
  mailedUnknown: 'It is not known whether it was noted that the statements were mailed',
  mailedUnknownDetail: 'Press Retry: the bridge never notes it twice.',
  lost: 'Not known how far they are; Curbstop goes on asking',
  ofBill: (billedOn: string) => `Statement of ${billedOn}`,
} as const;
