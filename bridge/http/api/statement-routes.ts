import { Router } from 'express';
import { z } from 'zod';
import type { RunStatementsReply, SavedFilesReply } from '../../contract/api.js';
import type { Database } from '../../store/database.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { StatementDesk } from '../statements/statement-desk.js';
import { refuseAuditors } from './refuse-auditors.js';

export interface StatementParts {
  readonly reader: Database;
  /** Where statements are written, a folder for each run. */
  readonly statementsFolder: string;
}

const billNumberSchema = z.coerce.number().int().positive();

/** Statements of posted runs and of single bills, written into the bridge's folder as often as they are asked. */
export function statementRoutes({ reader, statementsFolder }: StatementParts): Router {
  const desk = new StatementDesk(reader, statementsFolder);
  const router = Router();
  router
    .route('/runs/:billRunId/statements')
    .get(async (req, res) => {
      res.json((await desk.state(req.params.billRunId)) satisfies RunStatementsReply);
    })
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor writes no statements.');
      res.json((await desk.begin(req.params.billRunId)) satisfies RunStatementsReply);
    })
    .all(methodNotAllowed(['GET', 'POST']));
  router
    .route('/accounts/:accountId/bills/:billNumber/statement')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor writes no statements.');
      const billNumber = billNumberSchema.parse(req.params.billNumber);
      res.json((await desk.saveBill(req.params.accountId, billNumber)) satisfies SavedFilesReply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
