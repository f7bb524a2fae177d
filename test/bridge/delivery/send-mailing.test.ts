import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { noteMailingSend } from '../../../bridge/commands/outputs/note-mailing-send.js';
import { giveUpNotices } from '../../../bridge/delivery/ebill/give-up-notices.js';
import { makeMailing, type MailingWanted } from '../../../bridge/delivery/mailing/make-mailing.js';
import { sendMailing } from '../../../bridge/delivery/mailing/send-mailing.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { runOutputs } from '../../../bridge/queries/posted-run.js';
import { mailingFiles } from '../../../bridge/queries/mailing/mailing-files.js';
import type { SendState } from '../../../bridge/store/mailing.js';
import { startingMailingLayout } from '../../../migrations/starting-mailing.js';
import { officeOf } from '../../support/delivery/office.js';
import { assertProven, LAST_POSTED } from '../../support/town/run-reversal.js';
import { useTown } from '../../support/town/town.js';

const OWN: MailingWanted = { billRunId: LAST_POSTED, purpose: 'run', reason: '' };
const ANEW: MailingWanted = { ...OWN, purpose: 'again', reason: 'The service has nothing' };
const nameOf = (edition: number) => `mailing-${LAST_POSTED}-${edition}.txt`;

describe('sending the file of a run', () => {
  const town = useTown();
  const office = () => officeOf(town());
  const toSend = () => path.join(path.dirname(town().file), 'mailing', 'to-send');
  const there = () => readdir(toSend());
  const outcomes = async () =>
    (await mailingFiles(town().database, LAST_POSTED)).map(({ edition, send }) => [edition, send?.outcome ?? null]);
  const send = async (wanted: MailingWanted, by = office()) =>
    sendMailing(by, LAST_POSTED, await makeMailing(by, wanted));

  /** An office in which something else happens before the file may be named. */
  const interrupted = (meanwhile: () => Promise<unknown>): Sender => {
    const real = office();
    const run: Sender['run'] = async (command, payload, reason) => {
      if ((payload as { outcome?: string }).outcome === 'sending') await meanwhile();
      return real.run(command, payload, reason);
    };
    return { ...real, run };
  };

  it('sends it once when two send at once and the service takes the first before the second names it', async () => {
    const made = await makeMailing(office(), OWN);
    const slow = interrupted(async () => {
      await sendMailing(office(), LAST_POSTED, made);
      await rm(path.join(toSend(), nameOf(1)));
    });
    await assert.rejects(sendMailing(slow, LAST_POSTED, made), { code: 'sending-under-way' });
    assert.deepEqual([await there(), await outcomes()], [[], [[1, 'sent']]]);
    assert.equal((await send(OWN)).isSentBefore, true);
    await assertProven(town());
  });

  it('sends the run again once when two ask for that at once', async () => {
    await send(OWN);
    const first = await makeMailing(office(), ANEW);
    const real = office();
    let asked = 0;
    const slow: Sender = {
      ...real,
      run: async (command, payload, reason) => {
        const noted = await real.run(command, payload, reason);
        if ((payload as { outcome?: string }).outcome !== 'sending') return noted;
        asked += 1;
        await assert.rejects(send(ANEW), { code: 'sending-under-way' });
        return noted;
      },
    };
    await sendMailing(slow, LAST_POSTED, first);
    const sent = [1, 2].map((edition) => [edition, 'sent']);
    assert.deepEqual([asked, await outcomes()], [1, sent]);
    await send(ANEW);
    assert.deepEqual(await outcomes(), [...sent, [3, 'sent']], 'asked for once more when it is done');
  });

  it('has unfinished files of their own for two who send at once, so that neither names what the other writes', async () => {
    const made = await makeMailing(office(), OWN);
    const watched = interrupted(async () => {
      const [unfinished = '', ...more] = await there();
      assert.deepEqual(more, []);
      assert.match(unfinished, /^mailing-.*\.[0-9a-f-]{36}\.part$/);
      await writeFile(path.join(toSend(), `${nameOf(1)}.part`), 'half of what another one writes');
    });
    await sendMailing(watched, LAST_POSTED, made);
    assert.ok((await readFile(path.join(toSend(), nameOf(1)))).equals(await readFile(made.file)));
  });

  const note = async (outcome: SendState, attempt: string) => {
    const noted = { billRunId: LAST_POSTED, edition: 1, outcome, attempt, target: 't', detail: '' };
    return (await office().run(noteMailingSend, noted, '')).outcome;
  };

  it('is let name it while nobody else does, and goes on with what it began', async () => {
    await makeMailing(office(), OWN);
    assert.equal(await note('sending', 'a'), 'applied');
    assert.equal(await note('sending', 'a'), 'already-applied');
    await assert.rejects(note('sending', 'b'), { code: 'sending-under-way' });
    assert.equal(await note('failed', 'b'), 'already-applied');
    assert.equal(await note('failed', 'a'), 'applied');
    assert.equal(await note('sending', 'b'), 'applied');
    assert.equal(await note('sent', 'b'), 'applied');
    await assert.rejects(note('sending', 'b'), { code: 'sending-under-way' });
  });

  /** As a kill leaves it just before the file gets its name. */
  async function killedWhileNaming(): Promise<void> {
    const { file } = await makeMailing(office(), OWN);
    await note('sending', 'killed');
    await mkdir(toSend(), { recursive: true });
    await copyFile(file, path.join(toSend(), `${nameOf(1)}.killed.part`));
  }

  it('goes on after a kill with the file that waits for its name', async () => {
    await killedWhileNaming();
    assert.deepEqual(await outcomes(), [[1, 'sending']]);
    await send(OWN);
    assert.deepEqual([await there(), await outcomes()], [[nameOf(1)], [[1, 'sent']]]);
  });

  it('never sends a file any more once a new one was made, and clears what was left of it', async () => {
    await killedWhileNaming();
    await send(ANEW);
    assert.deepEqual(
      [await there(), await outcomes()],
      [
        [nameOf(2)],
        [
          [1, 'sending'],
          [2, 'sent'],
        ],
      ],
    );
    const { kept, isSentBefore } = await send(OWN);
    assert.deepEqual([kept.edition, isSentBefore], [2, true]);
    const made = await makeMailing(office(), { ...OWN, edition: 1 });
    const refused = sendMailing(office(), LAST_POSTED, { ...made, kept: { ...made.kept, send: null } });
    await assert.rejects(refused, { code: 'sending-under-way' });
    assert.deepEqual(await there(), [nameOf(2)]);
  });

  it('does not go on with a file that was replaced after its sending began, and it never gets its name', async () => {
    await killedWhileNaming();
    const first = await makeMailing(office(), OWN);
    const second = await makeMailing(office(), ANEW);
    await assert.rejects(sendMailing(office(), LAST_POSTED, first), { code: 'file-replaced' });
    assert.deepEqual(
      [await there(), await outcomes()],
      [
        [],
        [
          [1, 'failed'],
          [2, null],
        ],
      ],
    );
    await sendMailing(office(), LAST_POSTED, second);
    assert.deepEqual(await there(), [nameOf(2)]);
  });

  it('stays as it is where who goes on with it may not: it still waits for its name', async () => {
    await killedWhileNaming();
    const run: Sender['run'] = (command, payload, reason) => town().run(command, payload, { reason, role: 'auditor' });
    const first = await makeMailing(office(), OWN);
    await assert.rejects(sendMailing({ ...office(), run }, LAST_POSTED, first), { code: 'role-not-allowed' });
    assert.deepEqual([await there(), await outcomes()], [[`${nameOf(1)}.killed.part`], [[1, 'sending']]]);
    await send(OWN);
    assert.deepEqual([await there(), await outcomes()], [[nameOf(1)], [[1, 'sent']]]);
  });

  it('that nothing was sent of is made anew by another layout, with a reason, and the first is closed', async () => {
    const first = await makeMailing(office(), OWN);
    await town().writeSetting('mailing-layout', '2026-11-01', { ...startingMailingLayout, delimiter: ',' });
    assert.equal((await makeMailing(office(), OWN)).kept.layout.delimiter, '|');
    await assert.rejects(makeMailing(office(), { ...ANEW, reason: ' ' }), { code: 'reason-missing' });
    const second = await makeMailing(office(), ANEW);
    assert.deepEqual([second.kept.edition, second.kept.layout.delimiter], [2, ',']);
    await assert.rejects(sendMailing(office(), LAST_POSTED, first), { code: 'file-replaced' });
    assert.equal((await send(OWN)).kept.edition, 2);
    assert.deepEqual(await there(), [nameOf(2)]);
  });

  it('leaves no trace of having left the office when it surely did not', async () => {
    await town().writeSetting('mailing-target', '2026-11-01', { kind: 'folder', folder: '/nowhere/at/all' });
    await assert.rejects(send(OWN), { code: 'folder-missing' });
    assert.deepEqual(await outcomes(), [[1, 'failed']]);
    assert.deepEqual(await runOutputs(town().database, LAST_POSTED), []);
  });

  it('names what a setting of an older version lacks before anything is sent, and what to do', async () => {
    await town().writeSetting('mailing-target', '2026-11-01', { kind: 'folder', folder: 'out' });
    await assert.rejects(send(OWN), (error: Error & { code?: string; fix?: string }) => {
      assert.equal(error.code, 'setting-outdated');
      assert.match(error.message, /"mailing-target" was kept by an older version.* folder: must be the whole path/);
      assert.match(error.fix ?? '', /curbstop setting set mailing-target/);
      return true;
    });
    assert.deepEqual(await outcomes(), [[1, null]]);
  });

  it('makes any file of the run again as it was, without sending it', async () => {
    const first = await makeMailing(office(), OWN);
    const bytes = await readFile(first.file);
    await town().writeSetting('mailing-layout', '2026-11-01', { ...startingMailingLayout, delimiter: ',' });
    await makeMailing(office(), ANEW);
    await rm(first.file);
    const again = await makeMailing(office(), { ...OWN, edition: 1 });
    assert.ok((await readFile(again.file)).equals(bytes));
    assert.deepEqual(await outcomes(), [
      [1, null],
      [2, null],
    ]);
    await assert.rejects(makeMailing(office(), { ...OWN, edition: 3 }), { code: 'no-such-edition' });
  });

  it('mails bills on paper again in a new file of all of them when the service lost it, with a reason', async () => {
    const { accounts } = await giveUpNotices(office(), { billRunId: LAST_POSTED, reason: 'No server' });
    const paper: MailingWanted = { ...OWN, purpose: 'paper' };
    await send(paper);
    await assert.rejects(makeMailing(office(), paper), { code: 'nobody-fell-back' });
    await assert.rejects(makeMailing(office(), { ...paper, isAllPaper: true }), { code: 'reason-missing' });
    const lost = { ...paper, isAllPaper: true, reason: 'The service lost it' };
    const unsent = await makeMailing(office(), lost);
    const { kept } = await send(lost);
    assert.deepEqual([kept.edition, kept.accountIds], [unsent.kept.edition + 1, [...accounts].sort()]);
    await assert.rejects(sendMailing(office(), LAST_POSTED, unsent), { code: 'file-replaced' });
    await assert.rejects(makeMailing(office(), paper), { code: 'nobody-fell-back' });
  });
});
