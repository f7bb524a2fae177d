import { Router } from 'express';
import { z } from 'zod';
import { writeLettersRequestSchema, type SavedFilesReply } from '../../contract/api.js';
import { CurbstopError } from '../../contract/problem.js';
import { saveLetters } from '../../files/adjustment-letter/save-letters.js';
import { adjustmentLetters } from '../../queries/adjusting/adjustment-letters.js';
import type { Database } from '../../store/database.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { refuseAuditors } from './refuse-auditors.js';

export interface LetterParts {
  readonly reader: Database;
  /** Where letters are written. */
  readonly lettersFolder: string;
}

const receiptSchema = z.coerce.number().int().positive();

/** Letters to customers about adjustments, written into the bridge's folder as often as they are asked. */
export function letterRoutes({ reader, lettersFolder }: LetterParts): Router {
  const router = Router();
  router
    .route('/receipts/:receipt/letters')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor writes no letters.');
      const { accountId } = writeLettersRequestSchema.parse(req.body);
      const asked = { receipt: receiptSchema.parse(req.params.receipt), accountId };
      const made = await adjustmentLetters(reader, asked);
      const fileName = await saved(() => saveLetters(lettersFolder, { ...made, accountId }));
      res.json({ folder: lettersFolder, files: [fileName] } satisfies SavedFilesReply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}

/** Throws `letters-not-written` with what the file system said; on Windows a file that a viewer shows can't be replaced. */
async function saved(save: () => Promise<string>): Promise<string> {
  try {
    return await save();
  } catch (error) {
    throw new CurbstopError({
      code: 'letters-not-written',
      status: 409,
      message: `The letters could not be written (${error instanceof Error ? error.message : String(error)}).`,
      fix: 'Close the file where another program shows it, look whether the disk of the data folder is full or may not be written, and make them again.',
    });
  }
}
