import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { noteCallsHandedOver } from '../../../bridge/commands/outputs/note-calls-handed-over.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { callFiles } from '../../../bridge/queries/calls/call-files.js';
import {
  CallsSheet,
  make,
  readResults,
  RUN,
  send,
  setContacts,
  townWithCalls,
} from '../../support/calls/calls-town.js';
import { officeOf } from '../../support/delivery/office.js';
import { assertProven, reverse, snapshot } from '../../support/town/run-reversal.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { TestTown, useTown, type RunOptions } from '../../support/town/town.js';

const HOW = 'Uploaded at the portal';

describe('noting that a file of calls was handed over by hand', () => {
  const town = useTown();
  let office: Sender;
  let accounts: [string, string, string];

  beforeEach(async () => {
    office = officeOf(town());
    accounts = await townWithCalls(town());
    await (await CallsSheet.pull(town())).push();
  });

  const note = (edition = 1, options: RunOptions = {}) =>
    town().run(noteCallsHandedOver, { billRunId: RUN, edition }, { reason: HOW, ...options });

  it('counts its calls as made, lets their results be read, and sends it no more', async () => {
    const { kept } = await make(office);
    const later = new TestTown(town().file, town().database, () => new Date(NOW.getTime() + 3_600_000));
    await assert.rejects(readResults(later, [`${RUN}.1.0001,,busy,2026-11-23 09:40`]), {
      code: 'call-results-refused',
    });
    // It is there, whatever was said since.
    await setContacts(town(), { [accounts[1]]: { calls: 'opt-out' } });
    const { outcome, reply } = await note();
    assert.deepEqual([outcome, reply], ['applied', { fileName: kept.fileName, calls: 3 }]);
    assert.equal((await CallsSheet.pull(town())).accounts('called').length, 3);
    const [file] = await callFiles(town().database, RUN);
    assert.deepEqual([file?.send?.outcome, file?.send?.target, file?.send?.detail], ['sent', 'by hand', HOW]);
    assert.equal((await send(office)).isSentBefore, true);
    assert.deepEqual(await readdir(path.join(office.folders.calls, 'to-send')).catch(() => []), []);
    assert.equal((await readResults(later, [`${RUN}.1.0001,,busy,2026-11-23 09:40`])).reply.results, 1);
    await assertProven(later);
  });

  it('says no second time what is known, and is for those who work, with a word on how', async () => {
    await make(office);
    await assert.rejects(note(1, { reason: ' ' }), { code: 'reason-missing' });
    await assert.rejects(note(1, { role: 'auditor' }), { code: 'role-not-allowed' });
    await assert.rejects(note(2), { code: 'no-such-edition' });
    await note();
    const before = await snapshot(town());
    assert.equal((await note()).outcome, 'already-applied');
    assert.ok((await snapshot(town())) === before);
  });

  it('is taken of a file that another one replaced and that was carried there all the same', async () => {
    await make(office);
    await (await CallsSheet.pull(town())).push({ [accounts[0]]: { decision: 'skip', why: 'Spoke to her' } });
    await make(office);
    assert.equal((await note(1)).outcome, 'applied');
  });

  it('leaves no unfinished file of it where the next one is sent to', async () => {
    const [first] = accounts;
    await (await CallsSheet.pull(town())).push({ [first]: { decision: 'skip', why: 'Spoke to her' } });
    const { kept } = await make(office);
    const toSend = path.join(office.folders.calls, 'to-send');
    await mkdir(toSend, { recursive: true });
    await writeFile(path.join(toSend, `${kept.fileName}.killed.part`), 'half');
    await note();
    await (await CallsSheet.pull(town())).push({ [first]: { decision: 'call', why: null } });
    const { kept: next } = await send(office);
    assert.deepEqual(await readdir(toSend), [next.fileName]);
  });

  it('is refused of a file that one replaced which went, and of a run that was reversed', async () => {
    await make(office);
    await (await CallsSheet.pull(town())).push({ [accounts[0]]: { decision: 'skip', why: 'Spoke to her' } });
    await make(office);
    await note(2);
    await assert.rejects(note(1), { code: 'file-replaced' });
    await reverse(town(), RUN);
    await assert.rejects(note(1), { code: 'run-already-reversed' });
  });
});
