import { Router } from 'express';
import { pairRequestSchema, type PairReply } from '../../contract/api.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import type { PairingDesk } from './pairing-desk.js';

/** POST / with {code, label} answers 201 with {token, clientId, person}. */
export function pairingRouter({ desk }: { readonly desk: PairingDesk }): Router {
  const router = Router();
  router
    .route('/')
    .post(async (req, res) => {
      const reply: PairReply = await desk.redeem(pairRequestSchema.parse(req.body));
      res.status(201).json(reply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
