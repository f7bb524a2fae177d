import assert from 'node:assert/strict';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import type { PushRow, PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { cell, push, pushRowsOf, type Edits, type PushOptions } from '../../support/town/sheet-rows.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

describe('pushing the Account Data sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  let reduced = '';
  let billedTo = '';

  beforeEach(async () => {
    reduced = await town().value(
      `SELECT min(account_id) FROM account JOIN service USING (account_id) WHERE rate_class = 'REDUCED' AND status = 'active' AND service = 'water'`,
    );
    billedTo = await town().value('SELECT max(period_to) FROM bill WHERE account_id = ?', [reduced]);
    sheet = await town().pull('account-data', {});
  });

  const keyOf = (name: string, accountId = reduced): string => {
    const row = sheet.rows.find((each) => {
      return cell('account-data', each, 'account') === accountId && cell('account-data', each, 'datum') === name;
    });
    assert.ok(row, `${accountId} has no ${name}`);
    return String(row[0]);
  };
  const newRow = (key: string, typed: Readonly<Record<string, SheetCell>>, sheetRow = 900): PushRow => ({
    key,
    sheetRow,
    cells: sentColumns(sheetKinds['account-data']).map(({ id }) => typed[id] ?? null),
  });
  const send = (edits: Edits, added: readonly PushRow[] = [], options: PushOptions = {}) =>
    push(town(), sheet.pullId, [...pushRowsOf('account-data', sheet, edits), ...added], options);
  const said = async (name: string, accountId = reduced) =>
    (
      await town().database.raw<{ value: string | null; effective_from: string }[]>(
        `SELECT value, effective_from FROM account_input WHERE account_id = ? AND name = ? ORDER BY account_input_number`,
        [accountId, name],
      )
    ).map(({ value, effective_from: from }) => [from, value]);
  const fee = (typed: Readonly<Record<string, SheetCell>> = {}) => ({
    account: reduced,
    datum: 'fee_returned_item',
    value: 1,
    from: addDays(TODAY, 10),
    ...typed,
  });
  const refusals = async (edits: Edits, ...added: PushRow[]): Promise<PushSheetReply['issues']> => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await send(edits, added);
    assert.equal(outcome, 'refused');
    assert.ok(JSON.stringify(await town().dump()) === before, 'a refusal changed something');
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues;
  };
  const codes = async (typed: Readonly<Record<string, SheetCell>>) =>
    (await refusals({}, newRow('A1', typed))).map(({ column, code }) => `${column} ${code}`);

  it('says a changed value from its date, beside what was said before', async () => {
    const [first] = await said('programme_ends');
    const edits = { [keyOf('programme_ends')]: { value: '2028-01-31', from: '2026-12-10' } };
    const { outcome, reply, receiptNumber } = await send(edits);
    assert.deepEqual([outcome, reply.applied, reply.refused], ['applied', 1, 0]);
    assert.equal(
      reply.rows.find(({ state }) => state === 'applied')?.text,
      'programme_ends from 2026-12-10: 2028-01-31; until now 2027-01-31.',
    );
    assert.deepEqual(await said('programme_ends'), [first, ['2026-12-10', '2028-01-31']]);
    assert.equal(
      await town().value(`SELECT command_number FROM account_input WHERE value = '2028-01-31'`),
      receiptNumber,
    );
  });

  it('adds what is typed into new rows, of all services where none is named', async () => {
    const rows = [
      newRow('A1', { account: reduced, datum: 'tax_exempt', value: 'yes', from: '2026-12-01' }),
      newRow('A2', { account: reduced, service: 'Water', datum: 'dwelling_units', value: 3, from: 46_357 }, 901),
    ];
    const { reply } = await send({}, rows);
    assert.deepEqual([reply.applied, reply.issues], [2, []]);
    const written = await town().database.raw<Record<string, unknown>[]>(
      `SELECT service, name, value, effective_from FROM account_input WHERE account_id = ? ORDER BY account_input_number DESC LIMIT 2`,
      [reduced],
    );
    assert.deepEqual(written, [
      { service: 'water', name: 'dwelling_units', value: '3', effective_from: '2026-12-01' },
      { service: null, name: 'tax_exempt', value: 'yes', effective_from: '2026-12-01' },
    ]);
    assert.match(reply.notices.join(), /No tariff of the account asks for the item of rows 900, 901, so/);
  });

  it('ends what is cleared, from the row’s date', async () => {
    await send({ [keyOf('programme_ends')]: { value: null, from: '2026-12-01' } });
    assert.deepEqual((await said('programme_ends')).at(-1), ['2026-12-01', null]);
  });

  it('shows at preview what the push does, and leaves no trace of it', async () => {
    const edits = { [keyOf('city_limits')]: { value: 'outside_city', from: '2026-12-01' } };
    const before = JSON.stringify(await town().dump());
    const preview = await send(edits, [newRow('A1', fee())], { dryRun: true });
    assert.ok(JSON.stringify(await town().dump()) === before);
    const pushed = await send(edits, [newRow('A1', fee())]);
    assert.deepEqual([preview.outcome, preview.reply], ['previewed', pushed.reply]);
    assert.deepEqual(pushed.reply.totals, [
      { label: 'Items set', value: '2' },
      { label: 'Accounts', value: '1' },
    ]);
  });

  it('refuses what can not be said, at its cell', async () => {
    assert.deepEqual(await codes(fee({ account: 'nobody' })), ['account unknown-account']);
    assert.deepEqual(await codes(fee({ datum: 'shoe_size' })), ['datum unknown-account-input']);
    assert.deepEqual(await codes(fee({ datum: 'fee_retuned_item' })), ['datum unknown-account-input']);
    assert.deepEqual(await codes(fee({ value: 'once' })), ['value wrong-account-input']);
    assert.deepEqual(await codes(fee({ value: 0.5 })), ['value wrong-account-input']);
    assert.deepEqual(await codes(fee({ value: '=1+1' })), ['value wrong-account-input']);
    assert.deepEqual(await codes(fee({ from: billedTo })), ['from fee-already-billed']);
    assert.deepEqual(await codes(fee({ from: 'soon' })), ['from not-date']);
    assert.deepEqual(await codes(fee({ service: 'gas' })), ['service not-a-choice']);
    assert.deepEqual(await codes({ value: 1 }), ['account missing', 'datum missing', 'from missing']);
    assert.deepEqual(await codes(fee({ account: 'nobody', datum: 'shoe_size' })), [
      'datum unknown-account-input',
      'account unknown-account',
    ]);
  });

  it('names the data that the tariffs ask for where a name is unknown', async () => {
    const [issue] = await refusals({}, newRow('A1', fee({ datum: 'shoe_size' })));
    assert.match(issue?.fix ?? '', /^The tariffs ask for programme_ends, .*fee_connection/);
    assert.match(issue?.fix ?? '', /fee_garbage_set_up.*Tariffs to come may also ask for dwelling_units/);
  });

  it('applies the rows that are right beside one that is wrong, if that is chosen, and keeps the wrong one', async () => {
    const added = [newRow('A1', fee()), newRow('A2', fee({ value: 'x', from: '2026-12-24' }), 901)];
    assert.equal((await send({}, added)).outcome, 'refused');
    const { outcome, reply } = await send({}, added, { mode: 'valid' });
    assert.deepEqual([outcome, reply.applied, reply.refused], ['applied', 1, 1]);
    assert.deepEqual(await said('fee_returned_item'), [[addDays(TODAY, 10), '1']]);
  });

  it('refuses to turn a pulled row into another account’s, service’s or datum', async () => {
    const key = keyOf('city_limits');
    const found = await refusals({
      [key]: { account: 'nobody', service: 'water', datum: 'pressure_zone', value: 'x' },
    });
    assert.deepEqual(
      found.map(({ column, code }) => `${column} ${code}`),
      ['account fixed-cell', 'service fixed-cell', 'datum fixed-cell'],
    );
  });

  it('refuses two rows that say the same datum from the same date', async () => {
    const [issue, ...others] = await refusals({}, newRow('A1', fee()), newRow('A2', fee({ value: 2 }), 901));
    assert.deepEqual([issue?.code, issue?.sheetRow, others], ['said-twice', 901, []]);
    assert.match(issue?.message ?? '', /^Row 900 says fee_returned_item/);
  });

  it('says the same again nowhere, and tells so', async () => {
    await send({}, [newRow('A1', fee())]);
    const again = await send({}, [newRow('A1', fee())], { knownReceipts: [] });
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    const { reply, receiptNumber } = await send({}, [newRow('A9', fee())]);
    assert.equal(receiptNumber, null);
    assert.match(reply.notices.join(), /Row 900: fee_returned_item is 1 on 2026-12-03 already\./);
    assert.equal((await said('fee_returned_item')).length, 1);
  });

  it('tells a conflict where somebody else said something since the pull', async () => {
    const payload = { accountId: reduced, name: 'city_limits', value: 'edge', effectiveFrom: '2026-11-01' };
    await town().run(setAccountInput, payload);
    const found = await refusals({ [keyOf('city_limits')]: { value: 'outside_city' } });
    assert.deepEqual(found.map(({ code, column }) => `${column} ${code}`).sort(), [
      'from changed-since-pull',
      'value changed-since-pull',
    ]);
    assert.match(found[0]?.message ?? '', /it is now "edge"/);
  });

  it('never puts back an old value from a workbook that does not know of the push', async () => {
    const key = keyOf('city_limits');
    const change = { [key]: { value: 'outside_city', from: '2026-12-01' } };
    await send(change);
    const untouched = await send({});
    assert.deepEqual([untouched.reply.applied, untouched.reply.issues], [0, []]);
    assert.deepEqual((await said('city_limits')).at(-1), ['2026-12-01', 'outside_city']);
    const conflict = await send({ [key]: { value: 'edge' } });
    assert.ok(conflict.reply.issues.every(({ code }) => code === 'changed-since-pull'));
    const { receiptNumber } = await send(change);
    assert.equal(receiptNumber, null);
  });

  it('moves a fee that got another date, so that it is not charged twice', async () => {
    const at = (from: string) => newRow('A1', fee({ from }));
    const first = await send({}, [at('2026-12-03')]);
    const knownReceipts = [first.receiptNumber ?? 0];
    const { reply } = await send({}, [at('2026-12-20')], { knownReceipts });
    assert.match(reply.rows[0]?.text ?? '', /fee_returned_item from 2026-12-20: 1; moved from 2026-12-03/);
    assert.deepEqual(await said('fee_returned_item'), [
      ['2026-12-03', '1'],
      ['2026-12-03', null],
      ['2026-12-20', '1'],
    ]);
  });

  it('moves a fee to a day that the final bill covers, and takes none after it', async () => {
    const at = (from: string) => newRow('A1', fee({ from }));
    const first = await send({}, [at('2026-12-20')]);
    await town().database.raw(`UPDATE account SET status = 'final', closed_on = '2026-12-10' WHERE account_id = ?`, [
      reduced,
    ]);
    const late = await refusals({}, newRow('A2', fee({ from: '2026-12-11' })));
    assert.deepEqual(
      late.map(({ column, code }) => [column, code]),
      [['from', 'fee-after-final-bill']],
    );
    const knownReceipts = [first.receiptNumber ?? 0];
    const { reply } = await send({}, [at('2026-12-10')], { knownReceipts });
    assert.match(reply.rows[0]?.text ?? '', /fee_returned_item from 2026-12-10: 1; moved from 2026-12-20/);
  });

  it('moves what is to come, and what held before goes on meanwhile', async () => {
    const [first] = await said('city_limits');
    const key = keyOf('city_limits');
    const { receiptNumber } = await send({ [key]: { value: 'outside_city', from: '2026-12-01' } });
    await send({ [key]: { value: 'outside_city', from: '2027-01-01' } }, [], { knownReceipts: [receiptNumber ?? 0] });
    assert.deepEqual(await said('city_limits'), [
      first,
      ['2026-12-01', 'outside_city'],
      ['2026-12-01', 'inside_city'],
      ['2027-01-01', 'outside_city'],
    ]);
  });

  it('says that posted bills stay as they are where the date lies in what is billed', async () => {
    const { reply } = await send({ [keyOf('city_limits')]: { value: 'outside_city', from: billedTo } });
    assert.match(reply.rows[0]?.text ?? '', new RegExp(`Bills up to ${billedTo} stay as they are posted\\.$`));
  });

  it('measures each row by what the others say before its date', async () => {
    const rows = [
      newRow('A1', { account: reduced, datum: 'city_limits', value: 'inside_city', from: '2027-02-01' }),
      newRow('A2', { account: reduced, datum: 'city_limits', value: 'outside_city', from: '2027-01-01' }, 901),
    ];
    assert.equal((await send({}, rows)).reply.applied, 2);
    assert.deepEqual((await said('city_limits')).slice(-2), [
      ['2027-01-01', 'outside_city'],
      ['2027-02-01', 'inside_city'],
    ]);
  });

  it('is for those who work here, not for an auditor', () =>
    assert.rejects(send({}, [], { role: 'auditor' }), { code: 'role-not-allowed' }));
});
