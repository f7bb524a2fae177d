import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { CommandProcessor } from '../../../../bridge/commands/processor.js';
import type { CommandReply } from '../../../../bridge/contract/command.js';
import type { ImportPaymentsReply } from '../../../../bridge/contract/commands/import-payments.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { commandRoutes } from '../../../../bridge/http/api/command-routes.js';
import { readingRoutes } from '../../../../bridge/http/api/reading-routes.js';
import { type ApiServer, serveRoutes } from '../../../support/api-server.js';
import { lockboxFile } from '../../../support/town/payment-files.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { useTown } from '../../../support/town/town.js';

describe('the routes of payment files', () => {
  const town = useTown();
  let server: ApiServer;
  let backups: string[];
  let isDiskFull = false;

  beforeEach(async () => {
    backups = [];
    isDiskFull = false;
    const { database } = town();
    const processor = new CommandProcessor(database, () => NOW, {
      beforePosting: (kind) => {
        if (isDiskFull) return Promise.reject(new CurbstopError({ code: 'backup-failed', message: 'Full.', fix: '' }));
        backups.push(kind);
        return Promise.resolve();
      },
    });
    server = await serveRoutes(
      readingRoutes({ database, reader: database, clock: () => NOW }),
      commandRoutes(processor),
    );
  });
  afterEach(() => server.close());

  const ask: ApiServer['ask'] = (path, body) => server.ask(path, body);
  const post = (text: string, changes: { layout?: string | null; dryRun?: boolean } = {}) => {
    const { layout = 'lockbox', dryRun = false } = changes;
    const payload = { fileName: 'LB.TXT', contentBase64: Buffer.from(text).toString('base64'), layout };
    return ask('/commands/import-payments', { commandId: randomUUID(), dryRun, payload });
  };
  const imports = () => town().value<number>('SELECT count(*) FROM payment_import');
  const file = lockboxFile([{ account: 'nobody', cents: 700, date: '112026', time: '101500', reference: 'a' }]);

  it('tell how payment files are laid out, and which total themselves', async () => {
    assert.deepEqual(await (await ask('/payment-layouts')).json(), {
      layouts: [
        { name: 'cashier', totalsItself: false },
        { name: 'lockbox', totalsItself: true },
      ],
    });
    assert.equal((await ask('/payment-layouts', {})).status, 405);
  });

  it("tell the utility's own layouts of reading files by name, and whether a device is loaded by one", async () => {
    assert.deepEqual(await (await ask('/reading-layouts')).json(), {
      layouts: [{ name: 'Radix', isLoaded: false }],
    });
    assert.equal((await ask('/reading-layouts', {})).status, 405);
  });

  it('back the books up before a file is posted, and not before it is checked', async () => {
    const checked = (await (await post(file, { dryRun: true })).json()) as CommandReply<ImportPaymentsReply>;
    assert.deepEqual([checked.outcome, checked.reply.tiedTo, backups], ['previewed', ['trailer'], []]);
    const posted = (await (await post(file)).json()) as CommandReply<ImportPaymentsReply>;
    assert.deepEqual([posted.outcome, posted.reply, backups], ['applied', checked.reply, ['import-payments']]);
  });

  it('post nothing where the books can not be backed up', async () => {
    isDiskFull = true;
    const answer = await post(file);
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [422, 'backup-failed']);
    assert.equal(await imports(), 0);
  });

  it('answer what is wrong with a file by line, and which layouts there are where none is told', async () => {
    const wrong = await post(file.replace('T,1,700', 'T,1,701'));
    const problem = (await wrong.json()) as { code: string; issues: { rowKey: string; code: string }[] };
    assert.deepEqual(
      [wrong.status, problem.code, problem.issues.map(({ rowKey, code }) => `${rowKey} ${code}`)],
      [422, 'payment-file-invalid', ['line 3 wrong-total']],
    );
    const untold = (await (await post(file, { layout: null })).json()) as { code: string; fix: string };
    assert.deepEqual([untold.code, untold.fix], ['layout-not-told', 'Say which layout it has: cashier, lockbox.']);
    assert.deepEqual([await imports(), backups.length], [0, 2]);
  });
});
