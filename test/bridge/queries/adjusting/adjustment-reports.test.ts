import assert from 'node:assert/strict';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import type { SheetKindId } from '../../../../bridge/contract/sheets/index.js';
import { cell, adjustmentRow, push, pushRowsOf, type Edits } from '../../../support/town/sheet-rows.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { Rebills } from '../../../support/town/rebills.js';
import { TODAY } from '../../../support/town/sample-town-file.js';
import { useTown } from '../../../support/town/town.js';

describe('the reports of adjustments', () => {
  const town = useTown();
  let accounts: string[];

  beforeEach(async () => {
    const rows = await town().database.raw<{ account_id: string }[]>(
      `SELECT account_id FROM service JOIN account USING (account_id) WHERE service = 'sewer' AND status = 'active'
         AND account_id IN (SELECT account_id FROM posting WHERE ledger_account = '1110' GROUP BY 1 HAVING sum(amount_cents) > 1000)
       ORDER BY account_id LIMIT 5`,
    );
    accounts = rows.map((row) => row.account_id);
  });

  const typed = (account: number, service: string, kind: string, amount: number, more: object = {}) => {
    return { account: accounts[account] ?? '', service, kind, amount, reason: 'As agreed', ...more };
  };
  const send = async (...rows: Readonly<Record<string, SheetCell>>[]) => {
    const { pullId } = await town().pull('adjustments', {});
    const pushed = await push(
      town(),
      pullId,
      rows.map((row, index) => adjustmentRow(`k${index}`, index + 5, row)),
    );
    assert.equal(pushed.outcome, 'applied', JSON.stringify(pushed.reply.issues));
    return town().value<number>('SELECT max(command_number) FROM command');
  };
  const shown = async (kind: SheetKindId, parameters: object, ...columns: string[]) => {
    const { rows } = await town().pull(kind, parameters, 'auditor');
    return rows.map((row) => columns.map((column) => String(cell(kind, row, column) ?? '')).join(' | '));
  };
  const register = (...columns: string[]) => shown('adjustment-register', {}, ...columns);

  it('list each adjustment with its charges, the City’s part and its entry, and what was reversed beside what stands', async () => {
    const receipt = await send(
      typed(0, 'water', 'misread', -3, { cause: 'meter fault', document: 'WO 17', documentsOn: TODAY }),
      typed(1, 'sewer', 'billing error', -4),
    );
    await reversePushed(town(), receipt, { rows: ['k0'] });
    const reversal = await town().value<number>('SELECT max(command_number) FROM command');
    assert.deepEqual(
      (await register('state', 'account', 'charges', 'city', 'amount', 'standing', 'reversedBy')).sort(),
      [
        `posted | ${accounts[1]} | Sewer -$4.00 (City) | -4.00 | -4.00 | -4.00 | `,
        `reversed | ${accounts[0]} | Water -$3.00 | 0.00 | -3.00 |  | ${reversal}`,
      ],
    );
    const [first] = (
      await register('kind', 'cause', 'document', 'documentsOn', 'receipt', 'requestedBy', 'approvedBy')
    ).filter((row) => row.startsWith('misread'));
    assert.equal(first, `misread | meter fault | WO 17 | ${TODAY} | ${receipt} | Dana Whitlock | `);
    assert.match((await register('entry')).join(), /^\d+,\d+$/);
  });

  it('tell the day of a leak of what was posted and of what waits, where it is known', async () => {
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 400, supervisor: 50_000 });
    const leakOn = '2026-10-01';
    const bill = await town().value<number>('SELECT max(bill_number) FROM standing_bill WHERE account_id = ?', [
      accounts[2] ?? '',
    ]);
    const leak = { cause: 'ruptured hose', document: 'Invoice 7', documentsOn: '2026-11-02' };
    await send(
      typed(0, 'water', 'leak', -3, { ...leak, leakOn }),
      typed(1, 'water', 'leak', -6, { ...leak, leakOn: '2026-10-02' }),
      typed(2, 'water', 'leak', -2, { ...leak, bill }),
    );
    const columns = ['kind', 'state', 'amount', 'leakOn', 'documentsOn'] as const;
    assert.deepEqual((await register(...columns)).sort(), [
      'leak | posted | -2.00 |  | 2026-11-02',
      `leak | posted | -3.00 | ${leakOn} | 2026-11-02`,
      'leak | waits |  | 2026-10-02 | 2026-11-02',
    ]);
    assert.equal(await town().value('SELECT leak_on FROM adjustment WHERE amount_cents = -300'), leakOn);
  });

  it('list requests with who said what, and one that was approved once, by its entry', async () => {
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 100, supervisor: 50_000 });
    await send(typed(0, 'water', 'goodwill', -5), typed(1, 'water', 'goodwill', -6), typed(2, 'water', 'goodwill', -7));
    assert.deepEqual(new Set(await register('state', 'amount', 'entry')), new Set(['waits |  | ']));
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    const edits = { 1: { decision: 'approve', word: '' }, 2: { decision: 'decline', word: 'No ground' } };
    await push(town(), waiting.pullId, pushRowsOf('pending-approvals', waiting, edits), { role: 'supervisor' });
    assert.deepEqual(
      (await register('request', 'state', 'asked', 'amount', 'requestedBy', 'approvedBy', 'word')).sort(),
      [
        '1 | posted | -5.00 | -5.00 | Dana Whitlock | Marcus Ellerbee | ',
        '2 | declined by Marcus Ellerbee: No ground | -6.00 |  | Dana Whitlock |  | Marcus Ellerbee: No ground',
        '3 | waits | -7.00 |  | Dana Whitlock |  | ',
      ],
    );
  });

  it('say of what was approved in an emergency that it was, also once it is reversed', async () => {
    await town().writeSetting('adjustment-limits', TODAY, {
      coordinator: 100,
      supervisor: 550,
      emergencyApprovers: 1,
    });
    await send(typed(0, 'water', 'goodwill', -6), typed(1, 'water', 'goodwill', -5));
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    const edits = { 1: { decision: 'emergency', word: 'Burst main' }, 2: { decision: 'approve' } };
    const pushed = await push(town(), waiting.pullId, pushRowsOf('pending-approvals', waiting, edits), {
      role: 'supervisor',
    });
    const states = async () => (await register('request', 'state', 'approvedBy')).sort();
    assert.deepEqual(await states(), [
      '1 | posted; approved in an emergency; no supervisor has acknowledged it yet | Marcus Ellerbee',
      '2 | posted | Marcus Ellerbee',
    ]);
    await reversePushed(town(), pushed.receiptNumber, { rows: ['1'] });
    assert.deepEqual(await states(), [
      '1 | reversed; approved in an emergency; no supervisor has acknowledged it yet | Marcus Ellerbee',
      '2 | posted | Marcus Ellerbee',
    ]);
  });

  it('name as approving whose word posted it, and nobody where it was declined', async () => {
    const limitTo = (supervisor: number) =>
      town().writeSetting('adjustment-limits', TODAY, { coordinator: 100, supervisor });
    await limitTo(100);
    await send(typed(0, 'water', 'goodwill', -5), typed(1, 'water', 'goodwill', -6));
    const say = async (edits: Edits) => {
      const waiting = await town().pull('pending-approvals', {}, 'supervisor');
      const rows = pushRowsOf('pending-approvals', waiting, edits);
      assert.equal((await push(town(), waiting.pullId, rows, { role: 'supervisor' })).outcome, 'applied');
    };
    const emergency = { decision: 'emergency', word: 'Burst main' };
    await say({ 1: emergency, 2: emergency });
    await limitTo(50_000);
    await say({ 1: { decision: 'approve', word: null }, 2: { decision: 'decline', word: 'No ground' } });
    assert.deepEqual((await register('request', 'approvedBy')).sort(), ['1 | Marcus Ellerbee', '2 | ']);
    assert.ok((await register('state')).includes('posted'), 'a word that was not enough makes it no emergency');
  });

  it('list transfers and write-offs too, from the account that they relieve', async () => {
    const owing = await town().database.raw<{ account_id: string }[]>(
      `SELECT posting.account_id FROM posting WHERE ledger_account = '1110' GROUP BY 1 HAVING sum(amount_cents) > 1000 LIMIT 2`,
    );
    const [from = '', to = ''] = owing.map((row) => row.account_id);
    const moved = {
      account: from,
      kind: 'transfer between accounts',
      amount: 2,
      otherAccount: to,
      service: 'water',
      reason: 'Moved',
    };
    await send(moved);
    const waits = await register('state');
    if (waits.includes('waits')) {
      const waiting = await town().pull('pending-approvals', {}, 'supervisor');
      const rows = pushRowsOf('pending-approvals', waiting, { 1: { decision: 'approve' } });
      await push(town(), waiting.pullId, rows, { role: 'supervisor' });
    }
    assert.deepEqual(await register('kind', 'account', 'charges', 'amount', 'note', 'requestedBy'), [
      `transfer between accounts | ${from} | Water -$2.00 | -2.00 | To account ${to}. | Dana Whitlock`,
    ]);
  });

  it('tell of each due date of an approved transfer who asked for it and who approved it', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 100, supervisor: 50_000_000 });
    const open = await town().database.raw<{ account_id: string; cents: number }[]>(
      `SELECT account_id, sum(amount_cents) AS cents FROM posting JOIN ledger_account USING (ledger_account)
       WHERE kind = 'asset' AND account_id IN (
         SELECT posting.account_id FROM posting JOIN bill USING (entry_number)
         JOIN charge_type ON receivable = posting.ledger_account
         WHERE amount_cents > (SELECT coalesce(sum(paid.amount_cents), 0) FROM allocation AS paid
                               WHERE item_entry = posting.entry_number AND item_line = posting.line_number)
         GROUP BY posting.account_id HAVING count(DISTINCT due_on) > 1)
       GROUP BY account_id ORDER BY account_id LIMIT 2`,
    );
    const [from, to] = open;
    assert.ok(from && to);
    const moved = { kind: 'transfer between accounts', otherAccount: to.account_id, reason: 'Moved' };
    await send({ account: from.account_id, amount: from.cents / 100, ...moved });
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    const rows = pushRowsOf('pending-approvals', waiting, { 1: { decision: 'approve' } });
    await push(town(), waiting.pullId, rows, { role: 'supervisor' });
    const listed = await register('kind', 'requestedBy', 'approvedBy', 'request');
    assert.ok(listed.length > 1, 'a document for each due date');
    assert.deepEqual(new Set(listed), new Set(['transfer between accounts | Dana Whitlock | Marcus Ellerbee | 1']));
  });

  it('list the cause, the note and the evidence of a transfer and a write-off, as they were typed', async () => {
    const told = { cause: 'uncollectible', document: 'Court order 7', documentsOn: TODAY, note: 'Bankrupt' };
    const account = accounts[0] ?? '';
    await send(
      { account, service: 'water', kind: 'write-off', amount: 2, reason: 'Never paid', ...told },
      {
        ...{ account, service: 'water', kind: 'transfer between accounts', amount: 3, reason: 'Same customer' },
        ...{ otherAccount: accounts[1] ?? '', ...told, cause: 'other', note: 'Asked by phone' },
      },
    );
    const columns = ['kind', 'cause', 'note', 'document', 'documentsOn', 'reason'] as const;
    assert.deepEqual((await register(...columns)).sort(), [
      `transfer between accounts | other | To account ${accounts[1]}. Asked by phone | Court order 7 | ${TODAY} | Same customer`,
      `write-off | uncollectible | Bankrupt | Court order 7 | ${TODAY} | Never paid`,
    ]);
    assert.deepEqual(await shown('adjustment-summary', { by: 'cause' }, 'group', 'net'), [
      'other | -3.00',
      'uncollectible | -2.00',
    ]);
  });

  it('tell how what was written off was worked out, where no amount was typed', async () => {
    const account = accounts[0] ?? '';
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 500_000 });
    await send({ account, service: 'water', kind: 'write-off', reason: 'Never paid' });
    assert.match((await register('calculation')).join(), /^What is open on the account for water is \$\d+\.\d\d\.$/);
  });

  it('list a rebill by what it changed, and as reversed once it is taken back', async () => {
    const rebills = new Rebills(town());
    const [last] = await rebills.rows('06-0002-01');
    const bill = await town().value<number>(
      `SELECT max(bill_number) FROM standing_bill WHERE account_id = '06-0002-01'`,
    );
    await rebills.make('06-0002-01', { [String(last?.('key'))]: { newRead: 47_908, reason: 'Misread' } });
    // $44.03 and $42.73 became $27.83 and $33.16.
    assert.deepEqual(await register('kind', 'state', 'bill', 'charges', 'city', 'amount', 'standing'), [
      `rebill | posted | ${bill} | Water -$16.20; Sewer -$9.57 (City) | -9.57 | -25.77 | -25.77`,
    ]);
    assert.deepEqual(await shown('adjustment-summary', { by: 'service' }, 'group', 'net'), [
      'water | -16.20',
      'sewer | -9.57',
    ]);
    await reversePushed(town(), await town().value<number>('SELECT max(command_number) FROM command'));
    const reversal = await town().value<number>('SELECT max(command_number) FROM command');
    assert.deepEqual(await register('state', 'standing', 'reversedBy'), [`reversed |  | ${reversal}`]);
  });

  it('list the note and the evidence of a rebill, also while it waits and once it was approved', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 100, supervisor: 500_000 });
    const rebills = new Rebills(town());
    const [last] = await rebills.rows('06-0002-01');
    const told = { reason: 'Misread', note: 'Two digits turned', document: 'WO 17' };
    await rebills.make(
      '06-0002-01',
      { [String(last?.('key'))]: { newRead: 47_908, ...told } },
      { role: 'coordinator' },
    );
    const columns = ['state', 'reason', 'note', 'document'] as const;
    assert.deepEqual(await register(...columns), ['waits | Misread | Two digits turned | WO 17']);
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    const evidence = ['evidence', 'note'].map((column) => cell('pending-approvals', waiting.rows[0] ?? [], column));
    assert.deepEqual(evidence, ['WO 17', 'Two digits turned']);
    const rows = pushRowsOf('pending-approvals', waiting, { 1: { decision: 'approve' } });
    await push(town(), waiting.pullId, rows, { role: 'supervisor' });
    assert.deepEqual(await register(...columns), ['posted | Misread | Two digits turned | WO 17']);
  });

  it('list a rebill that was approved once, with who asked for it and who approved it', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 100, supervisor: 500_000 });
    const rebills = new Rebills(town());
    const [last] = await rebills.rows('06-0002-01');
    const edits = { [String(last?.('key'))]: { newRead: 47_908, reason: 'Misread' } };
    await rebills.make('06-0002-01', edits, { role: 'coordinator' });
    const columns = ['state', 'amount', 'requestedBy', 'approvedBy', 'request'] as const;
    assert.deepEqual(await register(...columns), ['waits |  | Dana Whitlock |  | 1']);
    const waiting = await town().pull('pending-approvals', {}, 'supervisor');
    const rows = pushRowsOf('pending-approvals', waiting, { 1: { decision: 'approve' } });
    await push(town(), waiting.pullId, rows, { role: 'supervisor' });
    assert.deepEqual(await register(...columns), ['posted | -25.77 | Dana Whitlock | Marcus Ellerbee | 1']);
  });

  it('list each of two rebills as reversed by the receipt that took it back', async () => {
    const rebills = new Rebills(town());
    const [last] = await rebills.rows('06-0002-01');
    const make = (newRead: number) =>
      rebills.make('06-0002-01', { [String(last?.('key'))]: { newRead, reason: 'Misread' } });
    const [first, second] = [await make(47_908), await make(47_808)];
    const later = await reversePushed(town(), second.receiptNumber);
    const earlier = await reversePushed(town(), first.receiptNumber);
    assert.deepEqual(await register('receipt', 'reversedBy'), [
      `${second.receiptNumber ?? ''} | ${later.receiptNumber ?? ''}`,
      `${first.receiptNumber ?? ''} | ${earlier.receiptNumber ?? ''}`,
    ]);
  });

  it('tell as the City’s part what the journal has in its accounts, after a service changed hands', async () => {
    const remade = '06-0002-01';
    type Owners = { services: Record<string, { due?: string; notCollected?: string }>; lateCharges: object };
    const accounting = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'accounting' ORDER BY effective_from DESC`),
    ) as Owners;
    const { sewer, water } = accounting.services;
    assert.ok(sewer?.due !== undefined && water && water.due === undefined);
    const held = Object.values(accounting.services).flatMap(({ due = '', notCollected = '' }) => [due, notCollected]);
    const services = { ...accounting.services, sewer: water };
    const lateCharges = { ...accounting.lateCharges, sewer: 'utility' };
    await town().writeSetting('accounting', TODAY, { ...accounting, services, lateCharges });
    await send(typed(0, 'sewer', 'billing error', -1), {
      account: accounts[1] ?? '',
      kind: 'write-off',
      reason: 'Gone',
    });
    const rebills = new Rebills(town());
    const [last] = await rebills.rows(remade);
    await rebills.make(remade, { [String(last?.('key'))]: { newRead: 47_908, reason: 'Misread' } });
    const ofCity = await town().value<number>(
      `SELECT -sum(amount_cents) FROM posting JOIN journal_entry USING (entry_number)
       WHERE ledger_account IN (SELECT value FROM json_each(?)) AND effective_on = ?
         AND command_number > (SELECT max(command_number) - 2 FROM command)`,
      [JSON.stringify(held), TODAY],
    );
    const listed = await register('kind', 'city', 'charges');
    const told = listed.map((row) => Math.round(Number(row.split(' | ')[1]) * 100));
    assert.equal(
      told.reduce((sum, each) => sum + each, 0),
      ofCity,
      JSON.stringify(listed),
    );
    assert.ok(
      told.every((each) => each !== 0),
      JSON.stringify(listed),
    );
    const [city] = (await shown('adjustment-summary', { by: 'owner' }, 'group', 'net')).filter((row) =>
      row.startsWith('City'),
    );
    assert.equal(city, `City | ${(ofCity / 100).toFixed(2)}`);
  });

  it('tell each type of charge once, with what of it is the utility’s and what the City’s', async () => {
    const [owing] = await town().database.raw<{ account_id: string; first: string; last: string }[]>(
      `SELECT posting.account_id, min(effective_on) AS first, max(effective_on) AS last
       FROM posting JOIN journal_entry USING (entry_number) JOIN bill USING (entry_number)
       WHERE ledger_account = '1110' AND amount_cents > (
         SELECT coalesce(sum(paid.amount_cents), 0) FROM allocation AS paid
         WHERE item_entry = posting.entry_number AND item_line = posting.line_number)
       GROUP BY posting.account_id HAVING count(DISTINCT effective_on) > 1 ORDER BY 1 LIMIT 1`,
    );
    assert.ok(owing);
    const accounting = JSON.parse(
      await town().value<string>(`SELECT value FROM setting WHERE name = 'accounting' ORDER BY effective_from DESC`),
    ) as { services: Record<string, unknown> };
    const services = { ...accounting.services, water: accounting.services['sewer'] };
    await town().writeSetting('accounting', owing.last, { ...accounting, services });
    await town().writeSetting('adjustment-limits', TODAY, { coordinator: 5_000_000 });
    await send({ account: owing.account_id, service: 'water', kind: 'write-off', reason: 'Gone' });
    const [row = ''] = await register('charges', 'utility', 'city', 'amount');
    const [charges = '', ...amounts] = row.split(' | ');
    const [ours = 0, theirs = 0, all = 0] = amounts.map(Number);
    assert.ok(ours < 0 && theirs < 0 && Math.abs(ours + theirs - all) < 0.001, row);
    const dollars = (amount: number) => `-$${Math.abs(amount).toFixed(2)}`;
    assert.equal(charges, `Water ${dollars(all)} (utility ${dollars(ours)}, City ${dollars(theirs)})`);
    assert.deepEqual((await shown('adjustment-summary', { by: 'owner' }, 'group', 'net')).sort(), [
      `City | ${theirs.toFixed(2)}`,
      `Utility | ${ours.toFixed(2)}`,
    ]);
  });

  it('keep to their days, and refuse days that are crossed', async () => {
    await send(typed(0, 'water', 'goodwill', -5));
    const within = (range: object) => shown('adjustment-register', range, 'amount');
    assert.deepEqual(await within({ from: TODAY, to: TODAY }), ['-5.00']);
    assert.deepEqual(await within({ to: '2026-11-22' }), []);
    assert.deepEqual(await within({ from: '2026-11-24' }), []);
    await assert.rejects(within({ from: TODAY, to: '2026-11-01' }), { code: 'dates-crossed' });
  });

  it('add up what stands, one way or another, beside what was billed', async () => {
    const receipt = await send(
      typed(0, 'water', 'goodwill', -5),
      typed(1, 'sewer', 'billing error', -4),
      typed(2, 'water', 'billing error', 2),
    );
    await reversePushed(town(), receipt, { rows: ['k0'] });
    const by = (group: string) =>
      shown('adjustment-summary', { by: group }, 'group', 'count', 'credits', 'charges', 'net');
    assert.deepEqual(await by('kind'), ['billing error | 2 | -4.00 | 2.00 | -2.00']);
    assert.deepEqual(await by('owner'), ['City | 1 | -4.00 | 0.00 | -4.00', 'Utility | 1 | 0.00 | 2.00 | 2.00']);
    const billed = await town().value<number>(
      `SELECT sum(amount_cents) FROM standing_bill JOIN bill_charge USING (bill_number) WHERE service = 'sewer'`,
    );
    const [sewer] = await shown('adjustment-summary', { by: 'service' }, 'group', 'billed', 'share');
    assert.ok(-400 / billed > -0.00005, 'it rounds to nothing, which has no sign');
    assert.equal(sewer, `sewer | ${(billed / 100).toFixed(2)} | 0.00`);
    await assert.rejects(by('colour'));
  });
});
