import assert from 'node:assert/strict';
import { accountFactsReplySchema } from '../../../../bridge/contract/account-facts.js';
import type { AccountReply } from '../../../../bridge/contract/api.js';
import { centsToDecimalText } from '../../../../bridge/contract/money.js';
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

  it('tell for everyone what stands beside typed account numbers, each once, and of a number that is none that it is none', async () => {
    const { database } = town();
    server.become('auditor');
    const [{ accountId, name }] = (await database('account')
      .join('customer', 'customer.customer_id', 'account.customer_id')
      .orderBy('account_id')
      .limit(1)
      .select({ accountId: 'account_id', name: 'customer.name' })) as [{ accountId: string; name: string }];
    const answer = await server.ask('/accounts/facts', { accountIds: [accountId, '99-9999', accountId] });
    const { accounts } = accountFactsReplySchema.parse(await answer.json());
    const { balanceCents } = (await (await server.ask(`/accounts/${accountId}`)).json()) as AccountReply;
    assert.deepEqual(
      accounts.map((each) => each.accountId),
      [accountId, '99-9999'],
    );
    assert.equal(accounts[0]?.shown['name'], name);
    assert.equal(accounts[0]?.shown['balance'], centsToDecimalText(balanceCents));
    assert.match(String(accounts[0]?.shown['lastBill']), /^\d+ of \d{4}-\d\d-\d\d, \$[\d.,]+$|^never billed$/);
    assert.deepEqual(accounts[1]?.shown, { name: 'No such account', balance: null, lastBill: null });
  });

  it('tell of a thousand accounts at most, and of one at least', async () => {
    const ask = async (count: number) => {
      const accountIds = Array.from({ length: count }, (_, index) => `99-${index}`);
      const reply = await server.ask('/accounts/facts', { accountIds });
      // A reply that is left unread when its connection ends fails the fetch of Node 24.
      await reply.text();
      return reply.status;
    };
    assert.deepEqual([await ask(0), await ask(1_000), await ask(1_001)], [400, 200, 400]);
    assert.equal((await server.ask('/accounts/facts')).status, 405);
  });

  it('say which account there is not', async () => {
    for (const path of ['/accounts/nobody', '/accounts/nobody/detail']) {
      assert.deepEqual(await codeOf(await server.ask(path)), [404, 'unknown-account'], path);
    }
  });
});
