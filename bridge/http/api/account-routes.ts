import { Router } from 'express';
import { accountSearchQuerySchema } from '../../contract/account-search.js';
import { accountQuerySchema } from '../../contract/api.js';
import { account } from '../../queries/account.js';
import { findAccounts } from '../../queries/find-accounts.js';
import type { Database } from '../../store/database.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';

export interface AccountParts {
  readonly database: Database;
  /** A connection of its own to the same file, so that no push keeps a search waiting. */
  readonly reader: Database;
}

/** Accounts: searched for, and one of them. */
export function accountRoutes({ database, reader }: AccountParts): Router {
  const router = Router();
  router
    .route('/accounts')
    .get(async (req, res) => {
      const { q } = accountSearchQuerySchema.parse(req.query);
      res.json(await findAccounts(reader, q));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/accounts/:accountId')
    .get(async (req, res) => {
      const { asOf = null } = accountQuerySchema.parse(req.query);
      res.json(await account(database, req.params.accountId, asOf));
    })
    .all(methodNotAllowed(['GET']));
  return router;
}
