import assert from 'node:assert/strict';
import { hashToken } from '../../../../bridge/http/guards/token/token-hash.js';
import {
  type Announcement,
  ATTEMPTS_MAX,
  CODE_MINUTES,
  type NewClient,
  PairingDesk,
  PAUSE_SECONDS,
} from '../../../../bridge/http/pairing/pairing-desk.js';

const DANA = { person: { personId: 'dana', name: 'Dana', role: 'coordinator' } } as const;

function openDesk() {
  const announced: Announcement[] = [];
  const registered: NewClient[] = [];
  let now = Date.parse('2026-11-23T15:00:00Z');
  const desk = new PairingDesk({
    announce: (announcement) => void announced.push(announcement),
    register: (client) => Promise.resolve(void registered.push(client)),
    clock: () => new Date(now),
  });
  const shown = () => announced.at(-1)?.code ?? '';
  const pass = ({ seconds }: { readonly seconds: number }) => void (now += seconds * 1000);
  return { desk, announced, registered, shown, pass };
}

/** A code that is certainly not the one shown. */
const notThe = (code: string) => (code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`);
const refused = (code: string) => ({ name: 'CurbstopError', code });

describe('pairing a client to a person', () => {
  it('a code is eight letters and digits that nobody mistakes, in two groups', () => {
    const { desk, announced } = openDesk();
    for (let index = 0; index < 200; index += 1) desk.invite(DANA);
    for (const { code } of announced) assert.match(code, /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(new Set(announced.map(({ code }) => code)).size, 200);
  });

  it('the shown code gives a token of 256 bits once, and only its hash is kept', async () => {
    const { desk, registered, shown } = openDesk();
    desk.invite(DANA);
    const { token, clientId, person } = await desk.redeem({ code: shown(), label: 'Excel' });
    assert.equal(Buffer.from(token, 'base64url').length, 32);
    assert.deepEqual({ person }, DANA);
    assert.equal(registered.length, 1);
    assert.equal(registered[0]?.id, clientId);
    assert.equal(registered[0].tokenHash, hashToken(token));
    assert.ok(!JSON.stringify(registered).includes(token));
  });

  it('case, spaces and the hyphen do not matter', async () => {
    const { desk, shown } = openDesk();
    desk.invite(DANA);
    await desk.redeem({ code: ` ${shown().toLowerCase().replace('-', ' ')} `, label: 'Excel' });
  });

  it('a code works once, also for two requests at the same moment', async () => {
    const { desk, shown, registered } = openDesk();
    desk.invite(DANA);
    const code = shown();
    const results = await Promise.allSettled([1, 2, 3].map(() => desk.redeem({ code, label: 'Excel' })));
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
    await assert.rejects(desk.redeem({ code, label: 'Excel' }), refused('pairing-code-wrong'));
    assert.equal(registered.length, 1);
    assert.notEqual(shown(), code);
  });

  it('a code is good for ten minutes; then a new one is shown', async () => {
    const { desk, shown, pass } = openDesk();
    desk.invite(DANA);
    const code = shown();
    pass({ seconds: CODE_MINUTES * 60 });
    await assert.rejects(desk.redeem({ code, label: 'Excel' }), refused('pairing-code-expired'));
    assert.notEqual(shown(), code);
    await desk.redeem({ code: shown(), label: 'Excel' });
  });

  it('one second before its end a code still works', async () => {
    const { desk, shown, pass } = openDesk();
    desk.invite(DANA);
    pass({ seconds: CODE_MINUTES * 60 - 1 });
    await desk.redeem({ code: shown(), label: 'Excel' });
  });

  it('five wrong codes end the code and pause pairing, even for the right code', async () => {
    const { desk, shown, pass } = openDesk();
    desk.invite(DANA);
    const first = shown();
    for (let left = ATTEMPTS_MAX - 1; left > 0; left -= 1) {
      await assert.rejects(desk.redeem({ code: notThe(first), label: 'x' }), {
        message: new RegExp(`left: ${left}\\.`),
      });
    }
    await assert.rejects(desk.redeem({ code: notThe(first), label: 'x' }), refused('pairing-paused'));
    assert.notEqual(shown(), first);
    await assert.rejects(desk.redeem({ code: shown(), label: 'x' }), refused('pairing-paused'));
    pass({ seconds: PAUSE_SECONDS });
    await assert.rejects(desk.redeem({ code: first, label: 'x' }), refused('pairing-code-wrong'));
    await desk.redeem({ code: shown(), label: 'Excel' });
  });

  it('when nobody was invited, no code pairs', async () => {
    const { desk } = openDesk();
    for (const code of ['', '-', 'AAAA-AAAA']) {
      await assert.rejects(desk.redeem({ code, label: 'x' }), refused('pairing-closed'));
    }
  });

  it('the person comes from the bridge: a new invitation ends the code of the one before', async () => {
    const { desk, shown } = openDesk();
    desk.invite(DANA);
    const early = shown();
    desk.invite({ person: { personId: 'sam', name: 'Sam', role: 'supervisor' } });
    await assert.rejects(desk.redeem({ code: early, label: 'x' }), refused('pairing-code-wrong'));
    assert.equal((await desk.redeem({ code: shown(), label: 'x' })).person.personId, 'sam');
  });
});
