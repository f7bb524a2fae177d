import { Router, type Response } from 'express';
import { z } from 'zod';
import type { RunStatementsReply, SavedFilesReply } from '../../contract/api.js';
import { CurbstopError } from '../../contract/problem.js';
import type { Database } from '../../store/database.js';
import { pairedClient } from '../guards/token/token-guard.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { StatementDesk } from '../statements/statement-desk.js';

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
    .get((req, res) => void res.json(desk.state(req.params.billRunId) satisfies RunStatementsReply))
    .post(async (req, res) => {
      refuseAuditors(res);
      res.json((await desk.begin(req.params.billRunId)) satisfies RunStatementsReply);
    })
    .all(methodNotAllowed(['GET', 'POST']));
  router
    .route('/accounts/:accountId/bills/:billNumber/statement')
    .post(async (req, res) => {
      refuseAuditors(res);
      const billNumber = billNumberSchema.parse(req.params.billNumber);
      res.json((await desk.saveBill(req.params.accountId, billNumber)) satisfies SavedFilesReply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}

/** An auditor pulls, and takes nothing else out of the books. */
function refuseAuditors(res: Response): void {
  if (pairedClient(res).person.role !== 'auditor') return;
  throw new CurbstopError({
    code: 'role-not-allowed',
    status: 403,
    message: 'An auditor writes no statements.',
    fix: 'Ask the coordinator or the supervisor.',
  });
}
