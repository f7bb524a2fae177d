import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { loadRouteBooks } from '../../../../bridge/commands/load-route-books.js';
import { loadsReplySchema, savedFilesReplySchema } from '../../../../bridge/contract/api.js';
import type { Role } from '../../../../bridge/contract/person.js';
import { loadRoutes } from '../../../../bridge/http/api/load-routes.js';
import { problemHandler } from '../../../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../../../bridge/http/guards/request-log/bridge-log.js';
import { loadedFiles } from '../../../../bridge/queries/route-book-loads.js';
import { BEACON_RUN, emptyFolder } from '../../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../../support/town/town.js';

describe('the routes of loads', () => {
  const town = useTown();
  let server: Server;
  let folder: string;
  let role: Role;

  beforeEach(async () => {
    folder = path.join(await emptyFolder(), 'route-books');
    role = 'coordinator';
    const app = express();
    app.use((_req, res, next) => {
      res.locals['client'] = { id: null, person: actorOf(role).person, tokenHash: '' };
      next();
    });
    app.use(loadRoutes({ database: town().database, routeBooksFolder: folder }));
    app.use(problemHandler({ log: bridgeLog({ write: () => undefined }) }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const ask = (place: string, method = 'GET'): Promise<Response> => {
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}${place}`, { method, headers: { connection: 'close' } });
  };
  const load = () => town().run(loadRouteBooks, { billRunId: BEACON_RUN, choice: { by: 'cycle' } });

  it('write the files of a load into a folder of its own, as often as they are asked', async () => {
    await load();
    const { files } = await loadedFiles(town().database, 1);
    for (let time = 0; time < 2; time += 1) {
      const saved = savedFilesReplySchema.parse(await (await ask('/loads/1/files', 'POST')).json());
      assert.equal(saved.folder, path.join(folder, `load-1-${BEACON_RUN}`));
      assert.deepEqual(await readdir(saved.folder), saved.files.toSorted());
      for (const { fileName, bytes } of files) {
        assert.deepEqual(await readFile(path.join(saved.folder, fileName)), Buffer.from(bytes));
      }
    }
  });

  it('list the loads, the newest first, with who and when', async () => {
    await load();
    await load();
    const { loads } = loadsReplySchema.parse(await (await ask('/loads')).json());
    assert.deepEqual(
      loads.map(({ loadNumber, billRunId, personName }) => [loadNumber, billRunId, personName]),
      [
        [2, BEACON_RUN, 'Dana Whitlock'],
        [1, BEACON_RUN, 'Dana Whitlock'],
      ],
    );
  });

  it('refuse a load that is not there, and an auditor, and write nothing', async () => {
    await load();
    assert.equal((await ask('/loads/2/files', 'POST')).status, 404);
    assert.equal((await ask('/loads/x/files', 'POST')).status, 400);
    role = 'auditor';
    assert.equal((await ask('/loads/1/files', 'POST')).status, 403);
    await assert.rejects(readdir(folder));
  });
});
