import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { startingEbillMail } from '../../../migrations/starting-mailing.js';
import { importBounces } from '../../../bridge/commands/import-bounces.js';
import type { PostBox } from '../../../bridge/delivery/ebill/post-box.js';
import { giveUpNotices } from '../../../bridge/delivery/ebill/give-up-notices.js';
import { ebillState, sendNotices, type EbillState } from '../../../bridge/delivery/ebill/send-notices.js';
import { makeNoticesAgain } from '../../../bridge/delivery/ebill/make-notices-again.js';
import { FILE_BYTES_MAX, takeBounces } from '../../../bridge/delivery/ebill/take-bounces.js';
import { makeMailing } from '../../../bridge/delivery/mailing/make-mailing.js';
import { sendMailing } from '../../../bridge/delivery/mailing/send-mailing.js';
import { PassingTrouble } from '../../../bridge/delivery/place/place.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { runOutputs } from '../../../bridge/queries/posted-run.js';
import { bounceOf } from '../../support/delivery/bounce-message.js';
import { officeOf } from '../../support/delivery/office.js';
import { startSmtpServer, type SmtpFaults, type TestSmtpServer } from '../../support/delivery/smtp-server.js';
import { assertProven, LAST_POSTED, reverse } from '../../support/town/run-reversal.js';
import { emptyFolder, NOW } from '../../support/town/sample-town-file.js';
import { cell } from '../../support/town/sheet-rows.js';
import { TestTown, useTown } from '../../support/town/town.js';

/** What the utility's own setting says. */
const OWN_MAIL = {
  ...startingEbillMail,
  from: { name: 'Water billing', address: 'billing@water.test' },
  link: 'https://water.test/pay',
  unsubscribe: 'https://water.test/end-ebill',
};
const WANTED = { billRunId: LAST_POSTED, again: false, reason: '' };

describe('e-bill notices', () => {
  const town = useTown();
  let waited: number[];
  const office = () => officeOf(town(), waited);
  const send = (more: Partial<Parameters<typeof sendNotices>[1]> = {}) => sendNotices(office(), { ...WANTED, ...more });
  const counts = ({ notices }: EbillState) =>
    Object.fromEntries(
      ['sending', 'sent', 'not-sent', 'refused', 'bounced', 'given-up']
        .map((state) => [state, notices.filter((notice) => notice.state === state).length] as const)
        .filter(([, count]) => count > 0),
    );
  const nameOf = (accountId: string) =>
    town().value<string>('SELECT name FROM account JOIN customer USING (customer_id) WHERE account_id = ?', [
      accountId,
    ]);

  const boxOf = (onHanded: (messageId: string) => void, state: 'sent' | 'deferred' = 'sent'): PostBox => ({
    name: 'box',
    hand({ messageId }) {
      onHanded(messageId);
      return Promise.resolve({ state, detail: '' });
    },
    close: () => Promise.resolve(),
  });

  beforeEach(() => {
    waited = [];
  });

  describe('into a folder', () => {
    it('are one file for each e-bill account, say what is due, and never the whole account number', async () => {
      const { accounts, notices } = await send();
      assert.ok(accounts.length >= 3);
      assert.equal(notices.length, accounts.length);
      const folder = path.join(path.dirname(town().file), 'ebill', 'to-send');
      const files = await readdir(folder);
      assert.equal(files.length, accounts.length);
      for (const { accountId, email, messageId, detail, amountCents } of notices) {
        const raw = await readFile(path.join(folder, detail));
        const mail = await simpleParser(raw);
        assert.equal(mail.messageId, messageId);
        assert.equal((Array.isArray(mail.to) ? mail.to[0] : mail.to)?.text, email);
        assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
        const said = `${mail.text ?? ''}${mail.html === false ? '' : mail.html}${mail.subject ?? ''}`;
        const dollars = (amountCents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
        assert.ok(amountCents === 0 ? /Nothing is to be paid/.test(said) : said.includes(`$${dollars}`), accountId);
        assert.ok(said.includes(`ending in ${accountId.replaceAll('-', '').slice(-2)} `));
        assert.ok(!said.includes(accountId.replaceAll('-', '').slice(-3)));
        assert.ok(
          said.includes('https://example.com/pay') && said.includes((await nameOf(accountId)).split('&')[0] ?? ''),
        );
        assert.ok(!raw.includes(accountId) && !raw.includes(accountId.replaceAll('-', '')));
      }
      await assertProven(town());
    });

    it('are made again byte for byte, whatever the setting says by then and though the run was reversed', async () => {
      const { accounts, notices } = await send();
      const sent = path.join(path.dirname(town().file), 'ebill', 'to-send');
      await town().writeSetting('ebill-mail', '2026-11-01', { ...OWN_MAIL, subject: 'Another' });
      await reverse(town());
      const again = await makeNoticesAgain(office(), LAST_POSTED);
      assert.deepEqual([again.made, again.differing, again.notKept], [accounts.length, [], []]);
      assert.deepEqual((await readdir(again.folder)).sort(), (await readdir(sent)).sort());
      for (const { detail } of notices) {
        assert.ok((await readFile(path.join(again.folder, detail))).equals(await readFile(path.join(sent, detail))));
      }
      await assertProven(town());
    });

    it('that would be others now are not made again, and told of', async () => {
      const { notices } = await send();
      const charge = { percent: '25', on: 'current-charges' };
      await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30', charge });
      const { made, differing } = await makeNoticesAgain(office(), LAST_POSTED);
      const owing = notices.flatMap(({ accountId, amountCents }) => (amountCents > 0 ? [accountId] : []));
      assert.deepEqual([made, differing.toSorted()], [notices.length - owing.length, owing.toSorted()]);
    });

    it('are none by a setting that was kept before its rules, which says what is wrong and what to do', async () => {
      const server = { kind: 'folder', folder: 'out' };
      await town().writeSetting('ebill-mail', '2026-11-01', { ...OWN_MAIL, server });
      await assert.rejects(send(), (error: Error & { code?: string; fix?: string }) => {
        assert.equal(error.code, 'setting-outdated');
        assert.match(
          error.message,
          /"ebill-mail" was kept by an older version.*server\.folder: must be the whole path/,
        );
        assert.match(error.fix ?? '', /curbstop setting set ebill-mail/);
        return true;
      });
    });

    it('are sent once', async () => {
      await send();
      const handed: string[] = [];
      await send({ box: boxOf((messageId) => void handed.push(messageId)) });
      assert.deepEqual(handed, []);
    });

    it('have an identity that is drawn, kept, and the same however often they are sent', async () => {
      const seen: string[][] = [];
      const puttingOff = (): PostBox => {
        const ids: string[] = [];
        seen.push(ids);
        return boxOf((messageId) => void ids.push(messageId), 'deferred');
      };
      await send({ box: puttingOff() });
      await send({ box: puttingOff() });
      const [first = [], second = []] = seen.map((ids) => [...new Set(ids)].sort());
      assert.deepEqual(first, second);
      for (const messageId of first) assert.match(messageId, /^<[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}@example\.com>$/);
      assert.deepEqual(
        (await ebillState(office(), LAST_POSTED)).notices.map(({ messageId }) => messageId).sort(),
        first,
      );
    });
  });

  describe('to a mail server', () => {
    let server: TestSmtpServer;
    let faults: SmtpFaults;

    beforeEach(async () => {
      faults = {};
      await begin();
    });
    afterEach(() => server.close());

    async function begin(more: object = {}): Promise<void> {
      server = await startSmtpServer(faults);
      const smtp = { kind: 'smtp', host: '127.0.0.1', port: server.port, security: 'none', user: null, ...more };
      await town().writeSetting('ebill-mail', '2026-11-01', { ...OWN_MAIL, server: smtp });
    }
    const contactEmail = (accountId: string) =>
      town().value<string>('SELECT email FROM account_contact WHERE account_id = ? ORDER BY contact_number DESC', [
        accountId,
      ]);
    const someone = async () => {
      const { accounts } = await ebillState(office(), LAST_POSTED);
      const [accountId = ''] = accounts;
      return { accounts, accountId, email: await contactEmail(accountId) };
    };
    /** As if every customer had chosen e-bill before anything was done. */
    const everybodyByEmail = () =>
      town().database.raw(
        `INSERT INTO account_contact (account_id, e_bill, email, mailing_address, phone, calls, command_number)
         SELECT account_id, 1, 'c' || account_id || '@example.com', '[]', '', 'unsaid', 1 FROM account`,
      );

    it('travel over one connection, each once, and tell how to end them', async () => {
      const state = await send();
      assert.deepEqual(counts(state), { sent: state.accounts.length });
      assert.equal(new Set(server.taken.map(({ to }) => to)).size, state.accounts.length);
      assert.match(server.taken[0]?.message ?? '', /^List-Unsubscribe: <https:\/\/water.test\/end-ebill>/m);
      assert.equal(server.connections(), 1);
      await send();
      assert.equal(server.taken.length, state.accounts.length);
    });

    it('are made again as they travelled, the last time where they were sent again, and none that did not leave', async () => {
      const { accounts, email } = await someone();
      const lastEmail = (await contactEmail(accounts.at(-1) ?? '')) ?? '';
      faults.recipient = (to) => (to === email ? 550 : to === lastEmail ? 450 : 'taken');
      await send();
      faults.recipient = (to) => (to === lastEmail ? 450 : 'taken');
      const smtp = { kind: 'smtp', host: '127.0.0.1', port: server.port, security: 'none', user: null };
      await town().writeSetting('ebill-mail', '2026-11-02', { ...OWN_MAIL, subject: 'Once more', server: smtp });
      await send({ refused: true, reason: 'They have the mailbox now' });
      const { made, folder } = await makeNoticesAgain(office(), LAST_POSTED);
      assert.equal(made, accounts.length - 1);
      const files = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
      assert.deepEqual(files.sort(), server.taken.map(({ message }) => message).sort());
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
        assert.equal(server.taken.filter(({ to }) => to === email).length, 0);
      });

    it('that are put off are tried again after the others, with longer pauses', async () => {
      const { accounts, email } = await someone();
      let asked = 0;
      faults.message = (to) => (to === email && ++asked < 3 ? 451 : 'taken');
      assert.deepEqual(counts(await send()), { sent: accounts.length });
      assert.deepEqual([waited, server.taken.at(-1)?.to], [[10, 20], email]);
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
      assert.equal(server.taken.length, accounts.length);
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
      const [once] = server.taken.filter(({ to }) => to === email);
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
      const taken = server.taken.length;
      assert.equal(notices.filter(({ state }) => state === 'sending').length, taken);
      await send();
      assert.equal(new Set(server.taken.map(({ to }) => to)).size, server.taken.length);
      assert.equal(server.taken.length, accounts.length);
    });

    it('are not sent twice by two who send at once', async () => {
      await Promise.allSettled([send(), send()]);
      await send();
      assert.equal(new Set(server.taken.map(({ to }) => to)).size, server.taken.length);
    });

    it('are none of a server that does not answer, and all of them wait', async () => {
      await server.close();
      const state = await send();
      assert.deepEqual(counts(state), { 'not-sent': state.accounts.length });
      assert.deepEqual(waited, [10, 20]);
      server = await startSmtpServer();
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
      assert.deepEqual([tries, notices.length, waited], [3, 10, [10, 20]]);
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
      assert.deepEqual(waited, []);
      delete faults.recipient;
      assert.deepEqual(counts(await send()), { refused: 1, sent: accounts.length - 1 });
      await assert.rejects(send({ refused: true }), { code: 'reason-missing' });
      assert.deepEqual(counts(await send({ refused: true, reason: 'They have the mailbox now' })), {
        sent: accounts.length,
      });
    });

    it('that mailboxes refused are not sent again once they are in a file on paper', async () => {
      const { accounts, email } = await someone();
      faults.recipient = (to) => (to === email ? 550 : 'taken');
      await send();
      await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
      delete faults.recipient;
      const state = await send({ refused: true, reason: 'They have the mailbox now' });
      assert.deepEqual(counts(state), { refused: 1, sent: accounts.length - 1 });
    });

    it('that can not be sent, or may have been, are given up with a reason, and their bills go on paper', async () => {
      const { accounts, accountId, email } = await someone();
      faults.message = (to) => (to === email ? 'hang-up' : 'taken');
      faults.recipient = (to) => (to === email ? 'taken' : 452);
      assert.deepEqual(counts(await send()), { sending: 1, 'not-sent': accounts.length - 1 });
      const give = (more: object) =>
        giveUpNotices(office(), { billRunId: LAST_POSTED, reason: 'Due on Monday', ...more });
      await assert.rejects(give({ reason: ' ' }), { code: 'reason-missing' });
      assert.deepEqual(counts(await give({ accountIds: [accountId] })), {
        'given-up': 1,
        'not-sent': accounts.length - 1,
      });
      assert.deepEqual(counts(await give({})), { 'given-up': accounts.length });
      await assert.rejects(give({}), { code: 'nothing-to-give-up' });
      faults = {};
      assert.deepEqual(counts(await send()), { 'given-up': accounts.length });
      const made = await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
      assert.deepEqual(made.kept.accountIds, [...accounts].sort());
      assert.deepEqual(await runOutputs(town().database, LAST_POSTED), ['e-bill-notices']);
      await assertProven(town());
    });

    it('that nobody tried to send are given up too, and then nothing left the office', async () => {
      const { accounts } = await someone();
      const state = await giveUpNotices(office(), { billRunId: LAST_POSTED, reason: 'No server until May' });
      assert.deepEqual(counts(state), { 'given-up': accounts.length });
      assert.deepEqual(await runOutputs(town().database, LAST_POSTED), []);
    });

    it('that did not arrive are listed with why and what is left to do, until their bills are mailed on paper', async () => {
      const { accounts, email } = await someone();
      const [refused = '', back = '', ...others] = accounts;
      const putOff = others.at(-1) ?? '';
      const putOffEmail = await contactEmail(putOff);
      faults.recipient = (to) => (to === email ? 550 : to === putOffEmail ? 450 : 'taken');
      const { notices } = await send();
      const messageId = notices.find(({ accountId }) => accountId === back)?.messageId ?? '';
      const contentBase64 = Buffer.from(bounceOf({ email: 'who@example.com', messageId })).toString('base64');
      const bounces = { files: [{ fileName: '1.eml', contentBase64 }] };
      const preview = await town().run(importBounces, bounces, { dryRun: true });
      assert.deepEqual([preview.receiptNumber, preview.reply.bounced.length], [null, 1]);
      assert.equal((await town().run(importBounces, bounces)).outcome, 'applied');
      assert.equal((await town().run(importBounces, bounces)).outcome, 'already-applied');
      // What else was in the mailbox is nobody's business later on.
      const kept = await town().value<string>("SELECT payload FROM command WHERE kind = 'import-bounces'");
      assert.match(kept, /^\{"files":\[\{"fileName":"1\.eml","sha256":"[0-9a-f]{64}"\}\]\}$/);
      const listed = async () => {
        const { rows, totals } = await pulls['ebill-failures'](town().database, { billRunId: LAST_POSTED }, NOW);
        const columns = ['key', 'happened', 'toDo', 'became', 'by'];
        const told = rows.map((row) => columns.map((column) => cell('ebill-failures', row, column)));
        return { told, totals: Object.fromEntries(totals.map(({ label, value }) => [label, value])) };
      };
      const BY = 'Dana Whitlock';
      const before = await listed();
      assert.deepEqual(before.told, [
        [refused, 'refused', 'Mail on paper', null, BY],
        [back, 'came back', 'Mail on paper', null, BY],
        [putOff, 'not sent', 'Send, or give up', null, BY],
      ]);
      const sent = String(accounts.length - 3);
      assert.deepEqual(before.totals, {
        ...{ Sent: sent, 'Came back': '1', Refused: '1', 'Given up': '0', 'Not sent': '1' },
        ...{ 'May have been sent': '0', 'To do': '3' },
      });
      const made = await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
      const file = made.kept.fileName;
      assert.deepEqual((await listed()).told[0]?.slice(2, 4), ['Mail on paper', `On paper in ${file}, not sent yet`]);
      await sendMailing(office(), LAST_POSTED, made);
      const after = await listed();
      assert.deepEqual(
        after.told.map(([key, , toDo, became]) => [key, toDo, became]),
        [
          [putOff, 'Send, or give up', null],
          [refused, null, `On paper in ${file}, sent`],
          [back, null, `On paper in ${file}, sent`],
        ],
      );
      await assertProven(town());
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
      const { port } = server;
      const smtp = { kind: 'smtp', host: '127.0.0.1', port, security: 'none', user: null };
      await town().writeSetting('ebill-mail', '2026-11-02', { ...startingEbillMail, server: smtp });
      await assert.rejects(send(), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'ebill-mail-made-up');
        assert.match(error.message, /from billing@example.com, link https:\/\/example.com\/pay/);
        return true;
      });
      assert.equal(server.taken.length, 0);
    });

    it('are none when the server can not be secured as it must be', async () => {
      await server.close();
      await begin({ security: 'starttls' });
      await assert.rejects(send(), { code: 'smtp-not-secured' });
      assert.equal(server.taken.length, 0);
    });

    it('need the password of the server, out of a file of its own, and none is sent with a wrong one', async () => {
      await server.close();
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

    it('that came back of one mailbox for many accounts are all found, though nothing of the messages was sent back', async () => {
      const { notices, accounts } = await send();
      await town().database.raw('DROP TRIGGER ebill_notice_refuses_update');
      await town().database.raw("UPDATE ebill_notice SET email = 'landlord@example.com'");
      const folder = await emptyFolder();
      for (const { accountId } of notices) {
        const bounce = bounceOf({ email: 'Landlord@example.com', messageId: null });
        await writeFile(path.join(folder, `${accountId}.eml`), bounce);
      }
      const taken = await takeBounces(office(), folder);
      assert.deepEqual([taken.bounced.length, taken.others], [accounts.length, []]);
      assert.deepEqual(counts(await ebillState(office(), LAST_POSTED)), { bounced: accounts.length });
    });

    it('that came back are found by their mailbox where a server gave them another identity, unless that is long ago', async () => {
      const { notices } = await send();
      const [one] = notices;
      assert.ok(one);
      const folder = await emptyFolder();
      const renamed = bounceOf({ email: one.email, messageId: '<0100018c-aa@email.amazonses.com>' });
      await writeFile(path.join(folder, 'ses.eml'), renamed);
      const { file, database } = town();
      const later = new TestTown(file, database, () => new Date(NOW.getTime() + 31 * 86_400_000));
      assert.deepEqual((await takeBounces(officeOf(later), folder)).others, ['ses.eml']);
      const taken = await takeBounces(office(), folder);
      assert.deepEqual(
        taken.bounced.map(({ accountId }) => accountId),
        [one.accountId],
      );
    });

    it('in a file that is too large to be read are told of', async () => {
      const folder = await emptyFolder();
      const file = path.join(folder, 'all.mbox');
      await writeFile(file, '');
      await truncate(file, FILE_BYTES_MAX + 1);
      assert.deepEqual(await takeBounces(office(), folder), {
        ...{ messages: 0, bounced: [], known: 0, delayed: 0, others: [] },
        tooLarge: [file],
      });
    });

    it('that came back go on paper: found by the message or by the mailbox, once, and not by what is only delayed', async () => {
      const { notices, accounts } = await send();
      const [one, other, third] = notices;
      assert.ok(one && other && third);
      const folder = await emptyFolder();
      await writeFile(path.join(folder, '1.eml'), bounceOf({ email: one.email, messageId: one.messageId }));
      const box = [
        bounceOf({ email: third.email, messageId: third.messageId, action: 'delayed', status: '4.4.1' }),
        bounceOf({ email: other.email, messageId: null }),
      ];
      await writeFile(
        path.join(folder, 'box.mbox'),
        box.map((each) => `From mailer Mon Nov 23 2026\n${each}\n`).join(''),
      );
      await writeFile(path.join(folder, 'answer.eml'), 'From: ada@example.com\r\nSubject: Thanks\r\n\r\nThank you\r\n');
      const taken = await takeBounces(office(), folder);
      assert.deepEqual([taken.messages, taken.known, taken.delayed, taken.others], [4, 0, 1, ['answer.eml']]);
      assert.deepEqual(taken.bounced.map(({ accountId }) => accountId).sort(), [one.accountId, other.accountId].sort());
      const again = await takeBounces(office(), folder);
      assert.deepEqual([again.bounced.length, again.known], [0, 2]);
      assert.deepEqual(counts(await send()), { bounced: 2, sent: accounts.length - 2 });
      const made = await makeMailing(office(), { billRunId: LAST_POSTED, purpose: 'paper', reason: '' });
      assert.deepEqual(made.kept.accountIds, [one.accountId, other.accountId].sort());
      await assertProven(town());
    });
  });
});
