import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { postPayment } from '../../../../bridge/commands/post-payment.js';
import type { PullReply } from '../../../../bridge/contract/api.js';
import { pullRoutes } from '../../../../bridge/http/api/pull-routes.js';
import { problemHandler } from '../../../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../../../bridge/http/guards/request-log/bridge-log.js';
import { openDatabase, openReader, type Database } from '../../../../bridge/store/database.js';
import { BEACON_RUN, NOW } from '../../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../../support/town/town.js';

describe('the pull routes, while another program uses the database', () => {
  const town = useTown();
  let other: Database;
  let reader: Database;
  let server: Server;

  beforeEach(async () => {
    other = await openDatabase(town().file);
    reader = await openReader(town().file);
    const app = express();
    app.use(express.json(), (_req, res, next) => {
      res.locals['client'] = { id: 'c', person: actorOf('coordinator').person, tokenHash: '' };
      next();
    });
    app.use(pullRoutes({ database: town().database, reader, clock: () => NOW }));
    app.use(problemHandler({ log: bridgeLog({ write: () => undefined }) }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await Promise.all([other.destroy(), reader.destroy()]);
  });

  async function pull(): Promise<Response> {
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}/pulls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ kind: 'readings', parameters: { billRunId: BEACON_RUN } }),
    });
  }

  it('a pull that takes long keeps no command waiting', async () => {
    const held = await reader.transaction();
    let answered = false;
    const pulling = pull().finally(() => (answered = true));
    const payload = { accountId: await town().value<string>('SELECT min(account_id) FROM account'), amountCents: 1 };
    await town().run(postPayment, { ...payload, receivedAt: NOW.toISOString(), source: 'Counter' });
    assert.equal(answered, false);
    await held.rollback();
    assert.equal((await pulling).status, 201);
  });

  it('a pull is only read: its connection writes nothing', async () => {
    await assert.rejects(async () => reader.raw('DELETE FROM sheet_pull'), /readonly/);
  });

  it('a pull goes through although the other one commits between its reading and its keeping', async () => {
    let pulling = true;
    const commits = (async () => {
      while (pulling) await other.raw(`INSERT INTO customer (name, phone, email) VALUES ('Ada', '', '')`);
    })();
    try {
      for (let round = 0; round < 3; round += 1) {
        const answer = await pull();
        assert.equal(answer.status, 201, await answer.clone().text());
        const { pullId } = (await answer.json()) as PullReply;
        assert.equal(await town().value('SELECT count(*) FROM sheet_pull WHERE pull_id = ?', [pullId]), 1);
      }
    } finally {
      pulling = false;
      await commits;
    }
  });

  it('a pull that can not be kept says that the database is busy, and works a moment later', async () => {
    await town().database.raw('PRAGMA busy_timeout = 20');
    await other.raw('BEGIN IMMEDIATE');
    const answer = await pull();
    assert.equal(answer.status, 503);
    assert.equal(((await answer.json()) as { code: string }).code, 'database-busy');
    await other.raw('COMMIT');
    assert.equal((await pull()).status, 201);
  });

  it('a pull forgets those that nobody needs any more', async () => {
    await town().database.raw(
      `INSERT INTO sheet_pull VALUES ('old', 'ledger', '{}', '2026-11-20T00:00:00.000Z', 'coordinator', 0)`,
    );
    await pull();
    assert.equal(await town().value(`SELECT count(*) FROM sheet_pull WHERE pull_id = 'old'`), 0);
  });
});
