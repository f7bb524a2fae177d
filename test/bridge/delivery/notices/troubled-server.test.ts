import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startingEbillMail } from '../../../../migrations/starting-mailing.js';
import type { PostBox } from '../../../../bridge/delivery/ebill/post-box.js';
import { ebillState } from '../../../../bridge/delivery/ebill/send-notices.js';
import { PassingTrouble } from '../../../../bridge/delivery/place/place.js';
import { runOutputs } from '../../../../bridge/queries/posted-run.js';
import { LAST_POSTED } from '../../../support/town/run-reversal.js';
import { counts, boxOf, useMailedNotices } from '../../../support/delivery/use-notices.js';

describe('e-bill notices to a mail server that is in trouble or may not be used', () => {
  const { town, office, send, waited, faults, server, begin, end, contactEmail, someone, everybodyByEmail } =
    useMailedNotices();

  it('are none of a server that does not answer, and all of them wait', async () => {
    await end();
    const state = await send();
    assert.deepEqual(counts(state), { 'not-sent': state.accounts.length });
    assert.deepEqual(waited(), [10, 20]);
  });

  it('ask a server that does not answer once a round, and note only what was tried', async () => {
    let tries = 0;
    const down: PostBox = {
      ...boxOf(() => undefined),
      hand() {
        tries += 1;
        return Promise.reject(new PassingTrouble(new Error('connect ETIMEDOUT')));
      },
    };
    await everybodyByEmail();
    const { accounts, notices } = await send({ box: down });
    assert.ok(accounts.length > 10);
    assert.deepEqual([tries, notices.length, waited()], [3, 10, [10, 20]]);
    assert.deepEqual(await runOutputs(town().database, LAST_POSTED), []);
    assert.deepEqual(counts(await send()), { sent: accounts.length });
    assert.deepEqual(await runOutputs(town().database, LAST_POSTED), ['e-bill-notices']);
  });

  for (const [status, words] of [
    [554, '5.7.1 Relay access denied'],
    [550, '5.4.5 Daily sending limit exceeded'],
    [550, '5.1.1 No such mailbox'],
  ] as const)
    it(`are none, and none is given up, of a server that refuses the first ones all alike: ${words}`, async () => {
      faults.recipient = () => status;
      faults.words = words;
      await assert.rejects(send(), (error: Error & { code?: string }) => {
        assert.deepEqual([error.code, error.message.includes(words)], ['smtp-refuses', true]);
        return true;
      });
      const waiting = await ebillState(office(), LAST_POSTED);
      assert.deepEqual(counts(waiting), { 'not-sent': waiting.accounts.length });
      delete faults.recipient;
      assert.deepEqual(counts(await send()), { sent: waiting.accounts.length });
    });

  it('that a server refuses for what is of the sender wait, and those that mailboxes refused are sent again with a reason', async () => {
    const { accounts, email } = await someone();
    const last = accounts.at(-1) ?? '';
    const lastEmail = (await contactEmail(last)) ?? '';
    faults.recipient = (to) => (to === email ? 550 : to === lastEmail ? 554 : 'taken');
    faults.wordsOf = (to) => (to === email ? '5.1.1 No such mailbox' : '5.7.1 Not by you');
    assert.deepEqual(counts(await send()), { refused: 1, 'not-sent': 1, sent: accounts.length - 2 });
    assert.deepEqual(waited(), []);
    delete faults.recipient;
    assert.deepEqual(counts(await send()), { refused: 1, sent: accounts.length - 1 });
    await assert.rejects(send({ refused: true }), { code: 'reason-missing' });
    assert.deepEqual(counts(await send({ refused: true, reason: 'They have the mailbox now' })), {
      sent: accounts.length,
    });
  });

  it('leave no listener behind for each that is put off', async () => {
    await everybodyByEmail();
    faults.recipient = () => 450;
    const warnings: string[] = [];
    const warned = ({ name }: Error) => void warnings.push(name);
    process.on('warning', warned);
    await send();
    await pause(20);
    process.off('warning', warned);
    assert.deepEqual(warnings, []);
  });

  it('are none of a made-up sender or with a made-up link', async () => {
    const { port } = server();
    const smtp = { kind: 'smtp', host: '127.0.0.1', port, security: 'none', user: null };
    await town().writeSetting('ebill-mail', '2026-11-02', { ...startingEbillMail, server: smtp });
    await assert.rejects(send(), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'ebill-mail-made-up');
      assert.match(error.message, /from billing@example.com, link https:\/\/example.com\/pay/);
      return true;
    });
    assert.equal(server().taken.length, 0);
  });

  it('are none when the server can not be secured as it must be', async () => {
    await begin({ security: 'starttls' });
    await assert.rejects(send(), { code: 'smtp-not-secured' });
    assert.equal(server().taken.length, 0);
  });

  it('need the password of the server, out of a file of its own, and none is sent with a wrong one', async () => {
    faults.asksPassword = true;
    await begin({ user: 'board' });
    await assert.rejects(send(), { code: 'secret-missing' });
    const { secrets } = office().folders;
    await mkdir(secrets, { recursive: true });
    await writeFile(path.join(secrets, 'ebill-password'), 'wrong', { mode: 0o600 });
    await assert.rejects(send(), { code: 'smtp-login-refused' });
    const waiting = await ebillState(office(), LAST_POSTED);
    assert.deepEqual(Object.keys(counts(waiting)), ['not-sent']);
    await writeFile(path.join(secrets, 'ebill-password'), 'open sesame\n', { mode: 0o600 });
    assert.deepEqual(counts(await send()), { sent: waiting.accounts.length });
  });
});
