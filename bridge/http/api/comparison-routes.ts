import { Router } from 'express';
import { comparisonRequestSchema } from '../../contract/comparison.js';
import { compareRun } from '../../queries/comparison.js';
import { keepComparisonFile } from '../../store/comparison-files.js';
import type { Database } from '../../store/database.js';
import { transaction } from '../../store/transaction.js';
import { writeTransaction } from '../../store/write-transaction.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { actorOf } from './actor.js';

export interface ComparisonParts {
  readonly database: Database;
  /** A connection of its own to the same file: a comparison keeps nobody waiting. */
  readonly reader: Database;
  readonly clock: () => Date;
}

/**
 * POST /runs/:billRunId/comparison compares an open run with a file of the system in use now. A file that can be compared is
 * kept for the Comparison sheet, in place of the run's last one; the books are not touched.
 */
export function comparisonRoutes({ database, reader, clock }: ComparisonParts): Router {
  const router = Router();
  router
    .route('/runs/:billRunId/comparison')
    .post(async (req, res) => {
      const { billRunId } = req.params;
      const { fileName, contentBase64, usageUnit } = comparisonRequestSchema.parse(req.body);
      const file = { fileName, content: Buffer.from(contentBase64, 'base64'), usageUnit };
      const now = clock();
      const { summary } = await transaction(reader, (trx) => compareRun(trx, billRunId, file, now));
      const { personId } = actorOf(res).person;
      const chosen = { ...file, billRunId, personId, chosenAt: now.toISOString() };
      await writeTransaction(database, (trx) => keepComparisonFile(trx, chosen));
      res.json(summary);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
