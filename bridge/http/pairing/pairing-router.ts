import { Router } from 'express';
import { z } from 'zod';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import type { PairingDesk } from './pairing-desk.js';

const pairingRequestSchema = z.strictObject({
  code: z.string().min(1).max(32),
  label: z.string().trim().min(1).max(80),
});

/** POST / with {code, label} answers 201 with {token, clientId, actor, role}. */
export function pairingRouter({ desk }: { readonly desk: PairingDesk }): Router {
  const router = Router();
  router
    .route('/')
    .post(async (req, res) => {
      res.status(201).json(await desk.redeem(pairingRequestSchema.parse(req.body)));
    })
    .all(methodNotAllowed(['POST']));
  return router;
}
