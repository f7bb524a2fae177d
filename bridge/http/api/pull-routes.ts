import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import {
  PULL_PAGE_ROWS_MAX,
  PULL_ROWS_MAX,
  pullRequestSchema,
  type PullReply,
  type PullReversalsReply,
} from '../../contract/api.js';
import { CurbstopError } from '../../contract/problem.js';
import { refuseUnsafeFormulas } from '../../contract/sheets/formula-cells.js';
import { sheetKinds } from '../../contract/sheets/index.js';
import { rowsReversedSince } from '../../queries/pushed-receipt.js';
import { pulls } from '../../queries/sheets/index.js';
import type { Database } from '../../store/database.js';
import { findPull, forgetOldPulls, keepPull, pulledPage } from '../../store/sheet-pulls.js';
import { keepLook } from '../../store/bill-run-looks.js';
import { transaction } from '../../store/transaction.js';
import { writeTransaction } from '../../store/write-transaction.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { actorOf } from './actor.js';

const ROWS_BEGIN = Buffer.from('{"rows":');
const ROWS_END = Buffer.from('}');

const pageSchema = z.object({
  offset: z.coerce.number().int().min(0).max(PULL_ROWS_MAX).default(0),
  limit: z.coerce.number().int().min(1).max(PULL_PAGE_ROWS_MAX).default(PULL_PAGE_ROWS_MAX),
});

export interface PullParts {
  readonly database: Database;
  /** A connection of its own to the same file, so that a pull that takes long keeps nobody else waiting. */
  readonly reader: Database;
  readonly clock: () => Date;
}

/**
 * POST /pulls reads a sheet as it stands at one moment and keeps it as the baseline; the write lock is held only while
 * keeping. GET /pulls/:pullId/rows pages through it, and /reversals tells which of its pushed rows stand reversed.
 */
export function pullRoutes({ database, reader, clock }: PullParts): Router {
  const router = Router();
  router
    .route('/pulls')
    .post(async (req, res) => {
      const request = pullRequestSchema.parse(req.body);
      const { person } = actorOf(res);
      const now = clock();
      const {
        subject,
        totals,
        parameters,
        rows,
        look,
        choices = {},
      } = await transaction(reader, (trx) => pulls[request.kind](trx, request.parameters, now));
      refuseTooMany(rows.length);
      const { kind } = request;
      refuseUnsafeFormulas(sheetKinds[kind], rows);
      const pull = { pullId: randomUUID(), kind, parameters, asOf: now.toISOString(), personId: person.personId };
      await writeTransaction(database, async (trx) => {
        await forgetOldPulls(trx, now);
        await keepPull(trx, pull, rows);
        if (look !== undefined) await keepLook(trx, { ...look, lookedAt: pull.asOf }, person);
      });
      const { pullId, asOf } = pull;
      const reply: PullReply = {
        ...{ pullId, kind, subject, asOf, rowCount: rows.length, totals: [...totals] },
        ...(choices === undefined ? {} : { choices }),
      };
      res.status(201).json(reply);
    })
    .all(methodNotAllowed(['POST']));
  router
    .route('/pulls/:pullId/rows')
    .get(async (req, res) => {
      const { offset, limit } = pageSchema.parse(req.query);
      const pull = await findPull(database, req.params.pullId);
      if (!pull) throw unknownPull();
      // Not sent, which would work out a tag of megabytes that nobody asks for again.
      res
        .type('json')
        .end(Buffer.concat([ROWS_BEGIN, await pulledPage(database, pull.pullId, offset, limit), ROWS_END]));
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/pulls/:pullId/reversals')
    .get(async (req, res) => {
      const pull = await findPull(database, req.params.pullId);
      if (!pull) throw unknownPull();
      const reversed = [...(await rowsReversedSince(database, pull.pullId))];
      const reply: PullReversalsReply = { rows: reversed.map(([key, receiptNumber]) => ({ key, receiptNumber })) };
      res.json(reply);
    })
    .all(methodNotAllowed(['GET']));
  return router;
}

function refuseTooMany(rows: number): void {
  if (rows <= PULL_ROWS_MAX) return;
  throw new CurbstopError({
    code: 'too-many-rows',
    message: `That is ${rows.toLocaleString('en-US')} rows; one pull brings ${PULL_ROWS_MAX.toLocaleString('en-US')} at most.`,
    fix: 'Ask for less at once: one cycle, one account or one receipt.',
  });
}

function unknownPull(): CurbstopError {
  return new CurbstopError({
    code: 'unknown-pull',
    status: 404,
    message: 'The bridge does not know this pull.',
    fix: 'Pull again.',
  });
}
