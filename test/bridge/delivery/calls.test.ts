import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { noteCallSend } from '../../../bridge/commands/outputs/note-call-send.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { makeCalls } from '../../../bridge/delivery/calls/make-calls.js';
import { sendCalls } from '../../../bridge/delivery/calls/send-calls.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { callFiles } from '../../../bridge/queries/calls/call-files.js';
import { CallsSheet, LOW, make, RUN, send, setContacts, townWithCalls } from '../../support/calls/calls-town.js';
import { LAYOUT } from '../../support/calls/given-calls.js';
import { officeOf } from '../../support/delivery/office.js';
import { assertProven, reverse } from '../../support/town/run-reversal.js';
import { useTown } from '../../support/town/town.js';

describe('sending calls to the calling service', () => {
  const town = useTown();
  let office: Sender;
  let accounts: [string, string, string];

  beforeEach(async () => {
    office = officeOf(town());
    accounts = await townWithCalls(town());
  });

  const decide = async (edits = {}) => void (await (await CallsSheet.pull(town())).push(edits));
  const arrived = async () => readdir(path.join(office.folders.calls, 'to-send')).catch(() => []);
  const read = (name: string) => readFile(path.join(office.folders.calls, 'to-send', name), 'utf8');
  const at = (instant: string): Sender => ({ ...office, clock: () => new Date(instant) });
  const states = async () => (await callFiles(town().database, RUN)).map(({ send: last }) => last?.outcome ?? 'made');

  /** Makes a file and leaves it as a kill does just before it gets its name. */
  async function brokeOff() {
    const { kept, file } = await make(office);
    const { edition, fileName } = kept;
    const sending = { billRunId: RUN, edition, outcome: 'sending', attempt: 'killed', target: 'there', detail: '' };
    await town().run(noteCallSend, sending);
    const toSend = path.join(office.folders.calls, 'to-send');
    await mkdir(toSend, { recursive: true });
    await copyFile(file, path.join(toSend, `${fileName}.killed.part`));
    return make(office);
  }

  /** An office in which something else happens once, before a file may be named. */
  function interrupted(meanwhile: () => Promise<unknown>): Sender {
    let isDone = false;
    return {
      ...office,
      run: async (command, payload, reason) => {
        const isNaming = (payload as { outcome?: string }).outcome === 'sending';
        if (isNaming && !isDone) {
          isDone = true;
          await meanwhile();
        }
        return office.run(command, payload, reason);
      },
    };
  }

  it('sends what was decided and nothing else, proves it, and notes it for the run', async () => {
    const [first, second, third] = accounts;
    await assert.rejects(send(office), { code: 'nobody-to-call' });
    await decide({ [second]: { decision: 'skip', why: 'Plumber is there' } });
    const { kept, isSentBefore } = await send(office);
    assert.equal(isSentBefore, false);
    assert.deepEqual(await arrived(), [`calls-${RUN}-1.csv`]);
    const text = await read(kept.fileName);
    const lines = text.split('\r\n').slice(1, -1);
    assert.deepEqual(
      lines.map((line) => [line.split(',')[0], line.split(',')[2]]),
      [
        [`${RUN}.1.0001`, first],
        [`${RUN}.1.0002`, third],
      ],
    );
    assert.equal(createHash('sha256').update(text).digest('hex'), kept.sha256);
    assert.deepEqual((await CallsSheet.pull(town())).accounts('called').sort(), [first, third].sort());
    const outputs = 'SELECT count(*) FROM bill_run_output WHERE bill_run_id = ? AND kind = ?';
    assert.equal(await town().value<number>(outputs, [RUN, 'calls']), 1);
    await assertProven(town());
  });

  it('sends nothing twice: the same again is refused, unless it is asked for with a reason', async () => {
    await assert.rejects(send(office, 'all', 'Lost'), { code: 'nothing-sent-yet' });
    await decide();
    const sent = await send(office);
    await rm(path.join(office.folders.calls, 'to-send', sent.kept.fileName));
    assert.deepEqual(await send(office), { kept: sent.kept, isSentBefore: true });
    assert.deepEqual(await arrived(), []);
    await assert.rejects(send(office, 'all', ' '), { code: 'reason-missing' });
    const again = await send(office, 'all', 'The service lost it');
    assert.deepEqual([again.kept.edition, again.kept.calls], [2, 3]);
    assert.deepEqual(await arrived(), [`calls-${RUN}-2.csv`]);
  });

  it('calls all again once when two ask for that at once', async () => {
    await decide();
    await send(office);
    let asked = 0;
    const slow: Sender = {
      ...office,
      run: async (command, payload, reason) => {
        const noted = await office.run(command, payload, reason);
        if ((payload as { outcome?: string }).outcome !== 'sending') return noted;
        asked += 1;
        await assert.rejects(send(office, 'all', 'Lost'), { code: 'sending-under-way' });
        return noted;
      },
    };
    await send(slow, 'all', 'The service lost it');
    assert.deepEqual([asked, await states()], [1, ['sent', 'sent']]);
  });

  it('calls no phone more often than the setting has it, even when it is asked for', async () => {
    await town().writeSetting('calls', '2026-11-22', { ...LOW, perPhone: { calls: 1, days: 30 } });
    await decide();
    await send(office);
    await assert.rejects(send(office, 'all', 'The service lost it'), { code: 'nobody-to-call' });
  });

  it('makes a file again byte for byte, whatever changed since it was sent', async () => {
    const [first] = accounts;
    await decide();
    const made = await make(office);
    const before = await readFile(made.file);
    await rm(made.file);
    assert.ok(before.equals(await readFile((await make(office)).file)));
    await send(office);
    await setContacts(town(), { [first]: { phone: '205-555-0999', calls: 'opt-out' } });
    await town().writeSetting('calls', '2026-11-22', { ...LOW, severalMessage: 'Other words.', reasons: [] });
    await rm(made.file);
    const again = await make(office);
    assert.ok(before.equals(await readFile(again.file)));
    assert.equal(again.kept.edition, 1);
  });

  it('never calls who took the consent back between the list and the sending', async () => {
    const [first, second, third] = accounts;
    await decide();
    const made = await make(office);
    await setContacts(town(), { [first]: { calls: 'opt-out' }, [second]: { calls: null } });
    await assert.rejects(sendCalls(office, RUN, made), (error: unknown) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, 'consent-withdrawn');
      assert.ok(error.message.includes(first) && error.message.includes(second) && !error.message.includes(third));
      return true;
    });
    assert.deepEqual(await arrived(), []);
    // Also where it was taken back while the file was on its way.
    const sending = { billRunId: RUN, edition: 1, outcome: 'sending', attempt: 'one', target: 'there', detail: '' };
    await assert.rejects(town().run(noteCallSend, sending), { code: 'consent-withdrawn' });
    const { kept } = await send(office);
    assert.deepEqual([kept.edition, kept.calls], [2, 1]);
    const text = await read(kept.fileName);
    assert.ok(text.includes(third) && !text.includes(first) && !text.includes(second));
    assert.deepEqual(await states(), ['made', 'sent']);
    await assertProven(town());
  });

  it('never goes on with a file of somebody who took the consent back since: it is made anew', async () => {
    const [first] = accounts;
    await decide();
    const made = await brokeOff();
    const slow = interrupted(() => setContacts(town(), { [first]: { calls: 'opt-out' } }));
    await assert.rejects(sendCalls(slow, RUN, made), { code: 'consent-withdrawn' });
    assert.deepEqual([await arrived(), await states()], [[], ['failed']]);
    const { kept } = await send(office);
    assert.deepEqual([await arrived(), kept.calls], [[`calls-${RUN}-2.csv`], 2]);
  });

  it('never calls a phone that an account of another run opted out since', async () => {
    const [first] = accounts;
    await decide();
    const phone = (await CallsSheet.pull(town())).of(first, 'phone');
    const other = await town().value<string>(
      `SELECT account_id FROM account WHERE status = 'active' AND account_id NOT IN
       (SELECT account_id FROM bill WHERE bill_run_id = ?) LIMIT 1`,
      [RUN],
    );
    await setContacts(town(), { [other]: { phone, calls: 'opt-out' } });
    const { kept } = await send(office);
    assert.equal(kept.calls, 2);
    assert.match(String((await CallsSheet.pull(town())).of(first, 'whyNot')), new RegExp(`with account ${other}`));
  });

  it('calls who is decided on later by a file of their own', async () => {
    const [first] = accounts;
    await decide({ [first]: { decision: 'skip', why: 'Wait' } });
    await send(office);
    await decide({ [first]: { decision: 'call', why: null } });
    const { kept } = await send(office);
    assert.deepEqual([kept.edition, kept.calls], [2, 1]);
    assert.ok((await read(kept.fileName)).includes(first));
  });

  it('tells the hours in which the calls may be made, and is made anew when they are over', async () => {
    await decide();
    const made = await make(office);
    assert.deepEqual(made.kept.window, { on: '2026-11-23', from: '09:00', to: '20:00' });
    const night = at('2026-11-24T03:00:00Z');
    const { kept } = await send(night);
    assert.deepEqual([kept.edition, kept.window.on], [2, '2026-11-24']);
  });

  it('is sent only within the hours where the file does not tell them', async () => {
    const call = LAYOUT.call.filter((column) => !('field' in column && column.field.startsWith('call-')));
    await town().writeSetting('calls-layout', '2026-11-20', { ...LAYOUT, header: null, call });
    await decide();
    await assert.rejects(send(at('2026-11-24T02:00:00Z')), (error: unknown) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, 'outside-calling-hours');
      assert.match(`${error.message} ${error.fix}`, /It is 20:00 on 2026-11-23.*2026-11-24 from 09:00 to 20:00/);
      return true;
    });
    assert.deepEqual(await arrived(), []);
    assert.equal((await send(office)).isSentBefore, false);
  });

  it('of two who send at the same time is sent once', async () => {
    await decide();
    const both = await Promise.allSettled([send(office), send(office)]);
    assert.ok(both.some(({ status }) => status === 'fulfilled'));
    assert.deepEqual(await arrived(), [`calls-${RUN}-1.csv`]);
    assert.deepEqual(await states(), ['sent']);
  });

  it('of which nobody knows whether it was sent counts as made: nobody is called twice, and the next sending proves it', async () => {
    await decide();
    const made = await make(office);
    const sending = { billRunId: RUN, edition: 1, outcome: 'sending', attempt: 'one', target: 'there', detail: '' };
    await town().run(noteCallSend, sending);
    await assert.rejects(town().run(noteCallSend, { ...sending, attempt: 'two' }), { code: 'sending-under-way' });
    assert.equal((await CallsSheet.pull(town())).accounts('called').length, 3);
    await assert.rejects(send(office), { code: 'delivery-uncertain' });
    await mkdir(path.join(office.folders.calls, 'to-send'), { recursive: true });
    await writeFile(path.join(office.folders.calls, 'to-send', made.kept.fileName), await readFile(made.file));
    await send(office);
    assert.deepEqual(await states(), ['sent']);
  });

  it('is never sent any more once the calls were made again, and what was left of it is cleared', async () => {
    const [first] = accounts;
    await decide({ [first]: { decision: 'skip', why: 'Wait' } });
    const untold = await brokeOff();
    await send(office, 'all', 'The service has not got it');
    assert.deepEqual([await arrived(), await states()], [[`calls-${RUN}-2.csv`], ['sending', 'sent']]);
    assert.equal((await send(office)).kept.edition, 2);
    await assert.rejects(sendCalls(office, RUN, untold), { code: 'delivery-uncertain' });
    const sending = { billRunId: RUN, edition: 1, outcome: 'sending', attempt: 'killed', target: 'there', detail: '' };
    await assert.rejects(town().run(noteCallSend, sending), { code: 'file-replaced' });
    assert.deepEqual(await arrived(), [`calls-${RUN}-2.csv`]);
    // Who is decided on later is called all the same.
    await decide({ [first]: { decision: 'call', why: null } });
    const { kept } = await send(office);
    assert.deepEqual([kept.edition, kept.calls], [3, 1]);
  });

  it('has nobody called twice by two who send at once, of whom one has a customer more', async () => {
    const [first] = accounts;
    await decide({ [first]: { decision: 'skip', why: 'Wait' } });
    const slow = interrupted(async () => {
      await decide({ [first]: { decision: 'call', why: null } });
      await send(office);
    });
    await assert.rejects(send(slow), { code: 'file-replaced' });
    assert.deepEqual([await arrived(), await states()], [[`calls-${RUN}-2.csv`], ['failed', 'sent']]);
  });

  it('has nobody called twice where the first of two begins to be sent after the second was made', async () => {
    const [first] = accounts;
    await decide({ [first]: { decision: 'skip', why: 'Wait' } });
    const before = await make(office);
    const sending = { billRunId: RUN, edition: 1, outcome: 'sending', attempt: 'one', target: 'there', detail: '' };
    const other: Sender = {
      ...office,
      run: async (command, payload, reason) => {
        if (command.kind === 'keep-call-file') await town().run(noteCallSend, sending);
        return office.run(command, payload, reason);
      },
    };
    await decide({ [first]: { decision: 'call', why: null } });
    await assert.rejects(send(other), (error: unknown) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, 'called-by-another-file');
      assert.ok(error.message.includes(before.kept.fileName));
      return true;
    });
    assert.deepEqual(await arrived(), []);
  });

  it('is never sent once another one of the run was made after it', async () => {
    const [first] = accounts;
    await decide();
    const before = await make(office);
    await decide({ [first]: { decision: 'skip', why: 'Spoke to her' } });
    const after = await make(office);
    await assert.rejects(sendCalls(office, RUN, before), { code: 'file-replaced' });
    assert.deepEqual(await arrived(), []);
    await sendCalls(office, RUN, after);
    assert.ok(!(await read(after.kept.fileName)).includes(first));
  });

  it('is refused of a run that was reversed, and makes the reversal one for the supervisor', async () => {
    await decide();
    await send(office);
    await assert.rejects(reverse(town(), RUN, { role: 'coordinator' }), CurbstopError);
    assert.equal((await reverse(town(), RUN)).outcome, 'applied');
    await assert.rejects(makeCalls(office, { billRunId: RUN, who: 'all', reason: 'x' }), {
      code: 'run-already-reversed',
    });
  });

  it('is for those who work: an auditor sends nothing', async () => {
    await decide();
    const asAuditor: Sender = {
      ...office,
      run: (command, payload, reason) => town().run(command, payload, { reason, role: 'auditor' }),
    };
    await assert.rejects(send(asAuditor), { code: 'role-not-allowed' });
    assert.deepEqual(await arrived(), []);
  });
});
