import assert from 'node:assert/strict';
import { AccountEntries } from '../../support/town/account-entries.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('a fee or a late charge in the Account Entries sheet', () => {
  const town = useTown();
  let sheet: AccountEntries;

  beforeEach(async () => {
    sheet = await AccountEntries.of(town());
  });

  it('posts a fee, due today unless told, as fee revenue', async () => {
    assert.deepEqual(await sheet.journal({ account: sheet.clear, what: 'fee', amount: 25, reference: 'WO 7' }), [
      ['1160', 2500],
      ['4120', -2500],
    ]);
    const [item] = await sheet.open(sheet.clear);
    assert.deepEqual([item?.chargeType, item?.dueOn, item?.openCents], ['fee', TODAY, 2500]);
    await sheet.send([{ account: sheet.clear, what: 'fee', amount: 1, date: '2026-12-08' }], {}, 2);
    assert.equal((await sheet.open(sheet.clear))[1]?.dueOn, '2026-12-08');
  });

  it('posts a late charge, as old as the due date that was missed, and a due date once', async () => {
    const row = {
      account: sheet.debtor,
      what: 'late charge',
      charge: 'water-late-charge',
      amount: 4.5,
      date: '2026-10-28',
    };
    assert.deepEqual(await sheet.journal(row), [
      ['1151', 450],
      ['4110', -450],
    ]);
    const item = (await sheet.open(sheet.debtor)).find(({ chargeType }) => chargeType === 'water-late-charge');
    assert.deepEqual([item?.dueOn, item?.openCents], ['2026-10-28', 450]);
    const again = await sheet.send([{ ...row, reason: 'Once more' }], {}, 2);
    assert.deepEqual(
      again.reply.issues.map(({ column, code }) => [column, code]),
      [['date', 'charged-already']],
    );
    const twice = await sheet.send(
      [
        { ...row, date: '2026-09-30' },
        { ...row, date: '2026-09-30' },
      ],
      {},
      3,
    );
    assert.deepEqual(
      twice.reply.issues.map(({ code, sheetRow }) => [code, sheetRow]),
      [['charged-already', 6]],
    );
  });

  it('refuses what is no fee and no late charge, and days that do not fit', async () => {
    const fee = { account: sheet.clear, what: 'fee', amount: 25 };
    assert.deepEqual(await sheet.refusals({ ...fee, charge: 'water' }), ['charge not-a-fee']);
    assert.deepEqual(await sheet.refusals({ ...fee, date: '2026-11-22' }), ['date date-over']);
    const late = {
      account: sheet.debtor,
      what: 'late charge',
      charge: 'water-late-charge',
      amount: 1,
      date: '2026-10-28',
    };
    assert.deepEqual(await sheet.refusals({ ...late, charge: 'water' }), ['charge not-a-late-charge']);
    assert.deepEqual(await sheet.refusals({ ...late, date: TODAY }), ['date unknown-due-date']);
  });
});
