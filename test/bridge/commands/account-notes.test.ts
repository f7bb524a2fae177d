import assert from 'node:assert/strict';
import { addAccountNote } from '../../../bridge/commands/add-account-note.js';
import { strikeAccountNote } from '../../../bridge/commands/strike-account-note.js';
import { NEWEST_NOTES } from '../../../bridge/contract/account-note.js';
import { accountDetail } from '../../../bridge/queries/account-detail.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { NOW, TODAY } from '../../support/town/sample-town-file.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

describe('notes of an account', () => {
  const town = useTown();
  let accountId: string;
  beforeEach(async () => {
    accountId = await town().value<string>(
      'SELECT min(account_id) FROM account WHERE account_id NOT IN (SELECT account_id FROM account_note)',
    );
  });

  const add = async (text: string, options: RunOptions = {}) =>
    (await town().run(addAccountNote, { accountId, text }, options)).reply.noteNumber;
  const strike = (noteNumber: number, options: RunOptions = {}) =>
    town().run(strikeAccountNote, { noteNumber }, options);
  const detail = () => accountDetail(town().database, accountId, TODAY);

  it('are told the newest first, with who wrote them and when, word for word', async () => {
    const first = await add('=HYPERLINK("x")');
    const second = await add('  Dog in the yard\r\nCall first ', { role: 'supervisor' });
    const written = { writtenAt: NOW.toISOString(), struck: null };
    assert.deepEqual((await detail()).notes, [
      { noteNumber: second, text: 'Dog in the yard\nCall first', writtenBy: 'Marcus Ellerbee', ...written },
      { noteNumber: first, text: '=HYPERLINK("x")', writtenBy: 'Dana Whitlock', ...written },
    ]);
    const [other] = await town().database.raw<{ id: string }[]>(
      'SELECT account_id AS id FROM account WHERE account_id NOT IN (SELECT account_id FROM account_note) LIMIT 1',
    );
    assert.deepEqual((await accountDetail(town().database, other?.id ?? '', TODAY)).notes, []);
  });

  it('are struck by a person and stay to be read, with who struck them and when; once only', async () => {
    const [kept, struck] = [await add('Stays'), await add('Was wrong')];
    assert.equal((await strike(struck, { role: 'supervisor' })).reply.accountId, accountId);
    const { notes } = await detail();
    assert.deepEqual(
      notes.map((note) => [note.noteNumber, note.text, note.writtenBy, note.struck]),
      [
        [struck, 'Was wrong', 'Dana Whitlock', { at: NOW.toISOString(), by: 'Marcus Ellerbee' }],
        [kept, 'Stays', 'Dana Whitlock', null],
      ],
    );
    await assert.rejects(strike(struck), { code: 'note-struck' });
    await assert.rejects(strike(999_999), { code: 'unknown-note' });
  });

  it('are refused when empty, too long or with a control character, of no account, and from an auditor', async () => {
    for (const text of [' ', 'x'.repeat(501), 'a\tb']) await assert.rejects(add(text), { code: 'wrong-note' });
    await assert.rejects(town().run(addAccountNote, { accountId: 'nobody', text: 'x' }), { code: 'unknown-account' });
    await assert.rejects(add('x', { role: 'auditor' }), { code: 'role-not-allowed' });
    const noteNumber = await add('x');
    await assert.rejects(strike(noteNumber, { role: 'auditor' }), { code: 'role-not-allowed' });
    assert.equal((await detail()).notes.length, 1);
  });

  it('are kept once when the answer was lost and the note is sent again', async () => {
    const commandId = '4f7b4a0e-9a53-4b0e-8f1e-7d1f3a1c2b3d';
    assert.equal(await add('Once', { commandId }), await add('Once', { commandId }));
    assert.equal((await detail()).notes.length, 1);
  });

  it('are told fifty at most, with how many are older', async () => {
    for (let note = 1; note <= NEWEST_NOTES + 2; note += 1) await add(`Note ${note}`);
    const { notes, olderNotes } = await detail();
    assert.deepEqual([notes.length, notes[0]?.text, olderNotes], [50, 'Note 52', 2]);
  });

  it('are sealed: one that is changed, struck or brought back behind the back of the bridge is found', async () => {
    const noteNumber = await add('Agreed to pay by Friday');
    await strike(await add('Wrong account'));
    const finds = async () => (await verifyLedger(town().database)).findings.map(({ message }) => message);
    assert.deepEqual(await finds(), []);
    for (const trigger of ['account_note_refuses_update', 'account_note_strike_refuses_delete'])
      await town().database.raw(`DROP TRIGGER ${trigger}`);
    await town().database.raw(`UPDATE account_note SET text = 'Paid' WHERE note_number = ?`, [noteNumber]);
    assert.match((await finds()).join(), /account_note/);
    await town().database.raw('DELETE FROM account_note_strike');
    assert.match((await finds()).join(), /account_note_strike/);
  });
});
