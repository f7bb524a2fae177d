import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { clearUnfinished } from '../../../bridge/delivery/clear-unfinished.js';
import { makeMailing } from '../../../bridge/delivery/mailing/make-mailing.js';
import { sendMailing } from '../../../bridge/delivery/mailing/send-mailing.js';
import { takeTurn } from '../../../bridge/delivery/turn.js';
import { noteCallsHandedOver } from '../../../bridge/commands/outputs/note-calls-handed-over.js';
import { CallsSheet, make, townWithCalls } from '../../support/calls/calls-town.js';
import { officeOf } from '../../support/delivery/office.js';
import { useTown } from '../../support/town/town.js';

const RUN = '2-2026-10';

describe('what killed sendings left unfinished', () => {
  const town = useTown();
  const part = () => `.${randomUUID()}.part`;

  async function write(...names: string[]): Promise<string> {
    const file = path.join(path.dirname(town().file), ...names);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, 'half');
    return file;
  }

  it('is removed from the folders of all that leaves the office, and files that are whole are not', async () => {
    const left = [
      await write('mailing', RUN, `mailing-${RUN}-1.txt${part()}`),
      await write('calls', RUN, `calls-${RUN}-1.csv${part()}`),
      await write('ebill', 'to-send', `1.eml${part()}`),
    ];
    const whole = [await write('mailing', RUN, `mailing-${RUN}-1.txt`), await write('ebill', 'to-send', '1.eml')];
    await clearUnfinished(officeOf(town()));
    assert.deepEqual(left.filter(existsSync), []);
    assert.deepEqual(whole.filter(existsSync), whole);
  });

  it('stays while something is sent, which may be writing it', async () => {
    const left = await write('mailing', RUN, `mailing-${RUN}-1.txt${part()}`);
    const turn = await takeTurn(officeOf(town()).folders, 'mailing', RUN);
    await clearUnfinished(officeOf(town()));
    assert.ok(existsSync(left));
    await turn.end();
    await clearUnfinished(officeOf(town()));
    assert.ok(!existsSync(left));
  });

  it('stays where it waits for its name in the folder that a service fetches from, until its file was sent', async () => {
    const office = officeOf(town());
    const made = await makeMailing(office, { billRunId: RUN, purpose: 'run', reason: '' });
    const { fileName } = made.kept;
    const waiting = await write('mailing', 'to-send', `${fileName}${part()}`);
    await clearUnfinished(office);
    assert.ok(existsSync(waiting));
    await sendMailing(office, RUN, made);
    const left = await write('mailing', 'to-send', `${fileName}${part()}`);
    const ofAnother = await write('mailing', 'to-send', `mailing-${RUN}-2.txt${part()}`);
    await clearUnfinished(office);
    assert.deepEqual([left, ofAnother].filter(existsSync), [ofAnother]);
  });

  it('goes where its file of calls was handed over by hand', async () => {
    await townWithCalls(town());
    await (await CallsSheet.pull(town())).push();
    const office = officeOf(town());
    const { fileName, edition } = (await make(office)).kept;
    const left = await write('calls', 'to-send', `${fileName}${part()}`);
    await clearUnfinished(office);
    assert.ok(existsSync(left));
    await office.run(noteCallsHandedOver, { billRunId: RUN, edition }, 'By mail');
    await clearUnfinished(office);
    assert.ok(!existsSync(left));
  });
});
