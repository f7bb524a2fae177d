import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  runStatementsReplySchema,
  savedFilesReplySchema,
  type RunStatementsReply,
} from '../../../../bridge/contract/api.js';
import { statementRoutes } from '../../../../bridge/http/api/statement-routes.js';
import { serveRoutes, type ApiServer } from '../../../support/api-server.js';
import { pdfPages, textOf } from '../../../support/statement/pdf-text.js';
import { reverse } from '../../../support/town/run-reversal.js';
import { BEACON_RUN, emptyFolder } from '../../../support/town/sample-town-file.js';
import { useTown } from '../../../support/town/town.js';

const RUN = '2-2026-10';

describe('the routes of statements', () => {
  const town = useTown();
  let server: ApiServer;
  let folder: string;

  beforeEach(async () => {
    folder = path.join(await emptyFolder(), 'statements');
    server = await serveRoutes(statementRoutes({ reader: town().database, statementsFolder: folder }));
  });
  afterEach(() => server.close());

  const ask = (place: string, method = 'GET'): Promise<Response> =>
    server.ask(place, method === 'GET' ? undefined : {});
  const state = async (method = 'GET', run = RUN): Promise<RunStatementsReply> =>
    runStatementsReplySchema.parse(await (await ask(`/runs/${run}/statements`, method)).json());

  async function ended(): Promise<RunStatementsReply> {
    for (;;) {
      const told = await state();
      if (told.state !== 'working') return told;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('write a posted run into a folder of its own, tell how far that is, and where the PDF lies', async () => {
    assert.equal((await state()).state, 'none');
    const begun = await state('POST');
    assert.deepEqual([begun.state, begun.written, begun.file], ['working', 0, null]);
    const done = await ended();
    assert.deepEqual([done.state, done.written, done.of], ['done', begun.of, begun.of]);
    assert.equal(done.file, path.join(folder, RUN, `statements-${RUN}.pdf`));
    assert.ok(pdfPages(await readFile(done.file)).length >= begun.of);
  });

  it('begin once while they are written, and refuse another run meanwhile', async () => {
    await state('POST');
    assert.equal((await state('POST')).state, 'working');
    const other = await ask('/runs/1-2026-10/statements', 'POST');
    assert.deepEqual([other.status, ((await other.json()) as { code: string }).code], [409, 'statements-busy']);
    await ended();
    assert.deepEqual(await readdir(path.join(folder, RUN)), [`statements-${RUN}.pdf`]);
  });

  it('say why they could not be written, and write them when asked again', async () => {
    await writeFile(folder, 'in the way');
    await state('POST');
    const failed = await ended();
    assert.equal(failed.state, 'failed');
    assert.match(failed.failure?.message ?? '', /could not be written \(E(EXIST|NOTDIR)/);
  });

  it('say of a run that was reversed since that nobody owes its bills', async () => {
    await state('POST');
    assert.equal((await ended()).state, 'done');
    await reverse(town(), RUN);
    const { state: now, file, failure } = await state();
    assert.deepEqual([now, file], ['failed', null]);
    assert.match(failure?.message ?? '', /was reversed by receipt \d+: nobody owes its bills/);
  });

  it('leave no file where the run is reversed while they are written', async () => {
    await state('POST');
    await reverse(town(), RUN);
    assert.match((await ended()).failure?.message ?? '', /was reversed/);
    assert.deepEqual(await readdir(path.join(folder, RUN)), []);
  });

  it('refuse a run that is open or unknown', async () => {
    for (const [run, status, code] of [
      [BEACON_RUN, 409, 'run-not-posted'],
      ['9', 404, 'unknown-bill-run'],
    ] as const) {
      const refused = await ask(`/runs/${run}/statements`, 'POST');
      assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [status, code]);
    }
  });

  it('write the statement of one bill', async () => {
    const [bill] = await town().database.raw<{ number: number; account: string }[]>(
      'SELECT bill_number AS number, account_id AS account FROM bill WHERE bill_run_id = ? LIMIT 1',
      [RUN],
    );
    assert.ok(bill);
    const answer = await ask(`/accounts/${bill.account}/bills/${bill.number}/statement`, 'POST');
    const saved = savedFilesReplySchema.parse(await answer.json());
    assert.deepEqual(saved, { folder: path.join(folder, RUN), files: [`${bill.account}.pdf`] });
    const [page = []] = pdfPages(await readFile(path.join(saved.folder, `${bill.account}.pdf`)));
    assert.ok(textOf(page).includes(bill.account));
    await rm(path.join(saved.folder, `${bill.account}.pdf`));
    await mkdir(path.join(saved.folder, `${bill.account}.pdf`, 'in the way'), { recursive: true });
    const refused = await ask(`/accounts/${bill.account}/bills/${bill.number}/statement`, 'POST');
    const { code, fix } = (await refused.json()) as { code: string; fix: string };
    assert.deepEqual([refused.status, code], [409, 'statement-not-written']);
    assert.match(fix, /another program/);
    const stranger = await ask(`/accounts/99/bills/${bill.number}/statement`, 'POST');
    assert.deepEqual([stranger.status, ((await stranger.json()) as { code: string }).code], [404, 'no-such-bill']);
  });
});
