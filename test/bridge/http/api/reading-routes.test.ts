import assert from 'node:assert/strict';
import type { ReadReply } from '../../../../bridge/contract/api.js';
import { readingRoutes } from '../../../../bridge/http/api/reading-routes.js';
import { openReader, type Database } from '../../../../bridge/store/database.js';
import { writeTransaction } from '../../../../bridge/store/write-transaction.js';
import { type ApiServer, serveRoutes } from '../../../support/api-server.js';
import { BEACON_RUN, NOW } from '../../../support/town/sample-town-file.js';
import { useTown } from '../../../support/town/town.js';

describe('the route of the read under review', () => {
  const town = useTown();
  let reader: Database;
  let server: ApiServer;

  beforeEach(async () => {
    const { file, database } = town();
    reader = await openReader(file);
    server = await serveRoutes(readingRoutes({ database, reader, clock: () => NOW }));
  });
  afterEach(async () => {
    await server.close();
    await reader.destroy();
  });

  it('answers while a push is at work, with what stood before it', async () => {
    const rowKey = await town().value<string>('SELECT min(row_key) FROM period_read WHERE bill_run_id = ?', [
      BEACON_RUN,
    ]);
    const ask = () => server.ask(`/runs/${BEACON_RUN}/read?key=${encodeURIComponent(rowKey)}`);
    await writeTransaction(town().database, async (trx) => {
      await trx.raw(`UPDATE customer SET name = 'Somebody else'`);
      const answer = await ask();
      const { customerName } = (await answer.json()) as ReadReply;
      assert.deepEqual([answer.status, customerName === 'Somebody else'], [200, false]);
    });
    assert.equal(((await (await ask()).json()) as ReadReply).customerName, 'Somebody else');
  });

  it('says which read there is not', async () => {
    const answer = await server.ask(`/runs/${BEACON_RUN}/read?key=nobody`);
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [404, 'unknown-read']);
  });
});
