import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { savedFilesReplySchema } from '../../../../bridge/contract/api.js';
import { letterRoutes } from '../../../../bridge/http/api/letter-routes.js';
import { adjustmentLetters } from '../../../../bridge/queries/adjusting/adjustment-letters.js';
import { receipts } from '../../../../bridge/queries/receipts.js';
import { serveRoutes, type ApiServer } from '../../../support/api-server.js';
import { pdfPages, textOf } from '../../../support/statement/pdf-text.js';
import { startingAdjustmentLetter } from '../../../../migrations/starting-adjustment-letter.js';
import { LateCharges } from '../../../support/town/late-charges.js';
import { Rebills } from '../../../support/town/rebills.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { emptyFolder, TODAY } from '../../../support/town/sample-town-file.js';
import { adjustmentRow, push, pushRowsOf } from '../../../support/town/sheet-rows.js';
import { TestTown, useTown } from '../../../support/town/town.js';

describe('the route of letters about adjustments', () => {
  const town = useTown();
  let server: ApiServer;
  let folder: string;
  let accounts: string[];

  beforeEach(async () => {
    folder = path.join(await emptyFolder(), 'letters');
    server = await serveRoutes(letterRoutes({ reader: town().database, lettersFolder: folder }));
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM service WHERE service = 'water' ORDER BY account_id LIMIT 3`,
    );
    accounts = rows.map((row) => row.account_id);
  });
  afterEach(() => server.close());

  const adjusted = (...amounts: number[]) => adjustedFor('billing error', ...amounts);
  const adjustedFor = async (kind: string, ...amounts: number[]) => {
    const { pullId } = await town().pull('adjustments', {});
    const rows = amounts.map((amount, index) =>
      adjustmentRow(`k${index}`, index + 5, {
        ...{ account: accounts[index] ?? '', service: 'water', kind, amount, reason: 'Read twice' },
      }),
    );
    const pushed = await push(town(), pullId, rows);
    assert.equal(pushed.outcome, 'applied', JSON.stringify(pushed.reply.issues));
    return town().value<number>('SELECT max(command_number) FROM command');
  };
  const write = (receipt: number | string, body: object = {}) => server.ask(`/receipts/${receipt}/letters`, body);
  const pages = async (response: Response) => {
    const { folder: at, files } = savedFilesReplySchema.parse(await response.json());
    assert.equal(at, folder);
    return pdfPages(await readFile(path.join(at, files[0] ?? ''))).map((page) => textOf(page).replaceAll('\n', ' '));
  };
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

  it('writes a letter for each adjustment of a receipt that stands, as of that receipt', async () => {
    const receipt = await adjusted(-3, -4);
    const owed = await town().value<number>(
      `SELECT sum(amount_cents) FROM posting JOIN ledger_account USING (ledger_account)
       WHERE account_id = ? AND ((kind = 'asset' AND is_control) OR purpose = 'unapplied-credit')`,
      [accounts[0] ?? ''],
    );
    // What comes later is for other letters.
    await adjustedFor('goodwill', -1);
    const made = await pages(await write(receipt));
    assert.equal(made.length, 2);
    assert.match(made[0] ?? '', /made a credit of \$3\.00 on November 23, 2026/);
    const balance = `$${(Math.abs(owed) / 100).toFixed(2)}${owed < 0 ? ' in your favor' : ''}`;
    assert.ok(made[0]?.includes(`stands at ${balance}.`), made[0]);
    assert.match(made[1] ?? '', /made a credit of \$4\.00/);
    await reversePushed(town(), receipt, { rows: ['k0'] });
    const left = await pages(await write(receipt));
    assert.equal(left.length, 1);
    assert.match(left[0] ?? '', /\$4\.00/);
  });

  it('writes those of one account where it is named, into a file of its own', async () => {
    const receipt = await adjusted(-3, -4);
    const offered = (await receipts(town().database)).filter(({ hasLetters }) => hasLetters);
    assert.deepEqual(
      offered.map(({ receiptNumber }) => receiptNumber),
      [receipt],
    );
    const response = await write(receipt, { accountId: accounts[1] });
    const made = await pages(response);
    assert.equal(made.length, 1);
    assert.match(made[0] ?? '', /\$4\.00/);
  });

  it('writes to whoever asked for what was declined or returned, with the word that was given', async () => {
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 100, supervisor: 50_000 });
    await adjusted(-9, -8);
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    assert.equal(waiting.rows.length, 2);
    const [first = '', second = ''] = waiting.rows.map((row) => String(row[0]));
    const edits = {
      [first]: { decision: 'decline', word: 'No such error' },
      [second]: { decision: 'return', word: 'The read sheet' },
    };
    const rows = pushRowsOf('pending-approvals', waiting, edits);
    const said = await push(town(), waiting.pullId, rows, { role: 'supervisor' });
    assert.equal(said.outcome, 'applied', JSON.stringify(said.reply.issues));
    const [declined = '', returned = ''] = await pages(
      await write(await town().value('SELECT max(command_number) FROM command')),
    );
    assert.match(declined, /can’t make the adjustment \(billing error\)[\s\S]*The reason is: No such error\./);
    assert.match(returned, /What is missing: The read sheet\./);
  });

  const pushedAs = async (...typed: Readonly<Record<string, SheetCell>>[]) => {
    const { pullId } = await town().pull('adjustments', {});
    const rows = typed.map((row, index) => adjustmentRow(`m${index}`, index + 5, row));
    const pushed = await push(town(), pullId, rows, { role: 'supervisor' });
    assert.equal(pushed.outcome, 'applied', JSON.stringify(pushed.reply.issues));
    return pushed.receiptNumber ?? 0;
  };
  const owing = async () => {
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM posting JOIN account USING (account_id) WHERE ledger_account = '1110' AND status = 'active'
       GROUP BY 1 HAVING sum(amount_cents) > 2000 ORDER BY 1 LIMIT 2`,
    );
    return rows.map((row) => row.account_id);
  };

  it('writes to both accounts of a transfer, one letter each however many due dates it has', async () => {
    const [from = '', to = ''] = await owing();
    await town().database.raw(
      'UPDATE account SET customer_id = (SELECT customer_id FROM account WHERE account_id = ?) WHERE account_id = ?',
      [from, to],
    );
    const moved = { account: from, kind: 'transfer between accounts', otherAccount: to, reason: 'Same customer' };
    const made = await pages(await write(await pushedAs({ ...moved, amount: 12 })));
    assert.equal(made.length, 2);
    assert.match(made[0] ?? '', new RegExp(`we moved \\$12\\.00 that was owed on your account .* to account ${to}\\.`));
    assert.match(made[1] ?? '', new RegExp(`we moved \\$12\\.00 to your account .* on account ${from} before\\.`));
  });

  it('tells nobody the whole number of an account that somebody else has', async () => {
    const [from = '', to = ''] = await owing();
    const moved = { account: from, kind: 'transfer between accounts', otherAccount: to, reason: 'The tenant pays' };
    const [left = '', received = ''] = await pages(await write(await pushedAs({ ...moved, amount: 12 })));
    assert.match(left, new RegExp(`to account ending in ${to.slice(-2)}\\.`));
    assert.ok(!left.includes(to), left);
    assert.match(received, new RegExp(`on account ending in ${from.slice(-2)} before\\.`));
    assert.ok(!received.includes(from), received);
  });

  it('tells of a deposit that was corrected what is held now', async () => {
    const receipt = await pushedAs({
      account: accounts[0] ?? '',
      kind: 'deposit correction',
      amount: 5,
      reason: 'Found',
    });
    const held = await town().value<number>(
      `SELECT -sum(amount_cents) FROM posting JOIN ledger_account USING (ledger_account) WHERE purpose = 'deposits' AND account_id = ?`,
      [accounts[0] ?? ''],
    );
    const [made = ''] = await pages(await write(receipt));
    assert.ok(made.includes(`$5.00 more than our records said, and comes to $${(held / 100).toFixed(2)} now.`), made);
  });

  it('writes of a write-off only where the office wants it, by the setting of the day', async () => {
    const [account = ''] = await owing();
    const receipt = await pushedAs({ account, kind: 'write-off', amount: 3, reason: 'Never paid' });
    assert.deepEqual(await codeOf(await write(receipt)), [409, 'no-letters']);
    assert.ok(
      (await receipts(town().database)).every(({ hasLetters }) => !hasLetters),
      'nor is one offered',
    );
    await town().writeSetting('adjustment-letter', TODAY, { ...startingAdjustmentLetter, noLetterFor: ['goodwill'] });
    assert.match((await pages(await write(receipt))).join(), /we took \$3\.00 .* off our books/);
    assert.ok((await receipts(town().database)).some(({ hasLetters }) => hasLetters));
    const gift = await adjustedFor('goodwill', -1);
    assert.deepEqual(await codeOf(await write(gift)), [409, 'no-letters']);
  });

  it('states of bills that were made again the net change, old and new by service, and what is owed, as of that receipt', async () => {
    const late = new LateCharges(town());
    await late.rule();
    await late.decide({ '06-0002-01': { decision: 'charge' } });
    const rebills = new Rebills(town());
    const [last] = await rebills.rows('06-0002-01');
    const make = (newRead: number) =>
      rebills.make('06-0002-01', { [String(last?.('key'))]: { newRead, reason: 'Misread' } });
    const { receiptNumber } = await make(47_908);
    const owed = await rebills.owed('06-0002-01');
    const spoken = `$${(Math.abs(owed) / 100).toFixed(2)}${owed < 0 ? ' in your favor' : ''}`;
    const second = await make(47_958);
    const [letter = '', ...more] = await pages(await write(receiptNumber ?? 0));
    assert.deepEqual(more, [], 'one letter, whatever came later');
    // $106.76 became $80.99, and the late charge of $10.68 became $8.10.
    assert.ok(
      letter.includes(`In all you owe $28.35 less than before, and your account stands at ${spoken} now.`),
      letter,
    );
    for (const [label, before, now] of [
      ['Water', '$44.03', '$27.83'],
      ['Sewer', '$42.73', '$33.16'],
      ['In all', '$117.44', '$89.09'],
    ]) {
      assert.match(letter, new RegExp(`${label} .*${before?.replace('$', '\\$')} .*${now?.replace('$', '\\$')}`));
    }
    const [again = ''] = await pages(await write(second.receiptNumber ?? 0));
    assert.match(again, /Water \$27\.83/, 'the second is beside what the first left');
    await reversePushed(town(), second.receiptNumber);
    assert.deepEqual(await codeOf(await write(second.receiptNumber ?? 0)), [409, 'no-letters']);
  });

  it('tells every reason for which bills were made again, each once, and those of bills that follow not once more', async () => {
    const rebills = new Rebills(town());
    const [last, before, first] = await rebills.rows('06-0002-01');
    const { receiptNumber } = await rebills.make('06-0002-01', {
      [String(first?.('key'))]: { newRead: Number(first?.('read')) - 100, reason: 'Misread' },
      [String(before?.('key'))]: { newRead: Number(before?.('read')) - 100, reason: 'Digits swapped' },
    });
    const made = await town().database.raw<{ bill: number }[]>('SELECT bill_number AS bill FROM rebill');
    assert.ok(made.map(({ bill }) => bill).includes(Number(last?.('bill'))), 'the last bill follows');
    const [letter = ''] = await pages(await write(receiptNumber ?? 0));
    assert.match(letter, /The reason is: Misread; Digits swapped\. /);
  });

  it('offers letters by the setting of the day where the utility is, though it is another day in UTC', async () => {
    await town().writeSetting('adjustment-letter', '2026-11-24', {
      ...startingAdjustmentLetter,
      noLetterFor: ['goodwill'],
    });
    const evening = new TestTown(town().file, town().database, () => new Date('2026-11-24T02:00:00Z'));
    const { pullId } = await evening.pull('adjustments', {});
    const typed = { account: accounts[0] ?? '', service: 'water', kind: 'goodwill', amount: -3, reason: 'Kindness' };
    const { receiptNumber } = await push(evening, pullId, [adjustmentRow('k0', 5, typed)]);
    const [newest] = await receipts(town().database);
    assert.deepEqual([newest?.receiptNumber, newest?.hasLetters], [receiptNumber, true]);
    const { date, letters } = await adjustmentLetters(town().database, { receipt: receiptNumber ?? 0 });
    assert.deepEqual([date, letters.length], [TODAY, 1]);
  });

  it('refuses a receipt without letters, one that is not there, and an auditor', async () => {
    const receipt = await adjusted(-3);
    await reversePushed(town(), receipt);
    assert.deepEqual(await codeOf(await write(receipt)), [409, 'no-letters']);
    assert.ok((await receipts(town().database)).every(({ hasLetters }) => !hasLetters));
    assert.deepEqual(await codeOf(await write(receipt, { accountId: 'nobody' })), [409, 'no-letters']);
    assert.deepEqual(await codeOf(await write(9_999)), [404, 'no-such-receipt']);
    server.become('auditor');
    assert.equal((await write(receipt)).status, 403);
  });
});
