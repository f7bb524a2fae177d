import path from 'node:path';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Letter } from '../../domain/adjusting/letter/letter.js';
import type { Utility } from '../../domain/statement/utility.js';
import { fileNamePart } from '../file-name-part.js';
import { saveWhole } from '../save-files.js';
import { writePdf } from '../statement/write-pdf.js';
import { streamInto } from '../stream-into.js';
import { drawLetter } from './draw-letter.js';

export interface LettersToSave {
  readonly receipt: number;
  /** Named where they are those of one account only. */
  readonly accountId?: string | undefined;
  readonly utility: Utility;
  /** Stands as the day on which the file was made, so that one made again is the same byte for byte. */
  readonly date: CalendarDate;
  readonly letters: readonly Letter[];
}

/** Saves letters as one PDF in a folder, whole or not at all, and gives its name. Throws the file system's error. */
export async function saveLetters(folder: string, made: LettersToSave): Promise<string> {
  const { receipt, accountId, utility, date, letters } = made;
  const fileName = `letters-${receipt}${accountId === undefined ? '' : `-${fileNamePart(accountId)}`}.pdf`;
  const title = `Letters about adjustments, receipt ${receipt}`;
  await saveWhole(path.join(folder, fileName), (handle) =>
    writePdf(streamInto(handle), {
      ...{ title, author: utility.name, madeOn: date, papers: letters },
      draw: (pen, letter) => drawLetter(pen, utility, letter),
    }),
  );
  return fileName;
}
