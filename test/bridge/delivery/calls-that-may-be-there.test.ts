import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { noteCallSend } from '../../../bridge/commands/outputs/note-call-send.js';
import { sendCalls } from '../../../bridge/delivery/calls/send-calls.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { callFiles, type KeptCallFile } from '../../../bridge/queries/calls/call-files.js';
import { callsToTakeBack } from '../../../bridge/queries/calls/calls-to-take-back.js';
import { withoutTriggers } from '../../../bridge/store/without-triggers.js';
import {
  CallsSheet,
  make,
  readResults,
  RUN,
  send,
  setContacts,
  townWithCalls,
} from '../../support/calls/calls-town.js';
import { LAYOUT } from '../../support/calls/given-calls.js';
import { officeOf } from '../../support/delivery/office.js';
import { assertProven } from '../../support/town/run-reversal.js';
import { TestTown, useTown } from '../../support/town/town.js';

const NEXT_DAY = '2026-11-24T15:00:00Z';
const NIGHT = '2026-11-24T02:00:00Z';

describe('a file of calls, some of which may not be made any more', () => {
  const town = useTown();
  let office: Sender;
  let accounts: [string, string, string];

  beforeEach(async () => {
    office = officeOf(town());
    accounts = await townWithCalls(town());
  });

  const decide = async (edits = {}) => void (await (await CallsSheet.pull(town())).push(edits));
  const toSend = (...names: string[]) => path.join(office.folders.calls, 'to-send', ...names);
  const arrived = async () => readdir(toSend()).catch(() => []);
  const at = (instant: string): Sender => ({ ...office, clock: () => new Date(instant) });
  const states = async () => (await callFiles(town().database, RUN)).map(({ send: last }) => last?.outcome ?? 'made');
  const fileOf = async (edition: number): Promise<KeptCallFile> => {
    const file = (await callFiles(town().database, RUN)).find((each) => each.edition === edition);
    assert.ok(file);
    return file;
  };

  /** Makes a file and leaves it as a kill does around the moment at which it gets its name. */
  async function brokeOff(leaves: 'unfinished' | 'there') {
    const { kept, file } = await make(office);
    const sending = { billRunId: RUN, edition: kept.edition, outcome: 'sending', attempt: 'killed' };
    await town().run(noteCallSend, { ...sending, target: 'there', detail: '' });
    await mkdir(toSend(), { recursive: true });
    await copyFile(file, toSend(leaves === 'there' ? kept.fileName : `${kept.fileName}.killed.part`));
  }

  it('is proven first where it may be there, tells whose call is to be taken back, and others are called then', async () => {
    const [first, second] = accounts;
    await decide({ [second]: { decision: 'skip', why: 'Wait' } });
    const phone = (await CallsSheet.pull(town())).of(first, 'phone');
    await brokeOff('there');
    await setContacts(town(), { [first]: { calls: 'opt-out' } });
    await decide({ [second]: { decision: 'call', why: null } });
    assert.deepEqual([(await send(office)).kept.edition, await states()], [1, ['sent']]);
    const toTakeBack = async (instant: string) => callsToTakeBack(town().database, await fileOf(1), new Date(instant));
    assert.deepEqual(await toTakeBack('2026-11-23T15:00:00Z'), [{ accountId: first, phone }]);
    assert.deepEqual(await toTakeBack(NEXT_DAY), [], 'its hours are over');
    const later = new TestTown(town().file, town().database, () => new Date('2026-11-23T16:00:00Z'));
    const told = async (outcome: string, minute: number) =>
      readResults(later, [`${RUN}.1.0001,,${outcome},2026-11-23 09:${minute}`]);
    await told('busy', 20);
    assert.equal((await toTakeBack('2026-11-23T17:00:00Z')).length, 1, 'it may be tried again');
    await told('answered', 40);
    assert.deepEqual(await toTakeBack('2026-11-23T17:00:00Z'), [], 'it was made');
    const { kept } = await send(officeOf(later));
    assert.deepEqual([kept.edition, kept.calls, await arrived()], [2, 1, [`calls-${RUN}-1.csv`, `calls-${RUN}-2.csv`]]);
    await assertProven(town());
  });

  it('is closed where its hours are over, and made anew with the next ones', async () => {
    await decide();
    await brokeOff('unfinished');
    await assert.rejects(send(at(NEXT_DAY)), { code: 'call-hours-over' });
    assert.deepEqual([await arrived(), await states()], [[], ['failed']]);
    const { kept } = await send(at(NEXT_DAY));
    assert.deepEqual([kept.edition, kept.window.on, await arrived()], [2, '2026-11-24', [`calls-${RUN}-2.csv`]]);
  });

  it('whose hours end on its way there never gets its name', async () => {
    await decide();
    const made = await make(office);
    let now = '2026-11-24T00:59:00Z';
    const slow: Sender = { ...office, clock: () => new Date(now), patience: office.patience };
    const asked: Sender = {
      ...slow,
      get folders() {
        // What reads the target does so after the first look at the clock.
        now = '2026-11-24T01:01:00Z';
        return office.folders;
      },
    };
    await assert.rejects(sendCalls(asked, RUN, made), { code: 'call-hours-over' });
    assert.deepEqual([await arrived(), await states()], [[], ['failed']]);
  });

  it('that does not tell its hours never gets its name once it is night', async () => {
    const call = LAYOUT.call.filter((column) => !('field' in column && /^call-|^time-/.test(column.field)));
    await town().writeSetting('calls-layout', '2026-11-20', { ...LAYOUT, header: null, call });
    await decide();
    const made = await make(office);
    let now = '2026-11-23T15:00:00Z';
    const slow: Sender = {
      ...office,
      clock: () => new Date(now),
      get folders() {
        now = NIGHT;
        return office.folders;
      },
    };
    await assert.rejects(sendCalls(slow, RUN, made), { code: 'outside-calling-hours' });
    assert.deepEqual([await arrived(), await states()], [[], ['failed']]);
  });

  it('is refused once another account opted its phone out, or the customer moved out', async () => {
    const [first, second, third] = accounts;
    await decide();
    const made = await make(office);
    const phone = (await CallsSheet.pull(town())).of(first, 'phone');
    const refused = async (edition: number, ...of: string[]) =>
      assert.rejects(town().run(noteCallSend, sending(edition)), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'consent-withdrawn');
        for (const account of accounts) assert.equal(error.message.includes(account), of.includes(account), account);
        return true;
      });
    const sending = (edition: number) => {
      return { billRunId: RUN, edition, outcome: 'sending', attempt: 'one', target: 'there', detail: '' };
    };
    const other = await town().value<string>(
      `SELECT account_id FROM account WHERE status = 'active' AND account_id NOT IN
       (SELECT account_id FROM bill WHERE bill_run_id = ?) LIMIT 1`,
      [RUN],
    );
    await setContacts(town(), { [other]: { phone, calls: 'opt-out' } });
    await refused(made.kept.edition, first);
    const next = await make(office);
    assert.equal(next.kept.calls, 2);
    await town().database.raw(`UPDATE account SET status = 'final', closed_on = '2026-11-20' WHERE account_id = ?`, [
      second,
    ]);
    await refused(next.kept.edition, second);
    const last = await make(office);
    assert.equal(last.kept.calls, 1);
    await town().database.raw(`UPDATE account SET status = 'closed', closed_on = '2026-11-20' WHERE account_id = ?`, [
      third,
    ]);
    await refused(last.kept.edition, third);
    await assert.rejects(make(office), { code: 'nobody-to-call' });
  });

  it('is made again byte for byte though its cycle has another name and a layout like its own may not be set any more', async () => {
    await town().writeSetting('calls-layout', '2026-11-20', { ...LAYOUT, header: [{ field: 'cycle' }] });
    await decide();
    const { kept } = await send(office);
    const before = await readFile(toSend(kept.fileName));
    await town().database.raw(`UPDATE cycle SET name = 'Other'`);
    const putBack = await withoutTriggers(town().database, ['call_file_refuses_update']);
    await town().database.raw(`UPDATE call_file SET layout = json_set(layout, '$.old', 1)`);
    await putBack();
    const again = await make(office);
    assert.equal(again.kept.edition, kept.edition);
    assert.ok(before.equals(await readFile(again.file)));
  });
});
