import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ebillState } from '../../../../bridge/delivery/ebill/send-notices.js';
import { FILE_BYTES_MAX, takeBounces } from '../../../../bridge/delivery/ebill/take-bounces.js';
import { makeMailing } from '../../../../bridge/delivery/mailing/make-mailing.js';
import { bounceOf } from '../../../support/delivery/bounce-message.js';
import { officeOf } from '../../../support/delivery/office.js';
import { assertProven, LAST_POSTED } from '../../../support/town/run-reversal.js';
import { emptyFolder, NOW } from '../../../support/town/sample-town-file.js';
import { TestTown } from '../../../support/town/town.js';
import { counts, useMailedNotices } from '../../../support/delivery/use-notices.js';

describe('e-bill notices that came back', () => {
  const { town, office, send } = useMailedNotices();

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
