import { Router } from 'express';
import { accountFactsRequestSchema } from '../../contract/account-facts.js';
import { accountSearchQuerySchema } from '../../contract/account-search.js';
import { accountQuerySchema } from '../../contract/api.js';
import { accountDetail } from '../../queries/account-detail.js';
import { account } from '../../queries/account.js';
import { accountFacts } from '../../queries/adjusting/account-facts.js';
import { findAccounts } from '../../queries/find-accounts.js';
import { utilityDate } from '../../queries/utility-settings.js';
import type { Database } from '../../store/database.js';
import { transaction } from '../../store/transaction.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';

export interface AccountParts {
  readonly database: Database;
  /** A connection of its own to the same file, so that no push keeps the person waiting. */
  readonly reader: Database;
  readonly clock: () => Date;
}

/** Accounts: searched for, told of beside what is typed, one of them, and all about one. */
export function accountRoutes({ database, reader, clock }: AccountParts): Router {
  const router = Router();
  router
    .route('/accounts')
    .get(async (req, res) => {
      const { q } = accountSearchQuerySchema.parse(req.query);
      res.json(await findAccounts(reader, q));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/accounts/facts')
    .post(async (req, res) => {
      const { accountIds } = accountFactsRequestSchema.parse(req.body);
      res.json(await transaction(reader, (trx) => accountFacts(trx, accountIds)));
    })
    .all(methodNotAllowed(['POST']));
  router
    .route('/accounts/:accountId')
    .get(async (req, res) => {
      const { asOf = null } = accountQuerySchema.parse(req.query);
      res.json(await account(database, req.params.accountId, asOf));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/accounts/:accountId/detail')
    .get(async (req, res) => {
      const { accountId } = req.params;
      const detail = await transaction(reader, async (trx) =>
        accountDetail(trx, accountId, await utilityDate(trx, clock())),
      );
      res.json(detail);
    })
    .all(methodNotAllowed(['GET']));
  return router;
}
