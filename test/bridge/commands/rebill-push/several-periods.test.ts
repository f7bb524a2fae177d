import assert from 'node:assert/strict';
import { postRun } from '../../../support/town/bill-run.js';
import { unloadUsual } from '../../../support/town/reading-files.js';
import { totalsOf } from '../../../support/town/rebills.js';
import { MVRS_RUN } from '../../../support/town/sample-town-file.js';
import { acceptTheRest, cell, decide } from '../../../support/town/sheet-rows.js';
import { HOUSE, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

describe('the Rebill sheet over several periods', () => {
  const { town, rebills, row } = useRebillSheet();

  it('has the next period begin with the corrected read: what one bills less the next bills more', async () => {
    const [august, september] = [await row(HOUSE, 2), await row(HOUSE, 1)];
    const made = await rebills().make(HOUSE, {
      [august.key]: { newRead: august.read - 100, reason: 'Misread' },
      [september.key]: { newRead: september.read - 100, reason: 'Misread again' },
    });
    const totals = [];
    for (const before of [2, 1, 0]) totals.push((await row(HOUSE, before)).cell('total'));
    // 5,050, 5,740 and 7,210 gallons; October was not typed and follows.
    assert.deepEqual(totals, ['96.80', '102.73', '115.35']);
    assert.deepEqual(made.reply.notices.length, 1);
    assert.match(made.reply.notices.join(), /Bill 700 .* follows and is made again too: \$115\.35, was \$106\.76/);
    assert.equal(totalsOf(made)['Net change for the customer'], '$0.00');
  });

  it('says what to type for the next tenant, who began with the old read, until both have the right one', async () => {
    const [moved, next] = ['04-0001-01', '04-0001-02'];
    const { key, read } = await row(moved);
    const first = (await rebills().rows(next)).at(-1);
    assert.deepEqual([first?.('previous'), first?.('previousOn')], [read, '2026-03-15']);
    const { reply } = await rebills().make(moved, { [key]: { newRead: read + 200, reason: 'Misread' } });
    const bill = String(first?.('bill'));
    assert.deepEqual(reply.notices, [
      `Account ${next} begins with 42007 of 2026-03-15 on register 1 of meter ${String(first?.('meter'))}, and not with 42207 of 2026-03-15: ` +
        `the water between is billed to both. Pull Rebill of ${next} and type 42207 as the right previous read of bill ${bill}.`,
    ]);
    const same = await rebills().make(moved, { [key]: { newClass: 'Business', reason: 'A shop' } });
    assert.deepEqual(same.reply.notices, []);
    const begun = { newPrevious: read + 200, reason: 'Read with the tenant before' };
    const made = await rebills().make(next, { [String(first?.('key'))]: begun });
    assert.deepEqual(made.reply.notices, []);
    const after = (await rebills().rows(next)).at(-1);
    assert.equal(after?.('previous'), read + 200);
    const counted = Number(first?.('read')) - read;
    assert.equal(Number(after?.('use')) * counted, Number(first?.('use')) * (counted - 200));
  });

  it('says the same of the tenant before, who ended with the read that the next one begins with', async () => {
    const next = '04-0001-02';
    const first = (await rebills().rows(next)).at(-1);
    const begun = { newPrevious: Number(first?.('previous')) + 5, reason: 'Misread' };
    const { reply } = await rebills().make(next, { [String(first?.('key'))]: begun });
    assert.equal(reply.notices.length, 1);
    assert.match(
      reply.notices.join(),
      /^Account 04-0001-01 ends with 42007 .* the water between is billed to neither\./,
    );
    assert.match(reply.notices.join(), /type 42012 as the right read of bill \d+\.$/);
  });

  it('corrects what the account began with by its first bill alone, and by no other', async () => {
    const last = { [(await row()).key]: { newPrevious: 5, reason: 'x' } };
    assert.deepEqual(await rebills().refusals(HOUSE, last), ['newPrevious not-the-first-read']);
    const months = { fromMonth: '2000-01' };
    const oldest = (await rebills().pull(HOUSE, months)).rows[0];
    assert.ok(oldest);
    const of = (column: string) => cell('rebill', oldest, column);
    const begun = { newPrevious: Number(of('previous')) - 10, reason: 'Misread' };
    const sheet = await rebills().pull(HOUSE, months);
    const { outcome, reply } = await rebills().push(sheet, { [String(of('key'))]: begun });
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.equal(await town().value('SELECT count(*) FROM rebill'), 1);
    const [again] = (await rebills().pull(HOUSE, months)).rows;
    assert.ok(again);
    assert.equal(cell('rebill', again, 'use'), Number(of('use')) + 100);
  });

  it('has a next tenant who was not billed yet begin with the corrected read', async () => {
    const { key, read } = await row();
    await town().database.raw(
      `UPDATE period_read SET account_id = '06-0003-01' WHERE bill_run_id = ? AND meter_id = '07480722'`,
      [MVRS_RUN],
    );
    const right = { newRead: read - 100, reason: 'Misread' };
    const { reply } = await rebills().make(HOUSE, { [key]: right }, { dryRun: true });
    assert.match(
      reply.notices.join(' '),
      /goes on from 48108 of 2026-10-19 for meter 07480722 of account 06-0003-01\./,
    );
  });

  it('prices each period by the versions of its time', async () => {
    const rows = await rebills().rows(HOUSE);
    const january = rows.findIndex((each) => each('to') === '2026-01-19');
    assert.ok(january > 0);
    const { key, read } = await row(HOUSE, january);
    await rebills().make(HOUSE, { [key]: { newRead: read - 100, reason: 'Misread' } });
    const [before, after] = [await row(HOUSE, january), await row(HOUSE, january - 1)];
    const sewer = (base: number, rate: number, gallons: number) => (base + (rate * gallons) / 1000).toFixed(2);
    // The rates of 2000 until February 15, then those of the ordinance.
    assert.equal(before.cell('sewer'), sewer(20.5, 2.85, Number(before.cell('use'))));
    assert.equal(after.cell('sewer'), sewer(22.92, 3.19, Number(after.cell('use'))));
  });

  it('has the open run go on from the corrected read, and what it bills goes by that', async () => {
    await unloadUsual(town(), MVRS_RUN);
    await acceptTheRest(town(), MVRS_RUN);
    const useOf = () =>
      town().value<number>('SELECT usage_gallons FROM period_read WHERE bill_run_id = ? AND account_id = ?', [
        MVRS_RUN,
        HOUSE,
      ]);
    const before = await useOf();
    const { key, read } = await row();
    const { reply } = await rebills().make(HOUSE, { [key]: { newRead: read - 100, reason: 'Misread' } });
    assert.equal(await useOf(), before + 1_000);
    assert.match(reply.notices.join(' '), /The open run 2-2026-11 goes on from 48108 of 2026-10-19 /);
    await acceptTheRest(town(), MVRS_RUN);
    await postRun(town(), MVRS_RUN);
    const last = await row();
    assert.deepEqual([last.cell('previous'), last.cell('use')], [48_108, before + 1_000]);
  });

  it('refuses what a decision in the open run would not survive', async () => {
    await unloadUsual(town(), MVRS_RUN);
    const { key } = await row();
    const open = await town().value<string>(
      'SELECT row_key FROM period_read WHERE bill_run_id = ? AND account_id = ?',
      [MVRS_RUN, HOUSE],
    );
    await decide(town(), MVRS_RUN, {
      [open]: { action: 'change', newReading: 48_300, reason: 'She sent a picture' },
    });
    assert.deepEqual(await rebills().refusals(HOUSE, { [key]: { newRead: 48_900, reason: 'Misread' } }), [
      'newRead open-read-decided',
    ]);
  });
});
