import assert from 'node:assert/strict';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { theseAccounts } from '../../../bridge/queries/account-facts.js';
import { optedOutPhones } from '../../../bridge/queries/calls/opted-out-phones.js';
import { contacts } from '../../../bridge/queries/contacts.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { assertProven, snapshot } from '../../support/town/run-reversal.js';
import { cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

const KIND = 'customer-contacts';

describe('pushing the Customer Contacts sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  let account: string;

  beforeEach(async () => {
    sheet = await town().pull(KIND, {});
    const paper = sheet.rows.find((row) => cell(KIND, row, 'eBill') === 'no' && cell(KIND, row, 'changedBy') === null);
    account = String(paper?.[0]);
  });

  const send = (typed: Readonly<Record<string, SheetCell>>) =>
    push(town(), sheet.pullId, pushRowsOf(KIND, sheet, { [account]: typed }));
  const contactOf = async (upTo?: number) => {
    const options = { timeZone: 'America/Chicago', ...(upTo === undefined ? {} : { upTo }) };
    const [listed] = await contacts(town().database, theseAccounts([account]), options);
    assert.ok(listed);
    return listed;
  };

  it('shows every open account, the invented town with e-bills, other addresses and consents', () => {
    const count = (column: string, value: SheetCell) =>
      sheet.rows.filter((row) => cell(KIND, row, column) === value).length;
    assert.ok(count('eBill', 'yes') > 5 && count('eBill', 'no') > 5);
    assert.ok(count('calls', 'consent') > 5);
    assert.ok(count('address1', null) < sheet.rows.length);
    for (const row of sheet.rows) {
      assert.match(String(cell(KIND, row, 'phone')), /^[2-9]\d\d-555-01\d\d$/);
      assert.match(String(cell(KIND, row, 'email') ?? '@example.com'), /@example\.(com|org)$/);
    }
  });

  it('keeps what was said, by whom and when, and what was said before for what was posted before', async () => {
    const before = await contactOf();
    const { outcome, receiptNumber } = await send({ eBill: 'yes', email: 'ada@example.com', calls: 'opt-out' });
    assert.equal(outcome, 'applied');
    const after = await contactOf();
    assert.deepEqual(
      [after.contact.eBill, after.contact.email, after.contact.calls, after.changedOn, after.changedBy],
      [true, 'ada@example.com', 'opt-out', '2026-11-23', 'Dana Whitlock'],
    );
    assert.equal(after.contact.phone, before.contact.phone);
    assert.deepEqual(await contactOf((receiptNumber ?? 0) - 1), before);
    await assertProven(town());
  });

  it('clears the consent to calls with the phone that it was to, and says so; a phone spelled otherwise is the same', async () => {
    const { phone } = (await contactOf()).contact;
    await send({ calls: 'consent' });
    sheet = await town().pull(KIND, {});
    await send({ phone: phone.replaceAll('-', '.'), email: 'ada@example.com' });
    assert.equal((await contactOf()).contact.calls, 'consent');
    sheet = await town().pull(KIND, {});
    const { reply } = await send({ phone: '205-555-0177' });
    assert.deepEqual(
      [(await contactOf()).contact.phone, (await contactOf()).contact.calls],
      ['205-555-0177', 'unsaid'],
    );
    assert.ok(reply.notices.some((notice) => notice.includes(`is cleared for ${account}`)));
    sheet = await town().pull(KIND, {});
    await send({ calls: 'consent' });
    assert.equal((await contactOf()).contact.calls, 'consent');
  });

  it('tells who types a consent that it ends an opt-out of the phone with another account', async () => {
    const other = String(sheet.rows.find(([key]) => key !== account)?.[0]);
    const typed = { [other]: { phone: '205-555-0177', calls: 'opt-out', told: 'Letter' } };
    await push(town(), sheet.pullId, pushRowsOf(KIND, sheet, typed));
    sheet = await town().pull(KIND, {});
    const { reply } = await send({ phone: '205-555-0177', calls: 'consent' });
    assert.ok(reply.notices.some((notice) => notice.includes(`205-555-0177 of ${account}, opted out with ${other}`)));
    sheet = await town().pull(KIND, {});
    const again = await send({ email: 'ada@example.com' });
    assert.deepEqual(again.reply.notices, []);
  });

  it('lifts no opt-out of a phone where a push is reversed that repeated it, and takes one back that was typed by mistake', async () => {
    const phone = '205-555-0177';
    await send({ phone, calls: 'consent' });
    sheet = await town().pull(KIND, {});
    const optedOut = await send({ calls: 'opt-out' });
    assert.equal((await optedOutPhones(town().database)).get(phone), account);
    await reversePushed(town(), optedOut.receiptNumber);
    assert.equal((await optedOutPhones(town().database)).get(phone), undefined, 'it was a mistake');
    sheet = await town().pull(KIND, {});
    const moved = await send({ phone: '205-555-0178' });
    const other = String(sheet.rows.find((row) => row[0] !== account && cell(KIND, row, 'calls') === null)?.[0]);
    sheet = await town().pull(KIND, {});
    const typed = { [other]: { phone, calls: 'opt-out' } };
    await push(town(), sheet.pullId, pushRowsOf(KIND, sheet, typed));
    await reversePushed(town(), moved.receiptNumber);
    assert.equal((await optedOutPhones(town().database)).get(phone), other, 'nobody agreed anew');
  });

  it('lifts no opt-out of a phone by a consent that another change of the contact only repeats', async () => {
    const other = String(sheet.rows.find(([key]) => key !== account)?.[0]);
    await send({ phone: '205-555-0177', calls: 'consent' });
    sheet = await town().pull(KIND, {});
    const typed = { [other]: { phone: '205-555-0177', calls: 'opt-out', told: 'Letter' } };
    await push(town(), sheet.pullId, pushRowsOf(KIND, sheet, typed));
    sheet = await town().pull(KIND, {});
    await send({ email: 'ada@example.com' });
    assert.equal((await optedOutPhones(town().database)).get('205-555-0177'), other);
  });

  it('refuses a consent or an opt-out beside a phone that somebody changed since the pull, and takes it with its phone', async () => {
    const change = async (phone: string) => {
      const other = await town().pull(KIND, { accountId: account });
      await push(town(), other.pullId, pushRowsOf(KIND, other, { [account]: { phone } }));
    };
    const { phone } = (await contactOf()).contact;
    await change('205-555-0177');
    for (const calls of ['consent', 'opt-out']) {
      const { outcome, reply } = await send({ calls });
      assert.equal(outcome, 'refused');
      assert.deepEqual(
        reply.issues.map(({ rowKey, column, code }) => [rowKey, column, code]),
        [[account, 'calls', 'phone-changed-since']],
      );
      assert.match(reply.issues[0]?.message ?? '', new RegExp(`${phone}, which is 205-555-0177 by now`));
    }
    assert.equal((await contactOf()).contact.calls, 'unsaid');
    assert.equal((await send({ email: 'ada@example.com' })).outcome, 'applied', 'what is not of the phone');
    await change(phone.replaceAll('-', ' '));
    assert.equal((await send({ calls: 'consent' })).outcome, 'applied', 'it is the same again');
    sheet = await town().pull(KIND, {});
    assert.equal((await send({ phone: '205-555-0178', calls: 'opt-out' })).outcome, 'applied', 'typed together');
  });

  it('refuses to leave how an opt-out was told beside a later consent, and the other way', async () => {
    await send({ calls: 'opt-out', told: 'Letter of 20 Nov' });
    sheet = await town().pull(KIND, {});
    const { reply } = await send({ calls: 'consent' });
    assert.deepEqual(
      reply.issues.map(({ column, code }) => [column, code]),
      [['told', 'told-before']],
    );
    assert.equal((await contactOf()).contact.calls, 'opt-out');
    assert.equal((await send({ calls: 'consent', told: null })).outcome, 'applied');
    assert.equal((await contactOf()).told, '');
    sheet = await town().pull(KIND, {});
    await send({ told: 'By phone on 23 Nov' });
    sheet = await town().pull(KIND, {});
    assert.equal((await send({ calls: 'opt-out' })).outcome, 'refused');
    assert.equal((await send({ calls: null })).outcome, 'applied', 'nothing is said any more');
  });

  it('takes no consent anew by How told alone, which is also where a slip of spelling is mended', async () => {
    await send({ phone: '205-555-0177', calls: 'consent', told: 'By fone' });
    sheet = await town().pull(KIND, {});
    const other = String(sheet.rows.find(([key]) => key !== account)?.[0]);
    const typed = { [other]: { phone: '205-555-0177', calls: 'opt-out', told: 'Letter' } };
    await push(town(), sheet.pullId, pushRowsOf(KIND, sheet, typed));
    sheet = await town().pull(KIND, {});
    await send({ told: 'By phone' });
    assert.equal((await optedOutPhones(town().database)).get('205-555-0177'), other);
    sheet = await town().pull(KIND, {});
    await send({ calls: null });
    sheet = await town().pull(KIND, {});
    await send({ calls: 'consent', told: 'In person on 23 Nov' });
    assert.equal((await optedOutPhones(town().database)).get('205-555-0177'), undefined);
  });

  it('refuses a wrong cell and changes nothing', async () => {
    const before = await snapshot(town());
    const { outcome, reply } = await send({ eBill: 'yes', email: 'nobody' });
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.issues.map(({ rowKey, column, code }) => [rowKey, column, code]),
      [[account, 'email', 'email-invalid']],
    );
    assert.ok((await snapshot(town())) === before);
  });

  const historyOf = async () => {
    const { rows } = await town().pull('contact-history', { accountId: account });
    const columns = ['changed', 'told', 'by', 'what', 'reason', 'receipt'];
    return rows.map((row) => columns.map((column) => cell('contact-history', row, column)));
  };

  it('keeps every consent with who, when and how, the newest first, and what held before it', async () => {
    const { phone } = (await contactOf()).contact;
    const first = await send({ calls: 'consent', told: 'By phone' });
    const later = await town().pull(KIND, { accountId: account });
    const said = { calls: 'opt-out', told: 'Letter of 20 Nov', phone: '205-555-0199' };
    const second = await push(town(), later.pullId, pushRowsOf(KIND, later, { [account]: said }));
    const who = ['Dana Whitlock', 'Sheet pushed: Customer Contacts', null];
    assert.deepEqual(await historyOf(), [
      [
        `Calls: consent, now opt-out; Phone: ${phone}, now 205-555-0199`,
        'Letter of 20 Nov',
        ...who,
        second.receiptNumber,
      ],
      ['Calls: none, now consent', 'By phone', ...who, first.receiptNumber],
    ]);
    await assertProven(town());
  });

  it('is reversed whole: what was said before holds again, also where nothing was, and both stay known', async () => {
    const before = await contactOf();
    const { receiptNumber } = await send({ eBill: 'yes', email: 'ada@example.com', told: 'By phone' });
    await reversePushed(town(), receiptNumber);
    const after = await contactOf();
    assert.deepEqual([after.contact, after.told], [before.contact, before.told]);
    assert.deepEqual(await contactOf(receiptNumber ?? 0).then(({ contact }) => contact.eBill), true);
    const [reversal, pushed] = await historyOf();
    assert.deepEqual(reversal?.slice(2, 5), ['Marcus Ellerbee', 'Push reversed', 'Wrong account']);
    assert.match(String(pushed?.[0]), /E-bill: no, now yes/);
    assert.match(String(reversal?.[0]), /E-bill: yes, now no/);
    await assertProven(town());
  });

  it('is reversed by row, and not where somebody changed the contact since', async () => {
    const [other = ''] = sheet.rows.flatMap((row) => (row[0] === account ? [] : [String(row[0])]));
    const edits = { [account]: { phone: '205-555-0133' }, [other]: { phone: '205-555-0144' } };
    const { receiptNumber } = await push(town(), sheet.pullId, pushRowsOf(KIND, sheet, edits));
    const later = await town().pull(KIND, { accountId: other });
    await push(town(), later.pullId, pushRowsOf(KIND, later, { [other]: { phone: '205-555-0155' } }));
    assert.deepEqual(await refusedRows(town(), receiptNumber), [`${other} changed-since`]);
    await reversePushed(town(), receiptNumber, { rows: [account] });
    assert.notEqual((await contactOf()).contact.phone, '205-555-0133');
    await assertProven(town());
  });

  it('meets what another person pushed meanwhile as a conflict', async () => {
    const other = await town().pull(KIND, { accountId: account });
    await push(town(), other.pullId, pushRowsOf(KIND, other, { [account]: { phone: '205-555-0111' } }));
    const { outcome, reply } = await send({ phone: '205-555-0122' });
    assert.equal(outcome, 'refused');
    assert.equal(reply.conflicts.length, 1);
    assert.equal((await contactOf()).contact.phone, '205-555-0111');
  });
});
