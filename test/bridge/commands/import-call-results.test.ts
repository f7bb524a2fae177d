import assert from 'node:assert/strict';
import { importCallResults } from '../../../bridge/commands/import-call-results.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import type { Sender } from '../../../bridge/delivery/office.js';
import { optedOutPhones } from '../../../bridge/queries/calls/opted-out-phones.js';
import { accountDetail } from '../../../bridge/queries/account-detail.js';
import { CallsSheet, LOW, readResults, RUN, send, setContacts, townWithCalls } from '../../support/calls/calls-town.js';
import { officeOf } from '../../support/delivery/office.js';
import { assertProven, snapshot } from '../../support/town/run-reversal.js';
import { cell } from '../../support/town/sheet-rows.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { useTown, TestTown } from '../../support/town/town.js';

const REFERENCES = [`${RUN}.1.0001`, `${RUN}.1.0002`, `${RUN}.1.0003`] as const;
const [FIRST, SECOND, THIRD] = REFERENCES;
/** The calls of the file go out at 9 in the morning; now is an hour later. */
const LATER = new Date(NOW.getTime() + 3_600_000);

describe('reading what came of calls', () => {
  const town = useTown();
  let later: TestTown;
  let office: Sender;
  let accounts: [string, string, string];

  beforeEach(async () => {
    office = officeOf(town());
    accounts = await townWithCalls(town());
    await (await CallsSheet.pull(town())).push();
    await send(office);
    later = new TestTown(town().file, town().database, () => LATER);
  });

  const read = (lines: readonly string[], fileName?: string) => readResults(later, lines, fileName);
  const contactOf = async (accountId: string) => {
    const { rows } = await later.pull('customer-contacts', { accountId });
    const [row] = rows;
    assert.ok(row);
    return [
      cell('customer-contacts', row, 'phone'),
      cell('customer-contacts', row, 'calls'),
      cell('customer-contacts', row, 'changedBy'),
    ];
  };
  const refusal = async (lines: readonly string[], code: string) => {
    const before = await snapshot(later);
    let found: readonly string[] = [];
    await assert.rejects(read(lines), (error: unknown) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, code);
      found = error.issues.map((issue) => issue.code);
      return true;
    });
    assert.ok((await snapshot(later)) === before, 'nothing was changed');
    return found;
  };

  it('keeps it on the accounts, in the Calls sheet and on the account screen; the last one counts', async () => {
    const [first, second, third] = accounts;
    const phone = String((await CallsSheet.pull(town())).of(first, 'phone')).replaceAll('-', '');
    const { outcome, reply } = await read([
      `${FIRST},${phone},LIVE,2026-11-23 09:40`,
      `,${phone},busy,2026-11-23 09:10`,
      `${SECOND},,Voicemail,2026-11-23 09:15`,
    ]);
    assert.equal(outcome, 'applied');
    assert.deepEqual([reply.results, reply.repeated], [3, 0]);
    const sheet = await CallsSheet.pull(later);
    assert.deepEqual(
      [first, second, third].map((account) => [sheet.of(account, 'calledOn'), sheet.of(account, 'outcome')]),
      [
        ['2026-11-23', 'answered'],
        ['2026-11-23', 'voicemail'],
        ['2026-11-23', null],
      ],
    );
    const { calls } = await accountDetail(later.database, first, TODAY);
    assert.deepEqual(
      calls.map(({ on, reason, outcome: came }) => [on, reason, came]),
      [['2026-11-23', 'high', 'answered']],
    );
    assert.match(calls[0]?.sentence ?? '', /times the usual/);
    await assertProven(later);
  });

  it('reads the same file once, by whatever name, and what is known already is counted', async () => {
    const lines = [`${FIRST},,LIVE,2026-11-23 09:40`];
    const { receiptNumber } = await read(lines);
    const before = await snapshot(later);
    const again = await read(lines, 'other.csv');
    assert.deepEqual(
      [again.outcome, again.reply.alreadyRead],
      ['already-applied', { receipt: receiptNumber, fileName: 'results.csv' }],
    );
    assert.ok((await snapshot(later)) === before);
    const more = await read([...lines, `${SECOND},,busy,2026-11-23 09:41`]);
    assert.deepEqual([more.reply.results, more.reply.repeated], [1, 1]);
  });

  it('refuses the whole file for a reference that is not known, and lists all of them', async () => {
    const lines = [`${FIRST},,LIVE,2026-11-23 09:40`, 'X,,LIVE,2026-11-23 09:40', 'Y,,busy,2026-11-23 09:40'];
    assert.deepEqual(await refusal(lines, 'call-results-refused'), ['call-unknown', 'call-unknown']);
  });

  it('refuses a broken file, a call of tomorrow and one before the file was sent', async () => {
    assert.deepEqual(await refusal([`${FIRST},,SHRUG,2026-11-23 09:40`], 'call-results-invalid'), ['outcome-unknown']);
    assert.deepEqual(await refusal([`${FIRST},,busy,2026-11-24 09:40`], 'call-results-refused'), ['in-the-future']);
    assert.deepEqual(await refusal([`${FIRST},,busy,2026-11-23 08:40`], 'call-results-refused'), ['before-the-file']);
  });

  it('calls a phone that opted out for no account any more, and says where that is known from', async () => {
    const [first, second] = accounts;
    const phone = String((await CallsSheet.pull(town())).of(first, 'phone'));
    await setContacts(town(), { [second]: { phone } });
    await setContacts(town(), { [second]: { calls: 'consent' } });
    const { reply } = await read([`${FIRST},,Opted Out,2026-11-23 09:40`]);
    assert.deepEqual([reply.optedOut, reply.optedOutPhones], [[first, second].sort(), []]);
    for (const account of [first, second])
      assert.deepEqual(await contactOf(account), [phone, 'opt-out', 'Dana Whitlock, results of calls']);
    await assertProven(later);
  });

  it('keeps the opt-out of a phone that no account has any more, names it, and calls it for nobody until it is agreed to', async () => {
    const [first, , third] = accounts;
    const phone = String((await CallsSheet.pull(town())).of(first, 'phone'));
    await setContacts(town(), { [first]: { phone: '205-555-0999' } });
    const { reply } = await read([`${FIRST},,do not call,2026-11-23 09:40`]);
    assert.deepEqual([reply.optedOut, reply.optedOutPhones], [[], [phone]]);
    await setContacts(later, { [third]: { phone } });
    assert.equal((await optedOutPhones(later.database)).get(phone), first);
    await setContacts(later, { [third]: { eBill: 'no', email: 'new@example.com' } });
    assert.equal(
      (await optedOutPhones(later.database)).get(phone),
      first,
      'another change of the contact agrees to nothing',
    );
    await setContacts(later, { [third]: { calls: 'consent' } });
    assert.equal((await optedOutPhones(later.database)).has(phone), false);
    await assertProven(later);
  });

  it('keeps the opt-out of a phone that was taken away as a wrong number before', async () => {
    const [, second] = accounts;
    const phone = String((await CallsSheet.pull(town())).of(second, 'phone'));
    await read([`${SECOND},,Wrong Number,2026-11-23 09:20`]);
    const { reply } = await read([`${SECOND},,do not call,2026-11-23 09:40`]);
    assert.deepEqual([reply.optedOut, reply.optedOutPhones], [[], [phone]]);
    assert.equal((await optedOutPhones(later.database)).get(phone), second);
  });

  it('tells the calls that were made outside the hours, and reads them', async () => {
    const hours = { ...LOW.hours, monday: { from: '09:30', to: '20:00' } };
    await later.writeSetting('calls', '2026-11-23', { ...LOW, hours });
    const { reply } = await read([`${FIRST},,busy,2026-11-23 09:20`, `${SECOND},,busy,2026-11-23 09:30`]);
    const phone = (await CallsSheet.pull(town())).of(accounts[0], 'phone');
    assert.deepEqual([reply.results, reply.outsideHours], [2, [{ phone, on: '2026-11-23', at: '09:20' }]]);
  });

  it('takes a phone away that is not the customer’s, with the consent to calls to it', async () => {
    const [, second] = accounts;
    const { reply } = await read([`${SECOND},,Wrong Number,2026-11-23 09:40`]);
    assert.deepEqual([reply.wrongNumber, reply.optedOut], [[second], []]);
    assert.deepEqual(await contactOf(second), [null, null, 'Dana Whitlock, results of calls']);
  });

  it('changes nothing as a preview, and for an auditor', async () => {
    const before = await snapshot(later);
    const text = `reference,phone,result,called_at\n${THIRD},,opt-out,2026-11-23 09:40\n`;
    const payload = { fileName: 'r.csv', contentBase64: Buffer.from(text).toString('base64') };
    const preview = await later.run(importCallResults, payload, { dryRun: true });
    assert.deepEqual([preview.outcome, preview.reply.optedOut], ['previewed', [accounts[2]]]);
    await assert.rejects(later.run(importCallResults, payload, { role: 'auditor' }), { code: 'role-not-allowed' });
    assert.ok((await snapshot(later)) === before);
  });
});
