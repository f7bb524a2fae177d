import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import type { PostBox } from '../../../../bridge/delivery/ebill/post-box.js';
import { ebillState } from '../../../../bridge/delivery/ebill/send-notices.js';
import { makeNoticesAgain } from '../../../../bridge/delivery/ebill/make-notices-again.js';
import { assertProven, LAST_POSTED, reverse } from '../../../support/town/run-reversal.js';
import { OWN_MAIL, boxOf, useNotices } from '../../../support/delivery/use-notices.js';

describe('e-bill notices into a folder', () => {
  const { town, office, send } = useNotices();
  const nameOf = (accountId: string) =>
    town().value<string>('SELECT name FROM account JOIN customer USING (customer_id) WHERE account_id = ?', [
      accountId,
    ]);

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
      assert.match(error.message, /"ebill-mail" was kept by an older version.*server\.folder: must be the whole path/);
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
    assert.deepEqual((await ebillState(office(), LAST_POSTED)).notices.map(({ messageId }) => messageId).sort(), first);
  });
});
