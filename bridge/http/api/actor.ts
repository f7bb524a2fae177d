import type { Response } from 'express';
import type { Actor } from '../../commands/command.js';
import { pairedClient } from '../guards/token/token-guard.js';

/** Who asks: the person and the client that the token guard let pass. */
export function actorOf(res: Response): Actor {
  const { id, person } = pairedClient(res);
  return { person, clientId: id };
}
