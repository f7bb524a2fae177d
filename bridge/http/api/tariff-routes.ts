import { Router } from 'express';
import type { TariffsReply } from '../../contract/api.js';
import { rateStudyRequestSchema } from '../../contract/rate-study.js';
import { rateStudy } from '../../queries/rate-study.js';
import { tariffList, tariffSource } from '../../queries/tariff-versions.js';
import type { Database } from '../../store/database.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { requestSignal } from '../guards/time-limit/time-limit-guard.js';

/** The tariffs with their versions, a version's rate file, and the study of any rates, which changes nothing. */
export function tariffRoutes({ database }: { readonly database: Database }): Router {
  const router = Router();
  router
    .route('/tariffs')
    .get(async (_req, res) => void res.json({ tariffs: await tariffList(database) } satisfies TariffsReply))
    .all(methodNotAllowed(['GET']));
  router
    .route('/tariffs/versions/:tariffVersionId')
    .get(async (req, res) => void res.json(await tariffSource(database, req.params.tariffVersionId)))
    .all(methodNotAllowed(['GET']));
  router
    .route('/tariffs/study')
    .post(async (req, res) => {
      res.json(await rateStudy(database, rateStudyRequestSchema.parse(req.body), requestSignal(res)));
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
