import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { CommandProcessor } from '../../../../bridge/commands/processor.js';
import { tariffSourceReplySchema, tariffsReplySchema } from '../../../../bridge/contract/api.js';
import { commandReplySchema } from '../../../../bridge/contract/command.js';
import { setTariffVersionReplySchema } from '../../../../bridge/contract/commands/set-tariff-version.js';
import { problemSchema } from '../../../../bridge/contract/problem.js';
import { rateStudyReplySchema } from '../../../../bridge/contract/rate-study.js';
import { commandRoutes } from '../../../../bridge/http/api/command-routes.js';
import { tariffRoutes } from '../../../../bridge/http/api/tariff-routes.js';
import { problemHandler } from '../../../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../../../bridge/http/guards/request-log/bridge-log.js';
import { timeLimitGuard } from '../../../../bridge/http/guards/time-limit/time-limit-guard.js';
import { changedRates } from '../../../support/town/rate-files.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../../support/town/town.js';

const WATER = 'water-sample@2000-01-01';

describe('the tariff routes', () => {
  const town = useTown();
  let server: Server;

  beforeEach(async () => {
    const app = express();
    app.use(express.json({ limit: '2mb' }), timeLimitGuard(), (_req, res, next) => {
      res.locals['client'] = { id: 'c', person: actorOf('coordinator').person, tokenHash: '' };
      next();
    });
    const { database } = town();
    app.use(tariffRoutes({ database }), commandRoutes(new CommandProcessor(database, () => NOW)));
    app.use(problemHandler({ log: bridgeLog({ write: () => undefined }) }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function call(path: string, method = 'GET', body?: unknown): Promise<{ status: number; json: unknown }> {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  }

  async function problem(path: string, method = 'GET', body?: unknown): Promise<[number, string]> {
    const { status, json } = await call(path, method, body);
    return [status, problemSchema.parse(json).code];
  }

  it('list the tariffs with their versions', async () => {
    const { status, json } = await call('/tariffs');
    assert.equal(status, 200);
    assert.equal(tariffsReplySchema.parse(json).tariffs.length, 3);
  });

  it('give the rate file of a version to the byte, and 404 for one that is not there', async () => {
    const { json } = await call(`/tariffs/versions/${encodeURIComponent(WATER)}`);
    const kept = await town().value('SELECT source FROM tariff_version WHERE tariff_version_id = ?', [WATER]);
    assert.equal(tariffSourceReplySchema.parse(json).text, kept);
    assert.deepEqual(await problem('/tariffs/versions/beer'), [404, 'unknown-tariff-version']);
  });

  it('study a version and a text', async () => {
    for (const rates of [
      { tariffVersionId: WATER },
      { source: await changedRates(town(), WATER, { '5.40': '5.45' }) },
    ]) {
      const { status, json } = await call('/tariffs/study', 'POST', { tariffId: 'water-sample', rates });
      assert.equal(status, 200);
      const { all } = rateStudyReplySchema.parse(json);
      assert.equal(all.total.changed > 0, 'source' in rates);
    }
  });

  it('refuse a study that is no study, with what is wrong', async () => {
    const study = (body: unknown) => problem('/tariffs/study', 'POST', body);
    assert.deepEqual(await study({}), [400, 'invalid-request']);
    const both = { tariffId: 'water-sample', rates: { source: '', tariffVersionId: WATER } };
    assert.deepEqual(await study(both), [400, 'invalid-request']);
    const unknown = { tariffId: 'beer', rates: { tariffVersionId: WATER } };
    assert.deepEqual(await study(unknown), [404, 'unknown-tariff']);
    const broken = { tariffId: 'water-sample', rates: { source: 'a: b: c' } };
    assert.deepEqual(await study(broken), [422, 'yaml-syntax']);
    const large = { tariffId: 'water-sample', rates: { source: `#${'x'.repeat(1_000_000)}` } };
    assert.deepEqual(await study(large), [422, 'tariff-too-large']);
  });

  it('answer other methods by naming those that there are', async () => {
    assert.deepEqual(await problem('/tariffs', 'POST', {}), [405, 'method-not-allowed']);
    assert.deepEqual(await problem('/tariffs/study'), [405, 'method-not-allowed']);
    assert.deepEqual(await problem(`/tariffs/versions/${WATER}`, 'DELETE'), [405, 'method-not-allowed']);
  });

  it('preview and add a version by the command', async () => {
    const payload = { tariffId: 'water-sample', source: await changedRates(town(), WATER, { '5.40': '5.45' }) };
    const send = async (dryRun: boolean) => {
      const request = { commandId: randomUUID(), dryRun, reason: 'Resolution 26-1', payload };
      const { json } = await call('/commands/set-tariff-version', 'POST', request);
      return commandReplySchema(setTariffVersionReplySchema).parse(json);
    };
    const preview = await send(true);
    assert.deepEqual([preview.outcome, preview.receiptNumber], ['previewed', null]);
    const applied = await send(false);
    assert.equal(applied.outcome, 'applied');
    assert.deepEqual(applied.reply, preview.reply);
    const { tariffs } = tariffsReplySchema.parse((await call('/tariffs')).json);
    const newest = tariffs.find(({ tariffId }) => tariffId === 'water-sample')?.versions[0];
    assert.deepEqual([newest?.bills, newest?.receiptNumber], [0, applied.receiptNumber]);
  });
});
