import { Router } from 'express';
import {
  sendCallsRequestSchema,
  sendMailingRequestSchema,
  sendNoticesRequestSchema,
  type RunOutputsReply,
} from '../../contract/outputs.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import type { OutputDesk } from '../outputs/output-desk.js';
import { actorOf } from './actor.js';
import { refuseAuditors } from './refuse-auditors.js';

/** What leaves the office of posted runs: how it stands, and the sending of it. */
export function outputRoutes(desk: OutputDesk): Router {
  const router = Router();
  router
    .route('/runs/:billRunId/outputs')
    .get(async (req, res) => {
      res.json((await desk.state(req.params.billRunId)) satisfies RunOutputsReply);
    })
    .all(methodNotAllowed(['GET']));
  router
    .route('/runs/:billRunId/outputs/mailing')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor sends nothing.');
      const asked = sendMailingRequestSchema.parse(req.body);
      res.json((await desk.mail(req.params.billRunId, asked, actorOf(res))) satisfies RunOutputsReply);
    })
    .all(methodNotAllowed(['POST']));
  router
    .route('/runs/:billRunId/outputs/ebill')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor sends nothing.');
      const asked = sendNoticesRequestSchema.parse(req.body);
      res.json((await desk.notify(req.params.billRunId, asked, actorOf(res))) satisfies RunOutputsReply);
    })
    .all(methodNotAllowed(['POST']));
  router
    .route('/runs/:billRunId/outputs/calls')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor sends nothing.');
      const asked = sendCallsRequestSchema.parse(req.body);
      res.json((await desk.call(req.params.billRunId, asked, actorOf(res))) satisfies RunOutputsReply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
