import { setImmediate } from 'node:timers/promises';
import { Router } from 'express';
import {
  TARIFF_PROBLEMS_SHOWN_MAX,
  type TariffCaseReply,
  type TariffCheckReply,
  type TariffCheckRequest,
  type TariffPriceReply,
  type TariffPriceRequest,
  tariffCheckRequestSchema,
  tariffPriceRequestSchema,
} from '../../contract/tariff-check.js';
import { compileTariff, priceCase } from '../../domain/tariff/index.js';
import { checkRateText } from '../../files/owrs/check-rate-file.js';
import { readTariffText } from '../../files/owrs/read-tariff.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { requestSignal } from '../guards/time-limit/time-limit-guard.js';

/** Checks a rate file's text, and prices cases by one. Both keep nothing. */
export function tariffCheckRoutes(): Router {
  const router = Router();
  router
    .route('/tariffs/check')
    .post((req, res) => void res.json(check(tariffCheckRequestSchema.parse(req.body))))
    .all(methodNotAllowed(['POST']));
  router
    .route('/tariffs/price')
    .post(async (req, res) => {
      res.json(await price(tariffPriceRequestSchema.parse(req.body), requestSignal(res)));
    })
    .all(methodNotAllowed(['POST']));
  return router;
}

function check({ name, text }: TariffCheckRequest): TariffCheckReply {
  const problems = checkRateText(text, name);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return { name, errors, warnings, problems: problems.slice(0, TARIFF_PROBLEMS_SHOWN_MAX) };
}

/** A bad case does not stop the rest; a rate file that can't be read is refused as a whole. */
async function price({ name, text, cases }: TariffPriceRequest, signal: AbortSignal): Promise<TariffPriceReply> {
  const tariff = compileTariff(readTariffText(text, name));
  const answers: TariffCaseReply[] = [];
  for (const each of cases) {
    signal.throwIfAborted();
    answers.push(priceCase(tariff, each));
    // Other requests have their turn: a class may have thousands of fields.
    await setImmediate();
  }
  return { name, answers };
}
