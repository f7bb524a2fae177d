import assert from 'node:assert/strict';
import { LOW, RUN, CallsSheet, setContacts, townWithCalls } from '../../support/calls/calls-town.js';
import { assertProven, snapshot } from '../../support/town/run-reversal.js';
import { useTown } from '../../support/town/town.js';

describe('the Calls sheet', () => {
  const town = useTown();
  let accounts: [string, string, string];

  beforeEach(async () => {
    accounts = await townWithCalls(town());
  });

  const decisions = () =>
    town().database.raw<{ account_id: string; decision: string; why: string }[]>(
      'SELECT account_id, decision, why FROM call_decision ORDER BY decision_number',
    );

  it('shows whom there is a reason to call, who may be called on top, with the numbers and what is said', async () => {
    const sheet = await CallsSheet.pull(town());
    const [first] = accounts;
    assert.deepEqual(
      sheet.sheet.rows.slice(0, 3).map(([key]) => key),
      accounts,
    );
    assert.ok(sheet.accounts('not called').length > 0);
    const [usage, usual] = [sheet.of(first, 'usage'), sheet.of(first, 'usual')];
    assert.ok(Number(usage) >= Number(usual) * 1.1);
    assert.match(String(sheet.of(first, 'about')), /^[\d,]+ gal in \d+ days, [\d.]+ times the usual [\d,]+\.$/);
    assert.ok(String(sheet.of(first, 'message')).includes(Number(usage).toLocaleString('en-US')));
    assert.equal(sheet.of(first, 'decision'), 'call');
    assert.match(String(sheet.of(first, 'phone')), /^205-555-030\d$/);
    const [notCalled = ''] = sheet.accounts('not called');
    assert.equal(sheet.of(notCalled, 'decision'), null);
    assert.match(String(sheet.of(notCalled, 'whyNot')), /did not agree to calls/);
  });

  it('is kept as decided, also the rows that nobody changed, and pushed again it changes nothing', async () => {
    const [first, second, third] = accounts;
    const sheet = await CallsSheet.pull(town());
    const { outcome, reply, receiptNumber } = await sheet.push({
      [second]: { decision: 'skip', why: 'Plumber is there' },
    });
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    const kept = await decisions();
    assert.deepEqual(
      kept.map(({ account_id, decision, why }) => [account_id, decision, why]).sort(),
      [
        [first, 'call', ''],
        [second, 'skip', 'Plumber is there'],
        [third, 'call', ''],
      ].sort(),
    );
    const again = await sheet.push(
      { [second]: { decision: 'skip', why: 'Plumber is there' } },
      { knownReceipts: [receiptNumber ?? 0] },
    );
    assert.deepEqual([again.outcome, again.reply.applied], ['already-applied', 0]);
    const after = await CallsSheet.pull(town());
    assert.deepEqual(after.accounts('to call').sort(), [first, third].sort());
    assert.deepEqual([after.accounts('skipped'), after.of(second, 'decided')], [[second], 'yes']);
    await assertProven(town());
  });

  it('refuses a decision that can not be, says why, and changes nothing', async () => {
    const [first, second, third] = accounts;
    const sheet = await CallsSheet.pull(town());
    const [notCalled = ''] = sheet.accounts('not called');
    const before = await snapshot(town());
    const { outcome, reply } = await sheet.push({
      [first]: { decision: null },
      [second]: { decision: 'skip', why: null },
      [third]: { decision: 'call', why: 'No' },
      [notCalled]: { decision: 'call' },
    });
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.issues.map(({ rowKey, code }) => [rowKey, code]).sort(),
      [
        [first, 'decision-missing'],
        [second, 'reason-missing'],
        [third, 'reason-of-no-skip'],
        [notCalled, 'not-callable'],
      ].sort(),
    );
    assert.ok((await snapshot(town())) === before);
  });

  it('shows one call for the accounts of a phone, and one by one where one of them is skipped', async () => {
    const [first, second, third] = accounts;
    const phone = String((await CallsSheet.pull(town())).of(first, 'phone'));
    await setContacts(town(), { [third]: { phone: phone.replaceAll('-', '.') } });
    await setContacts(town(), { [third]: { calls: 'consent' } });
    const sheet = await CallsSheet.pull(town());
    assert.equal(sheet.of(third, 'state'), `with ${first}`);
    assert.match(String(sheet.of(first, 'message')), /At 2 properties/);
    assert.equal(sheet.of(third, 'message'), null);
    await sheet.push({ [first]: { decision: 'skip', why: 'Spoke to her' } });
    const after = await CallsSheet.pull(town());
    assert.deepEqual([after.of(third, 'state'), after.of(second, 'state')], ['to call', 'to call']);
    assert.doesNotMatch(String(after.of(third, 'message')), /properties/);
  });

  it('meets an opt-out that came since it was pulled: the row is a conflict, and where nobody changed it, it is left out', async () => {
    const [first, second] = accounts;
    const sheet = await CallsSheet.pull(town());
    await setContacts(town(), { [first]: { calls: 'opt-out' }, [second]: { calls: 'opt-out' } });
    const refused = await sheet.push({ [first]: { decision: 'skip', why: 'Spoke to her' } });
    assert.equal(refused.outcome, 'refused');
    assert.deepEqual(
      refused.reply.conflicts.map(({ rowKey }) => rowKey),
      [first],
    );
    const { outcome } = await sheet.push();
    assert.equal(outcome, 'applied');
    assert.deepEqual(
      (await decisions()).map(({ account_id }) => account_id),
      [accounts[2]],
    );
  });

  it('decides on no unchanged row that said otherwise when it was pulled: not called, or by another phone', async () => {
    const [first, second, third] = accounts;
    const sheet = await CallsSheet.pull(town());
    const [notCalled = ''] = sheet.accounts('not called');
    await setContacts(town(), {
      [notCalled]: { phone: '205-555-0777', calls: 'consent' },
      [first]: { phone: '205-555-0888' },
    });
    await setContacts(town(), { [first]: { calls: 'consent' } });
    const { outcome, reply } = await sheet.push();
    assert.equal(outcome, 'applied');
    assert.deepEqual((await decisions()).map(({ account_id }) => account_id).sort(), [second, third].sort());
    const told = reply.notices.find((notice) => notice.startsWith('Not decided on')) ?? '';
    assert.ok(told.includes(notCalled) && told.includes(first) && !told.includes(second));
    await (await CallsSheet.pull(town())).push();
    assert.equal((await CallsSheet.pull(town())).accounts('to call').length, 4);
  });

  it('is for coordinators and supervisors to push', async () => {
    const sheet = await CallsSheet.pull(town());
    await assert.rejects(sheet.push({}, { role: 'auditor' }), { code: 'role-not-allowed' });
  });

  it('is of a posted run that stands', async () => {
    await assert.rejects(CallsSheet.pull(town(), '2-2026-11'), { code: 'run-not-posted' });
    await assert.rejects(CallsSheet.pull(town(), 'none'), { code: 'unknown-bill-run' });
  });

  it('follows the setting: without its reasons there is nobody to call', async () => {
    await town().writeSetting('calls', '2026-11-22', { ...LOW, reasons: [] });
    assert.deepEqual((await CallsSheet.pull(town(), RUN)).sheet.rows, []);
  });
});
