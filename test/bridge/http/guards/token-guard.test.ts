import assert from 'node:assert/strict';
import type { Request, Response } from 'express';
import { type PairedClient, tokenGuard } from '../../../../bridge/http/guards/token/token-guard.js';
import { hashToken, makeToken } from '../../../../bridge/http/guards/token/token-hash.js';

describe('the token guard', () => {
  it('does not trust a look-up that finds the client of another token', async () => {
    const token = makeToken();
    const pass = async (tokenHash: string) => {
      const client: PairedClient = { id: 'c1', person: { personId: 'dana', name: 'Dana', role: 'auditor' }, tokenHash };
      const guard = tokenGuard({ authenticate: () => Promise.resolve(client) });
      const req = { headers: { authorization: `Bearer ${token}` } } as Request;
      const res = { locals: {}, set: () => res } as unknown as Response;
      await guard(req, res, () => undefined);
    };
    await pass(hashToken(token));
    for (const other of [hashToken(makeToken()), hashToken(token).slice(2), '']) {
      await assert.rejects(pass(other), { code: 'not-paired', status: 401 });
    }
  });
});
