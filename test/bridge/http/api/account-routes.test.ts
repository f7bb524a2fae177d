import assert from 'node:assert/strict';
import type { AccountSearchReply } from '../../../../bridge/contract/account-search.js';
import { accountRoutes } from '../../../../bridge/http/api/account-routes.js';
import { openReader, type Database } from '../../../../bridge/store/database.js';
import { writeTransaction } from '../../../../bridge/store/write-transaction.js';
import { type ApiServer, serveRoutes } from '../../../support/api-server.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { useTown } from '../../../support/town/town.js';

describe('the routes of accounts', () => {
  const town = useTown();
  let reader: Database;
  let server: ApiServer;

  beforeEach(async () => {
    const { file, database } = town();
    reader = await openReader(file);
    server = await serveRoutes(accountRoutes({ database, reader, clock: () => NOW }));
  });
  afterEach(async () => {
    await server.close();
    await reader.destroy();
  });

  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

  it('search while a push is at work, in what stood before it', async () => {
    const search = async () =>
      ((await (await server.ask('/accounts?q=somebody%20else')).json()) as AccountSearchReply).hits.length;
    await writeTransaction(town().database, async (trx) => {
      await trx.raw(
        `UPDATE customer SET name = 'Somebody else' WHERE customer_id = (SELECT min(customer_id) FROM account)`,
      );
      assert.equal(await search(), 0);
    });
    assert.ok((await search()) > 0);
  });

  it('refuse a search that is too short, too long or missing', async () => {
    assert.deepEqual(await codeOf(await server.ask('/accounts?q=a')), [400, 'search-too-short']);
    for (const path of ['/accounts', `/accounts?q=${'a'.repeat(81)}`, '/accounts?q=ab&q=cd']) {
      assert.equal((await server.ask(path)).status, 400, path);
    }
  });

  it('say which account there is not', async () => {
    for (const path of ['/accounts/nobody', '/accounts/nobody/detail']) {
      assert.deepEqual(await codeOf(await server.ask(path)), [404, 'unknown-account'], path);
    }
  });
});
