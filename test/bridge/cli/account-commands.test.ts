import assert from 'node:assert/strict';
import path from 'node:path';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the account commands', () => {
  let data = '';
  let accountId = '';

  before(async () => {
    data = path.dirname(await townCopy());
    accountId = String((await rows(`SELECT min(account_id) AS id FROM account WHERE status = 'active'`))[0]?.['id']);
  });

  const set = (...args: string[]) => commandLine('account', 'set', ...args, '--data', data);

  async function rows(query: string): Promise<Record<string, unknown>[]> {
    const database = await openDatabase(path.join(data, 'curbstop.db'));
    try {
      return await database.raw<Record<string, unknown>[]>(query);
    } finally {
      await database.destroy();
    }
  }

  const said = () => rows(`SELECT value, service, effective_from FROM account_input WHERE name = 'pressure_zone'`);

  it('say what would change, and keep it only when told to', async () => {
    const words = [accountId, 'pressure_zone', 'high', '--from', '2026-12-01', '--service', 'water'];
    for (const flags of [[], ['--preview']]) {
      const preview = await set(...words, ...flags);
      assert.deepEqual([preview.code, preview.err], [0, '']);
      assert.match(
        preview.out,
        /pressure_zone for water from 2026-12-01: high; until now not said\.\nNothing was changed/,
      );
      assert.deepEqual(await said(), []);
    }
    const posted = await set(...words, '--post');
    assert.match(posted.out, /Receipt \d+\./);
    assert.deepEqual(await said(), [{ value: 'high', service: 'water', effective_from: '2026-12-01' }]);
    assert.match((await set(...words, '--post')).out, /it was so already/);
    const ended = await set(accountId, 'pressure_zone', '--from', '2027-01-01', '--service', 'water', '--post');
    assert.match(ended.out, /from 2027-01-01: not said; until now high/);
    assert.deepEqual((await said()).at(-1), { value: null, service: 'water', effective_from: '2027-01-01' });
  });

  it('note something of an account, tell its notes, and refuse what is no note or no account', async () => {
    const note = (...args: string[]) => commandLine('account', ...args, '--data', data);
    const noted = await note('note', accountId, '=Key at the office', '--person', 'supervisor');
    assert.deepEqual([noted.code, noted.err], [0, '']);
    assert.match(noted.out, /^Note \d+ of account \S+: =Key at the office\nReceipt \d+\.\n$/);
    const told = await note('notes', accountId);
    assert.match(told.out, /^\d+\. \S+ Marcus Ellerbee: =Key at the office\n/);
    for (const [args, err] of [
      [['note', accountId, ' '], /note is empty/],
      [['note', 'nobody', 'x'], /no account "nobody"/],
      [['notes', 'nobody'], /no account "nobody"/],
    ] as const) {
      const refused = await note(...args);
      assert.equal(refused.code, 1, refused.out);
      assert.match(refused.err, err);
    }
    const none = await rows(
      'SELECT min(account_id) AS id FROM account WHERE account_id NOT IN (SELECT account_id FROM account_note)',
    );
    assert.match((await note('notes', String(none[0]?.['id']))).out, /Nothing is noted of account/);
  });

  it('refuse a wrong value, an unknown name and an unknown account with exit code 1, and a wrong call with 2', async () => {
    const refused: readonly (readonly [args: string[], code: number, err: RegExp])[] = [
      [[accountId, 'dwelling_units', 'many', '--from', '2026-12-01'], 1, /whole number/],
      [[accountId, 'shoe_size', '9', '--from', '2026-12-01'], 1, /shoe_size.*\n.*dwelling_units/],
      [['nobody', 'dwelling_units', '9', '--from', '2026-12-01'], 1, /no account "nobody"/],
      [[accountId, 'dwelling_units', '9'], 2, /--from/],
      [[accountId, 'dwelling_units', '9', '--from', '2026-12-01', '--service', 'gas'], 2, /gas/],
    ];
    for (const [args, code, err] of refused) {
      const ended = await set(...args, ...(code === 1 ? ['--post'] : []));
      assert.equal(ended.code, code, ended.out);
      assert.match(ended.err, err);
    }
  });

  it('refuse a date that is none', async () => {
    const ended = await set(accountId, 'dwelling_units', '9', '--from', '2026-02-30', '--post');
    assert.equal(ended.code, 2);
    assert.match(ended.err, /real date written as YYYY-MM-DD/);
  });
});
