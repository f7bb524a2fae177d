import { Router, type Response } from 'express';
import { commands } from '../../commands/index.js';
import type { Command } from '../../commands/command.js';
import type { CommandProcessor } from '../../commands/processor.js';
import { commandRequestSchema } from '../../contract/command.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { actorOf } from './actor.js';

/** POST /commands/:kind, one route per command. A refusal that is a result (bad rows) answers 200 with its reply. */
export function commandRoutes(processor: CommandProcessor): Router {
  const router = Router();
  for (const command of Object.values(commands)) addCommand(router, processor, command);
  return router;
}

function addCommand(router: Router, processor: CommandProcessor, command: Command<unknown, unknown>): void {
  router
    .route(`/commands/${command.kind}`)
    .post(async (req, res: Response) => {
      res.json(await processor.run(command, commandRequestSchema.parse(req.body), actorOf(res)));
    })
    .all(methodNotAllowed(['POST']));
}
