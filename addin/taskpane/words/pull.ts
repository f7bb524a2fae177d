import { counted } from '../../../bridge/contract/counted.js';
import { number } from '../wording.js';

export const pullWords = {
  asking: (title: string) => `Pulling ${title}: reading at the bridge…`,
  writing: (title: string, done: number, total: number) =>
    `Pulling ${title}: ${number(done)} of ${counted(total, 'row')}`,
  writingOver: 'The rows of the earlier pull are being replaced, which must come to its end.',
  done: (rows: number, sheetName: string) =>
    rows === 0 ? `The sheet “${sheetName}” is ready.` : `${counted(rows, 'row')} pulled into the sheet “${sheetName}”.`,
  cancel: 'Cancel pull',
  failed: 'The pull did not finish',
} as const;
