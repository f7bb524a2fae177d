import { Router } from 'express';
import { readQuerySchema, type RoutesReply } from '../../contract/api.js';
import { receiptSearchSchema } from '../../contract/receipt-search.js';
import { CalculatedRuns } from '../../queries/calculated-runs.js';
import { pairedClients } from '../../queries/clients.js';
import { home } from '../../queries/home.js';
import { monthEnd } from '../../queries/month-end.js';
import { paymentLayoutRows } from '../../queries/payment-facts.js';
import { layoutsToChoose } from '../../queries/reading-layouts.js';
import { receiptPage } from '../../queries/receipt-page.js';
import { reviewedRead } from '../../queries/reviewed-read.js';
import { billRunProgress } from '../../queries/run-steps.js';
import { utilityDate } from '../../queries/utility-settings.js';
import { cycleRoutes } from '../../queries/route-stops.js';
import type { Database } from '../../store/database.js';
import { transaction } from '../../store/transaction.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { pairedClient } from '../guards/token/token-guard.js';

export interface ReadingParts {
  readonly database: Database;
  /** A connection of its own to the same file, for what is asked at every step in a sheet: no push keeps it waiting. */
  readonly reader: Database;
  readonly clock: () => Date;
}

/** What the pane shows beside the sheets: the home screen, the receipts, the routes, the layouts of files, a read, the
 * paired clients. */
export function readingRoutes({ database, reader, clock }: ReadingParts): Router {
  const router = Router();
  const calculated = new CalculatedRuns();
  router
    .route('/home')
    .get(async (_req, res) => void res.json(await home(database, pairedClient(res).person, clock())))
    .all(methodNotAllowed(['GET']));
  router
    .route('/receipts')
    .get(async (req, res) => {
      res.json(await receiptPage(database, receiptSearchSchema.parse(req.query), clock()));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/month-end')
    .get(async (_req, res) => void res.json(await monthEnd(database, clock())))
    .all(methodNotAllowed(['GET']));
  router
    .route('/routes')
    .get(async (_req, res) => void res.json({ cycles: await cycleRoutes(database) } satisfies RoutesReply))
    .all(methodNotAllowed(['GET']));
  router
    .route('/payment-layouts')
    .get(async (_req, res) => void res.json({ layouts: await paymentLayoutRows(database, clock()) }))
    .all(methodNotAllowed(['GET']));
  router
    .route('/runs/:billRunId/read')
    .get(async (req, res) => {
      const { key: rowKey } = readQuerySchema.parse(req.query);
      const { billRunId } = req.params;
      const read = await transaction(reader, async (trx) =>
        reviewedRead(trx, { billRunId, rowKey }, await utilityDate(trx, clock())),
      );
      res.json(read);
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/runs/:billRunId/steps')
    .get(async (req, res) => {
      const { person } = pairedClient(res);
      res.json(await transaction(reader, (trx) => billRunProgress(trx, req.params.billRunId, person, calculated)));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/reading-layouts')
    .get(async (_req, res) => void res.json({ layouts: await layoutsToChoose(database, clock()) }))
    .all(methodNotAllowed(['GET']));
  router
    .route('/clients')
    .get(async (_req, res) => void res.json({ clients: await pairedClients(database, pairedClient(res).id) }))
    .all(methodNotAllowed(['GET']));
  return router;
}
