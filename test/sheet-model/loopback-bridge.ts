import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { CommandProcessor } from '../../bridge/commands/processor.js';
import { commandRoutes } from '../../bridge/http/api/command-routes.js';
import { pullRoutes } from '../../bridge/http/api/pull-routes.js';
import { problemHandler } from '../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../bridge/http/guards/request-log/bridge-log.js';
import type { World } from '../model/world.js';
import { actorOf } from '../support/town/town.js';

/** What becomes of the next push: it gets through, its request is lost, or it is done and its reply is lost. */
export type Line = 'good' | 'request-lost' | 'reply-lost';

/** The bridge's own routes for pulls and commands on a ledger, for a supervisor's computer that is paired already. */
export class LoopbackBridge {
  /** How the next push fares; afterwards the line is good again. */
  line: Line = 'good';
  /** The id of the last push that was sent, previews aside. */
  lastCommandId = '';

  private constructor(private readonly server: Server) {}

  static async start(world: Pick<World, 'database' | 'now'>): Promise<LoopbackBridge> {
    const { database } = world;
    const clock = () => world.now;
    const app = express();
    app.use(express.json({ limit: '5mb' }), (_request, response, next) => {
      response.locals['client'] = { id: 'desk', person: actorOf('supervisor').person, tokenHash: '' };
      next();
    });
    const processor = new CommandProcessor(database, clock);
    app.use('/api', pullRoutes({ database, reader: database, clock }), commandRoutes(processor));
    app.use(problemHandler({ log: bridgeLog({ write: () => undefined }) }));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new LoopbackBridge(server);
  }

  /** Where it listens, on the loopback address. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** For the add-in's client. */
  readonly fetch = async (path: unknown, init?: RequestInit): Promise<Response> => {
    const { port } = this;
    const isPush = this.#noteCommand(init);
    const line = isPush ? this.line : 'good';
    if (isPush) this.line = 'good';
    if (line === 'request-lost') throw new TypeError('The request was lost.');
    const response = await fetch(new URL(path as string, `http://127.0.0.1:${port}`), init);
    if (line === 'reply-lost') {
      await response.text();
      throw new TypeError('The reply was lost.');
    }
    return response;
  };

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  #noteCommand(init: RequestInit | undefined): boolean {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const { commandId, dryRun } = body;
    if (typeof commandId !== 'string' || dryRun === true) return false;
    this.lastCommandId = commandId;
    return true;
  }
}
