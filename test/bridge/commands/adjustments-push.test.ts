import assert from 'node:assert/strict';
import type { PushRow, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { account } from '../../../bridge/queries/account.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { adjustmentRow, push, type PushOptions } from '../../support/town/sheet-rows.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('pushing the Adjustments sheet', () => {
  const town = useTown();
  let pullId: string;
  let accountId: string;

  beforeEach(async () => {
    ({ pullId } = await town().pull('adjustments', {}));
    accountId = await town().value(
      `SELECT account_id FROM posting WHERE ledger_account = '1110'
       GROUP BY account_id HAVING sum(amount_cents) > 10000 ORDER BY account_id LIMIT 1`,
    );
  });

  const row = (key: string, changes: Readonly<Record<string, SheetCell>> = {}, sheetRow = 5): PushRow =>
    adjustmentRow(key, sheetRow, {
      account: accountId,
      service: 'water',
      kind: 'goodwill',
      amount: -12.34,
      reason: 'Service line leak',
      ...changes,
    });
  const send = (rows: PushRow[], options: PushOptions = {}) => push(town(), pullId, rows, options);
  const refusal = async (changes: Readonly<Record<string, SheetCell>>) => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send([row('k1', changes)]);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before);
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };
  const lastBill = async () => {
    const [bill] = await town().database.raw<{ number: number; to: string; on: string }[]>(
      `SELECT bill_number AS number, period_to AS "to", billed_on AS "on" FROM billed_period
       WHERE account_id = ? ORDER BY billed_on DESC LIMIT 1`,
      [accountId],
    );
    assert.ok(bill);
    return [bill.number, bill.to, bill.on] as const;
  };
  const balances = async () => {
    const { services } = await account(town().database, accountId);
    return Object.fromEntries(services.map(({ service, balanceCents }) => [service, balanceCents]));
  };

  it('posts a credit against revenue and a charge in favour of the City, one entry each', async () => {
    const before = await balances();
    const { outcome, reply } = await send([row('k1'), row('k2', { service: 'garbage', amount: '20.00' }, 6)]);
    assert.deepEqual([outcome, reply.applied, reply.refused], ['applied', 2, 0]);
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4010', 1234],
        ['1110', -1234],
        ['1130', 2000],
        ['2120', -2000],
      ],
    );
    const after = await balances();
    assert.equal(after['water'], (before['water'] ?? 0) - 1234);
    assert.equal(after['garbage'], (before['garbage'] ?? 0) + 2000);
    assert.equal(after['sewer'], before['sewer']);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('pays other open charges with what its own service has not open, in an entry of its own', async () => {
    const before = await balances();
    const { water = 0, garbage = 0 } = before;
    const amount = (0 - water - 100) / 100;
    const { reply } = await send([row('k1', { amount: amount.toFixed(2) })]);
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4010', water + 100],
        ['1110', 0 - water],
        ['2400', -100],
        ['2400', 100],
        ['1130', -100],
      ],
    );
    assert.deepEqual(await balances(), { ...before, water: 0, garbage: garbage - 100 });
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('takes a credit off the charge that a row above it in the same push makes', async () => {
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    const typed: Record<string, SheetCell>[] = [{ amount: 5 }, { amount: -5 }, { amount: 3, service: 'garbage' }];
    const { reply } = await send(
      typed.map((cells, index) => row(`k${index}`, { account: clear, ...cells }, index + 5)),
    );
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1110', 500],
        ['4010', -500],
        ['4010', 500],
        ['1110', -500],
        ['1130', 300],
        ['2120', -300],
      ],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('leaves as credit what nothing is open for', async () => {
    const clear = await town().value<string>(
      `SELECT account_id FROM posting GROUP BY account_id HAVING account_id IS NOT NULL AND sum(amount_cents) = 0 LIMIT 1`,
    );
    const { reply } = await send([row('k1', { account: clear })]);
    assert.deepEqual(
      reply.journal.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4010', 1234],
        ['2400', -1234],
      ],
    );
    assert.equal((await account(town().database, clear)).balanceCents, -1234);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is refused on a day that lies in a closed period', async () => {
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-23', 1)`);
    await assert.rejects(send([row('k1')]), { code: 'closed-period' });
  });

  it('shows at preview the journal that the push posts, and leaves no trace of it', async () => {
    const rows = [row('k1'), row('k2', { amount: 5 }, 6)];
    const before = JSON.stringify(await town().dump());
    const preview = await send(rows, { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    const pushed = await send(rows);
    assert.deepEqual([preview.outcome, preview.reply], ['previewed', pushed.reply]);
  });

  it('takes as much as the person may adjust alone, and not a cent more', async () => {
    const posted = async (key: string, amount: number, options: PushOptions = {}) => {
      const before = await balances();
      await send([row(key, { amount })], options);
      return (await balances())['water'] !== before['water'];
    };
    assert.equal(await posted('k0', -500.01), false);
    assert.equal(await posted('k1', 500), true);
    assert.equal(await posted('k2', 500.01, { role: 'supervisor' }), true);
    assert.equal(await posted('k3', 5000.01, { role: 'supervisor' }), false);
  });

  it('refuses what can not be posted, and says which cell is at fault', async () => {
    assert.deepEqual(await refusal({ account: '99-9999-99' }), ['account unknown-account']);
    assert.deepEqual(await refusal({ amount: 0 }), ['amount zero-amount']);
    assert.deepEqual(await refusal({ amount: 'ten dollars' }), ['amount not-money']);
    assert.deepEqual(await refusal({ amount: 12.345 }), ['amount too-many-decimals']);
    assert.deepEqual(await refusal({ amount: '#REF!' }), ['amount not-money']);
    assert.deepEqual(await refusal({ amount: null, reason: '  ' }), ['amount missing', 'reason missing']);
    assert.deepEqual(await refusal({ service: 'gas' }), ['service not-a-choice']);
  });

  it('takes a month for the bill of it, and says which bill that is', async () => {
    const [billNumber, periodTo, billedOn] = await lastBill();
    const { reply } = await send([row('k1', { kind: 'misread', amount: '-1.00', bill: periodTo.slice(0, 7) })]);
    assert.deepEqual(reply.issues, []);
    assert.equal(reply.rows[0]?.shown?.['corrects'], `${billNumber} of ${billedOn}`);
    assert.equal(await town().value('SELECT bill_number FROM adjusted_bill'), billNumber);
  });

  it('goes by the reason codes of the day: other ones are refused, and a kind may need one', async () => {
    await town().writeSetting('adjustment-reasons', TODAY, { codes: ['Sewer backup'], requiredFor: ['goodwill'] });
    const { choices } = await pulls.adjustments(town().database, {}, new Date(`${TODAY}T18:00:00Z`));
    assert.deepEqual(choices, { cause: ['Sewer backup'] });
    assert.deepEqual(await refusal({}), ['cause missing']);
    assert.deepEqual(await refusal({ cause: 'misread' }), ['cause not-a-choice']);
    await send([row('k1', { cause: 'sewer backup' })]);
    assert.equal(await town().value('SELECT cause FROM adjustment'), 'Sewer backup');
  });

  it('keeps the bill of a month that waits for approval by its number', async () => {
    const [billNumber, periodTo] = await lastBill();
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 50 });
    await send([row('k1', { kind: 'misread', amount: '-1.00', bill: periodTo })]);
    assert.equal(await town().value(`SELECT cells ->> '$.bill' FROM adjustment_request`), billNumber);
  });

  it('refuses a month that names no bill, and a text that is no month', async () => {
    assert.deepEqual(await refusal({ kind: 'misread', bill: 'January 1999' }), ['bill no-bill-of-period']);
    assert.deepEqual(await refusal({ kind: 'misread', bill: 'last one' }), ['bill not-bill']);
    assert.deepEqual(await refusal({ kind: 'misread', bill: '10/15/2026' }), ['bill not-bill']);
    assert.deepEqual(await refusal({ kind: 'misread', bill: '2026-10', account: 'nobody' }), [
      'account unknown-account',
    ]);
  });

  it('tells what is wrong with every row at once, with a fix each, and posts none of them', async () => {
    const before = JSON.stringify(await town().dump());
    const wrong: Readonly<Record<string, SheetCell>>[] = [
      { amount: '($12.34)' },
      { amount: '$12.34' },
      { amount: '12.34-' },
      { documentsOn: '11/20/2026' },
      { bill: 'Oct 15th' },
      { kind: 'gift' },
      { amount: 'twelve' },
      { account: 'nobody', reason: null },
    ];
    const rows = wrong.flatMap((changes, index) => [
      row(`w${index}`, changes, 2 * index + 5),
      row(`s${index}`, { note: `=1+${index}` }, 2 * index + 6),
    ]);
    const { outcome, reply } = await send(rows);
    assert.equal(outcome, 'refused');
    const told = reply.issues.map(({ rowKey, column, code }) => `${rowKey} ${column} ${code}`);
    assert.deepEqual(told.sort(), [
      ...['w0 amount not-money', 'w1 amount not-money', 'w2 amount not-money', 'w3 documentsOn not-date'],
      ...['w4 bill not-bill', 'w5 kind not-a-choice', 'w6 amount not-money', 'w7 account unknown-account'],
      'w7 reason missing',
    ]);
    assert.ok(reply.issues.every(({ fix, message }) => fix.length > 10 && message.length > 10));
    const fixOf = (key: string) => reply.issues.find(({ rowKey }) => rowKey === key)?.fix ?? '';
    assert.match(fixOf('w0'), /type -12\.34\./);
    assert.match(fixOf('w1'), /type 12\.34\./);
    assert.match(fixOf('w3'), /type 2026-11-20\./);
    assert.ok(JSON.stringify(await town().dump()) === before, 'nothing was posted');
    const sound = await send(rows, { mode: 'valid', role: 'supervisor' });
    assert.deepEqual([sound.outcome, sound.reply.applied, sound.reply.refused], ['applied', 8, 8]);
    assert.equal(await town().value(`SELECT note FROM adjustment WHERE row_key = 's3'`), '=1+3', 'a note is a text');
  });

  it('refuses a service that the account has not', async () => {
    accountId = await town().value(
      `SELECT account_id FROM service GROUP BY account_id HAVING count(*) = 1 AND max(service) = 'sewer' LIMIT 1`,
    );
    assert.deepEqual(await refusal({ service: 'water' }), ['service service-not-on-account']);
  });

  it('takes the value of a formula and says so', async () => {
    const { reply } = await send([{ ...row('k1'), formulas: ['amount'] }]);
    assert.deepEqual(reply.notices, ['Row 5: Amount holds a formula; its value "-12.34" was taken.']);
    assert.equal(reply.applied, 1);
  });

  it('never posts a row again that was posted, also beside new rows', async () => {
    const { receiptNumber } = await send([row('k1')]);
    const before = await balances();
    const again = await send([row('k1')]);
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    assert.match(again.reply.rows[0]?.text ?? '', new RegExp(`receipt ${receiptNumber}`));
    assert.deepEqual(await balances(), before);
    assert.equal((await send([row('k1'), row('k2', { amount: 1 }, 6)])).reply.applied, 1);
    assert.equal((await balances())['water'], (before['water'] ?? 0) + 100);
  });

  it('refuses to change or clear a row that was posted', async () => {
    await send([row('k1')]);
    assert.deepEqual(await refusal({ amount: -99 }), ['amount already-posted']);
    assert.deepEqual(await refusal({ account: null, service: null, kind: null, amount: null, reason: null }), [
      'account already-posted',
    ]);
  });

  it('asks of rows that say what pushed rows say, gives them their keys back, and posts none twice', async () => {
    const { receiptNumber } = await send([row('k1'), row('k2', {}, 6), row('k3', { amount: 5 }, 7)]);
    const before = await balances();
    const { outcome, reply } = await send([row('new1'), row('new2', {}, 6), row('k3', { amount: 5 }, 7)]);
    assert.deepEqual([outcome, reply.applied, reply.refused], ['refused', 0, 2]);
    assert.deepEqual(
      reply.rows.map(({ key, pushedKey }) => [key, pushedKey]),
      [
        ['new1', 'k1'],
        ['new2', 'k2'],
        ['k3', undefined],
      ],
    );
    assert.deepEqual(
      reply.issues.map(({ code }) => code),
      ['same-as-pushed', 'same-as-pushed'],
    );
    const again = await send([row('k1'), row('k2', {}, 6), row('k3', { amount: 5 }, 7)]);
    assert.deepEqual([again.outcome, again.reply.unchanged], ['already-applied', 3]);
    assert.equal(again.reply.rows[0]?.text, `Done with receipt ${receiptNumber}.`);
    assert.deepEqual(await balances(), before);
  });

  it('posts the same once more where the person says so: its key repeats the one of the first', async () => {
    await send([row('A1-K3QX9')]);
    assert.equal((await send([row('A2-AAAAA')])).outcome, 'refused');
    const { outcome, reply } = await send([row('A1-K3QX9-AAAAA')]);
    assert.deepEqual([outcome, reply.applied], ['applied', 1]);
  });

  it('refuses a row that was posted from another sheet, which its key tells', async () => {
    const { receiptNumber } = await send([row('A1-K3QX9')]);
    const other = await town().pull('adjustments', {});
    const { outcome, reply } = await push(town(), other.pullId, [row('A1-K3QX9'), row('A2-AAAAA', {}, 6)]);
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.issues.map(({ code, rowKey }) => [code, rowKey]),
      [['pushed-by-another-pull', 'A1-K3QX9']],
    );
    assert.match(reply.issues[0]?.message ?? '', new RegExp(`with receipt ${receiptNumber}\\.$`));
  });

  it('posts the same once more where the first one is still on the sheet', async () => {
    await send([row('k1')]);
    const both = await send([row('k1'), row('k2', {}, 6)]);
    assert.deepEqual([both.reply.applied, both.reply.notices], [1, []]);
  });

  it('does not post a row on top of the pushed one that it was edited from, though it has lost its key', async () => {
    await send([row('A1-K3QX9')]);
    const before = await balances();
    const { outcome, reply } = await send([row('A2-AAAAA', { amount: -15 })]);
    assert.deepEqual([outcome, reply.rows[0]?.pushedKey], ['refused', 'A1-K3QX9']);
    assert.equal((await send([row('A1-K3QX9', { amount: -15 })])).reply.issues[0]?.code, 'already-posted');
    assert.deepEqual(await balances(), before);
    assert.equal((await send([row('A1-K3QX9-AAAAA', { amount: -15 })])).outcome, 'applied', 'as more of it, if meant');
    assert.equal((await balances())['water'], (before['water'] ?? 0) - 1500);
  });

  it('takes as many rows for pushed ones as have lost their keys, and no more', async () => {
    await send([row('k1')]);
    const { reply } = await send([row('new1'), row('new2', {}, 6)]);
    assert.deepEqual(
      reply.issues.map(({ rowKey, code }) => [rowKey, code]),
      [['new1', 'same-as-pushed']],
    );
  });

  it('passes over the blank rows of the sheet', async () => {
    const blank = adjustmentRow('blank', 9, {});
    const { reply } = await send([row('k1'), blank]);
    assert.deepEqual([reply.applied, reply.unchanged, reply.issues], [1, 1, []]);
  });
});
