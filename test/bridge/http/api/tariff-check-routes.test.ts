import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { problemSchema } from '../../../../bridge/contract/problem.js';
import {
  TARIFF_CASES_MAX,
  TARIFF_PROBLEMS_SHOWN_MAX,
  tariffCheckReplySchema,
  tariffPriceReplySchema,
} from '../../../../bridge/contract/tariff-check.js';
import { tariffCheckRoutes } from '../../../../bridge/http/api/tariff-check-routes.js';
import { problemHandler } from '../../../../bridge/http/guards/problems/problem-handler.js';
import { bridgeLog } from '../../../../bridge/http/guards/request-log/bridge-log.js';
import { timeLimitGuard } from '../../../../bridge/http/guards/time-limit/time-limit-guard.js';

const HEAD = 'metadata:\n  effective_date: 2026-01-01\nrate_structure:\n  HOME:\n';
const RATES = `${HEAD}    rate: 1.0005\n    bill: rate*usage_ccf\n`;

describe('the tariff check routes', () => {
  let server: Server;

  before(async () => {
    const app = express();
    app.use(express.json({ limit: '4mb' }), timeLimitGuard(), tariffCheckRoutes());
    app.use(problemHandler({ log: bridgeLog({ write: () => undefined }) }));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  async function call(path: string, body?: unknown, method = 'POST'): Promise<{ status: number; json: unknown }> {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  }

  async function refusal(path: string, body?: unknown, method = 'POST'): Promise<[number, string]> {
    const { status, json } = await call(path, body, method);
    return [status, problemSchema.parse(json).code];
  }

  async function check(text: string) {
    const { status, json } = await call('/tariffs/check', { name: 'x.owrs', text });
    assert.equal(status, 200);
    return tariffCheckReplySchema.parse(json);
  }

  it('list the problems of a text with their counts', async () => {
    assert.deepEqual(await check(RATES), { name: 'x.owrs', errors: 0, warnings: 0, problems: [] });
    const { errors, warnings, problems } = await check(`${HEAD}    rate: 2+\n    bill: rate*swimming_pools\n`);
    assert.deepEqual([errors, warnings], [1, 1]);
    assert.deepEqual(
      problems.map(({ code, line, column }) => [code, line, column]),
      [
        ['formula-syntax', 5, 13],
        ['unknown-data', 6, 16],
      ],
    );
  });

  it('answer a text that is no rate file, or too large, with that one problem', async () => {
    const codes = async (text: string) => (await check(text)).problems.map(({ code }) => code);
    assert.deepEqual(await codes('a: b: c'), ['yaml-syntax']);
    assert.deepEqual(await codes(`#${'x'.repeat(1_000_000)}`), ['tariff-too-large']);
  });

  it('list so many problems at most, and count them all', async () => {
    const classes = Array.from({ length: TARIFF_PROBLEMS_SHOWN_MAX + 5 }, (_, index) => `  C${index}: 3`);
    const { errors, problems } = await check(`rate_structure:\n${classes.join('\n')}\n`);
    assert.deepEqual([errors, problems.length], [TARIFF_PROBLEMS_SHOWN_MAX + 5, TARIFF_PROBLEMS_SHOWN_MAX]);
  }).timeout(20_000);

  it('price cases in their order, and go on after a bad one', async () => {
    const cases = [
      { class: 'HOME', inputs: { usage_ccf: '10' } },
      { class: 'HOME' },
      { class: 'NOBODY' },
      { class: 'HOME', inputs: { usage_ccf: 1 } },
    ];
    const { status, json } = await call('/tariffs/price', { name: 'x.owrs', text: RATES, cases });
    assert.equal(status, 200);
    const { answers } = tariffPriceReplySchema.parse(json);
    assert.deepEqual(answers[0], { bill: '10.005', bill_cents: 1001, components: { rate: '1.0005', bill: '10.005' } });
    const errors = answers.map((answer) => ('error' in answer ? [answer.error.code, answer.error.line] : null));
    assert.deepEqual(errors, [null, ['unknown-name', 6], ['unknown-class', 4], null]);
  });

  it('refuse to price by a text that is no rate file, with its line', async () => {
    const body = { name: 'x.owrs', text: 'a: 1\na: 2\n', cases: [] };
    assert.deepEqual(await refusal('/tariffs/price', body), [422, 'duplicate-key']);
    const { json } = await call('/tariffs/price', body);
    assert.match(problemSchema.parse(json).detail, /x\.owrs, line 2/);
    const large = { ...body, text: `#${'x'.repeat(1_000_000)}` };
    assert.deepEqual(await refusal('/tariffs/price', large), [422, 'tariff-too-large']);
  });

  it('refuse what is no request, and more cases than the limit', async () => {
    const many = Array.from({ length: TARIFF_CASES_MAX + 1 }, () => ({ class: 'HOME' }));
    for (const body of [{}, { name: '', text: RATES }, { name: 'x', text: 3 }, { name: 'x', text: '', more: 1 }])
      assert.deepEqual(await refusal('/tariffs/check', body), [400, 'invalid-request']);
    const price = (cases: unknown) => refusal('/tariffs/price', { name: 'x', text: RATES, cases });
    assert.deepEqual(await price(many), [400, 'invalid-request']);
    assert.deepEqual(await price([{ class: 'HOME', inputs: { usage_ccf: null } }]), [400, 'invalid-request']);
    assert.equal((await call('/tariffs/price', { name: 'x', text: RATES, cases: many.slice(1) })).status, 200);
  });

  it('answer other methods by naming those that there are', async () => {
    for (const path of ['/tariffs/check', '/tariffs/price'])
      assert.deepEqual(await refusal(path, undefined, 'GET'), [405, 'method-not-allowed']);
  });
});
