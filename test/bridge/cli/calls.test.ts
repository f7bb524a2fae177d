import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../../bridge/store/database.js';
import { CallsSheet, RUN, townWithCalls } from '../../support/calls/calls-town.js';
import { commandLine } from '../../support/command-line.js';
import { TestTown } from '../../support/town/town.js';

describe('calls from the command line', () => {
  let data = '';
  const curbstop = (...args: string[]) => commandLine(...args, '--data', data);
  const at = (...names: string[]) => path.join(data, ...names);

  before(async () => {
    const town = await TestTown.open();
    data = path.dirname(town.file);
    await townWithCalls(town);
    await town.close();
  });

  it('are made of what was decided in the sheet, sent once, and again only with a reason', async () => {
    const undecided = await curbstop('calls', RUN);
    assert.deepEqual([undecided.code, /3 accounts not decided on/.test(undecided.err)], [1, true]);
    assert.match(undecided.err, /Pull Calls, decide, and push/);
    assert.match(undecided.out, /is not called: The customer did not agree to calls/);
    const town = new TestTown(at('curbstop.db'), await openDatabase(at('curbstop.db')), () => new Date());
    await (await CallsSheet.pull(town)).push();
    await town.close();
    const made = await curbstop('calls', RUN);
    assert.deepEqual([made.code, made.err, /3 to call, 0 to decide/.test(made.out)], [0, '', true]);
    assert.match(made.out, /3 calls on \d{4}-\d\d-\d\d, \d\d:00 to \d\d:00/);
    const sent = await curbstop('calls', RUN, '--send');
    assert.deepEqual([sent.code, sent.err, /Sent to .*to-send, read back/.test(sent.out)], [0, '', true]);
    const second = await curbstop('calls', RUN, '--send');
    assert.deepEqual([second.code, /Already sent to .* by Dana Whitlock/.test(second.out)], [0, true]);
    assert.equal((await curbstop('calls', RUN, '--send-again')).code, 1);
    const again = await curbstop('calls', RUN, '--send-again', '--reason', 'The service lost it');
    assert.equal(again.code, 0, again.err);
    assert.equal((await readdir(at('calls', 'to-send'))).length, 2);
    const unreached = await curbstop('calls', RUN, '--send-unreached', '--reason', 'Busy');
    assert.deepEqual([unreached.code, /called already and reached, or not told yet/.test(unreached.err)], [1, true]);
    assert.match((await curbstop('calls', 'handed-over', RUN)).err, /only with a word on how/);
    const handedOver = await curbstop('calls', 'handed-over', RUN, '--reason', 'Uploaded at the portal');
    assert.deepEqual([handedOver.code, /calls-.*-2\.csv was noted as sent before/.test(handedOver.out)], [0, true]);
  });

  it('are told by a file of results: the whole of it or nothing, and once', async () => {
    const [name = ''] = await readdir(at('calls', 'to-send'));
    const [, line = ''] = (await readFile(at('calls', 'to-send', name), 'utf8')).split('\r\n');
    const [reference = '', phone = ''] = line.split(',');
    const minute = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: 'America/Chicago', dateStyle: 'short', timeStyle: 'short' },
    }).format(new Date());
    const results = (last: string) =>
      writeFile(at('r.csv'), `reference,phone,result,called_at\n${reference},${phone},opted out,${minute}\n${last}`);
    await results(`nobody,,LIVE,${minute}\n`);
    const refused = await curbstop('calls', 'results', at('r.csv'));
    assert.deepEqual([refused.code, /No call that was sent has the reference "nobody"/.test(refused.err)], [1, true]);
    await results('');
    const preview = await curbstop('calls', 'results', at('r.csv'), '--preview');
    assert.match(preview.out, /1 new result.*\n {2}opted out 1\nNot called any more: .*\nNothing was changed/);
    const read = await curbstop('calls', 'results', at('r.csv'));
    assert.deepEqual([read.code, /Receipt \d+/.test(read.out)], [0, true]);
    // The tests run at night, too.
    assert.match(read.err, /^(Called outside the hours of the setting calls: .*\n)?$/);
    const again = await curbstop('calls', 'results', at('r.csv'));
    assert.deepEqual([again.code, /was read with receipt \d+ already/.test(again.out)], [0, true]);
    const handedOver = await curbstop('calls', 'handed-over', RUN, '--reason', 'Uploaded at the portal');
    assert.match(handedOver.err, /Tell the calling service not to call [\d-]+ /, 'it opted out since');
    const missing = await curbstop('calls', 'results', at('nothing.csv'));
    assert.deepEqual([missing.code, /is not there/.test(missing.err)], [1, true]);
  });
});
