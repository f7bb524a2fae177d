import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ebillState, sendNotices } from '../../../../bridge/delivery/ebill/send-notices.js';
import { makeNoticesAgain } from '../../../../bridge/delivery/ebill/make-notices-again.js';
import { makeMailing } from '../../../../bridge/delivery/mailing/make-mailing.js';
import { sendMailing } from '../../../../bridge/delivery/mailing/send-mailing.js';
import { LAST_POSTED } from '../../../support/town/run-reversal.js';
import { OWN_MAIL, WANTED, counts, useMailedNotices } from '../../../support/delivery/use-notices.js';

describe('e-bill notices to a mail server', () => {
  const { town, office, send, waited, faults, server, contactEmail, someone } = useMailedNotices();

  it('travel over one connection, each once, and tell how to end them', async () => {
    const state = await send();
    assert.deepEqual(counts(state), { sent: state.accounts.length });
    assert.equal(new Set(server().taken.map(({ to }) => to)).size, state.accounts.length);
    assert.match(server().taken[0]?.message ?? '', /^List-Unsubscribe: <https:\/\/water.test\/end-ebill>/m);
    assert.equal(server().connections(), 1);
    await send();
    assert.equal(server().taken.length, state.accounts.length);
  });

  it('are made again as they travelled, the last time where they were sent again, and none that did not leave', async () => {
    const { accounts, email } = await someone();
    const lastEmail = (await contactEmail(accounts.at(-1) ?? '')) ?? '';
    faults.recipient = (to) => (to === email ? 550 : to === lastEmail ? 450 : 'taken');
    await send();
    faults.recipient = (to) => (to === lastEmail ? 450 : 'taken');
    const smtp = { kind: 'smtp', host: '127.0.0.1', port: server().port, security: 'none', user: null };
    await town().writeSetting('ebill-mail', '2026-11-02', { ...OWN_MAIL, subject: 'Once more', server: smtp });
    await send({ refused: true, reason: 'They have the mailbox now' });
    const { made, folder } = await makeNoticesAgain(office(), LAST_POSTED);
    assert.equal(made, accounts.length - 1);
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
    assert.deepEqual(
      files.sort(),
      server()
        .taken.map(({ message }) => message)
        .sort(),
    );
    assert.equal(files.filter((file) => file.includes('Subject: Once more')).length, 1);
  });

  for (const at of ['recipient', 'message'] as const)
    it(`go to all others when a mailbox refuses at its ${at}, and that bill goes on paper, once`, async () => {
      const { accounts, accountId, email } = await someone();
      faults[at] = (to) => (to === email ? 550 : 'taken');
      const state = await send();
      assert.deepEqual(counts(state), { refused: 1, sent: accounts.length - 1 });
      assert.match(
        state.notices.find((notice) => notice.accountId === accountId)?.detail ?? '',
        /550.*No such mailbox/,
      );
      const paper = { billRunId: LAST_POSTED, purpose: 'paper', reason: '' } as const;
      const made = await makeMailing(office(), paper);
      assert.deepEqual([made.kept.accountIds, made.kept.accounts], [[accountId], 1]);
      assert.match(await readFile(made.file, 'utf8'), new RegExp(`^A\\|${accountId}\\|.*\\|P\\r$`, 'm'));
      await sendMailing(office(), LAST_POSTED, made);
      await assert.rejects(makeMailing(office(), paper), { code: 'nobody-fell-back' });
      await send();
      assert.equal(server().taken.filter(({ to }) => to === email).length, 0);
    });

  it('that are put off are tried again after the others, with longer pauses', async () => {
    const { accounts, email } = await someone();
    let asked = 0;
    faults.message = (to) => (to === email && ++asked < 3 ? 451 : 'taken');
    assert.deepEqual(counts(await send()), { sent: accounts.length });
    assert.deepEqual([waited(), server().taken.at(-1)?.to], [[10, 20], email]);
  });

  it('that stay put off are told, and go out the next time', async () => {
    const { accounts, email } = await someone();
    faults.recipient = (to) => (to === email ? 450 : 'taken');
    assert.deepEqual(counts(await send()), { 'not-sent': 1, sent: accounts.length - 1 });
    delete faults.recipient;
    assert.deepEqual(counts(await send()), { sent: accounts.length });
  });

  it('go on over a new connection when one is lost before a message was asked for', async () => {
    const { accounts, email } = await someone();
    let lost = false;
    faults.recipient = (to) => (to === email && !lost ? ((lost = true), 'hang-up') : 'taken');
    assert.deepEqual(counts(await send()), { sent: accounts.length });
    assert.equal(server().taken.length, accounts.length);
  });

  it('may have been sent when the connection is lost before the answer, and are sent again only when that is asked for with a reason', async () => {
    const { accounts, accountId, email } = await someone();
    faults.message = (to) => (to === email ? 'hang-up' : 'taken');
    const state = await send();
    assert.deepEqual(counts(state), { sending: 1, sent: accounts.length - 1 });
    delete faults.message;
    assert.deepEqual(counts(await send()), { sending: 1, sent: accounts.length - 1 });
    await assert.rejects(send({ again: true }), { code: 'reason-missing' });
    assert.deepEqual(counts(await send({ again: true, reason: 'Nothing came' })), { sent: accounts.length });
    const [once] = server().taken.filter(({ to }) => to === email);
    const messageId = state.notices.find((notice) => notice.accountId === accountId)?.messageId ?? '?';
    assert.ok(once?.message.includes(messageId));
  });

  it('are told as what may have been sent when the bridge is killed between handing over and noting', async () => {
    let count = 0;
    const killed = {
      ...office(),
      run: (...args: Parameters<ReturnType<typeof office>['run']>) => {
        count += 1;
        if (count > 1) throw new Error('killed');
        return office().run(...args);
      },
    } as ReturnType<typeof office>;
    await assert.rejects(sendNotices(killed, WANTED), /killed/);
    const { accounts, notices } = await ebillState(office(), LAST_POSTED);
    const taken = server().taken.length;
    assert.equal(notices.filter(({ state }) => state === 'sending').length, taken);
    await send();
    assert.equal(new Set(server().taken.map(({ to }) => to)).size, server().taken.length);
    assert.equal(server().taken.length, accounts.length);
  });

  it('are not sent twice by two who send at once', async () => {
    await Promise.allSettled([send(), send()]);
    await send();
    assert.equal(new Set(server().taken.map(({ to }) => to)).size, server().taken.length);
  });
});
