import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import type { Role } from '../../bridge/contract/person.js';
import { problemHandler } from '../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../bridge/http/guards/request-log/bridge-log.js';
import { actorOf } from './town/town.js';

export interface ApiServer {
  /** Asks for a path, or posts a body to it. */
  ask(path: string, body?: unknown): Promise<Response>;
  /** From now on somebody of this role asks. */
  become(role: Role): void;
  close(): Promise<void>;
}

/** Serves routes of the bridge on a free port, without its guards; the coordinator asks unless told. */
export async function serveRoutes(...routers: readonly Router[]): Promise<ApiServer> {
  const app = express();
  let asking: Role = 'coordinator';
  app.use(express.json(), (_req, res, next) => {
    res.locals['client'] = { id: null, person: actorOf(asking).person, tokenHash: '' };
    next();
  });
  app.use(...routers, problemHandler({ log: bridgeLog({ write: () => undefined }) }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ask: (path, body) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { 'content-type': 'application/json', connection: 'close' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      }),
    become: (role) => {
      asking = role;
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
