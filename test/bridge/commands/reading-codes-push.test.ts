import assert from 'node:assert/strict';
import type { PushRow, PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { readingCodesSchema } from '../../../bridge/contract/settings/reading-codes.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { readingCodeList, readingCodes } from '../../../bridge/queries/reading-settings.js';
import { writeSetting } from '../../../bridge/store/settings.js';
import { cell, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

const KIND = 'reading-codes';
const DOG = 'mvrs-upload/skip/004';

describe('pushing the Reading Codes sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  beforeEach(async () => {
    sheet = await town().pull(KIND, {});
  });

  const added = (...rows: Readonly<Record<string, SheetCell>>[]): PushRow[] =>
    rows.map((typed, index) => ({
      key: `N${index}`,
      sheetRow: 900 + index,
      cells: sentColumns(sheetKinds[KIND]).map(({ id }) => typed[id] ?? null),
    }));
  const send = (edits: Edits, more: readonly PushRow[] = [], without: readonly string[] = []) => {
    const rows = pushRowsOf(KIND, sheet, edits).filter(({ key }) => !without.includes(key));
    return push(town(), sheet.pullId, [...rows, ...more]);
  };
  const codes = () => readingCodeList(town().database, TODAY);
  const issuesOf = ({ outcome, reply }: { outcome: string; reply: PushSheetReply }) => {
    assert.equal(outcome, 'refused');
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues.map(({ column, code }) => `${column} ${code}`);
  };
  const FALLEN = {
    ...{ format: 'layout:Radix', kind: 'skip', code: '31', words: 'tree over the meter' },
    ...{ severity: 'stop', action: 'estimate' },
  };

  it('pulls a row for each code, with what a read code means', () => {
    const row = (key: string) => {
      const found = sheet.rows.find((each) => each[0] === key) ?? [];
      return ['format', 'kind', 'code', 'words', 'severity', 'action', 'means'].map((id) => cell(KIND, found, id));
    };
    assert.deepEqual(row(DOG), ['mvrs-upload', 'skip', '004', 'dog in yard', 'stop', 'estimate', null]);
    assert.deepEqual(row('mvrs-upload/read/S').slice(3), ['skipped', 'info', 'accept', 'unread']);
  });

  it('saves what was changed, added and removed together, by which the review then says codes', async () => {
    const { outcome, reply } = await send({ [DOG]: { words: 'loose dog', action: 'reread' } }, added(FALLEN), [
      'mvrs-upload/skip/007',
    ]);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual(
      reply.totals.map(({ label }) => label),
      ['Codes', 'Rows changed or added', 'Rows removed'],
    );
    const table = await readingCodes(town().database, TODAY);
    assert.equal(table.spoken('mvrs-upload', 'skip', '4'), '4: loose dog');
    assert.equal(table.spoken('layout:Radix', 'skip', '31'), '31: tree over the meter');
    assert.equal(table.find('mvrs-upload', 'skip', '007'), null);
    assert.equal((await codes()).length, sheet.rows.length);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('changes nothing for a sheet as it was pulled', async () => {
    const before = await town().dump();
    assert.equal((await send({})).outcome, 'already-applied');
    assert.deepEqual(await town().dump(), before);
  });

  it('tells all that is wrong, each at its row, and saves nothing then', async () => {
    const before = await codes();
    const wrong = await send(
      { [DOG]: { words: null } },
      added(
        { ...FALLEN, format: 'layout:Nobody' },
        { ...FALLEN, means: 'unread' },
        { ...FALLEN, format: 'mvrs-upload', code: '001' },
      ),
    );
    assert.deepEqual(issuesOf(wrong), ['words missing', 'format unknown-format', 'means not-of-kind', 'code doubled']);
    assert.deepEqual(issuesOf(await send({}, added({ ...FALLEN, kind: 'shrug' }))), ['kind not-a-choice']);
    assert.deepEqual(issuesOf(await send({ [DOG]: { words: 'x'.repeat(81) } })), ['words code-unsound']);
    assert.deepEqual(await codes(), before);
  });

  it('takes 004 and 4 for one code, of which there are no two, in the sheet and in the setting', async () => {
    const before = await codes();
    const { outcome, reply } = await send({}, added({ ...FALLEN, format: 'mvrs-upload', code: '4' }));
    assert.equal(outcome, 'refused');
    assert.deepEqual(
      reply.issues.map(({ code, message }) => [code, message.replace(/^Row \d+/, 'Row')]),
      [['doubled', 'Row has the skip code 004 of mvrs-upload already, and 4 is the same.']],
    );
    const four = { ...before.find(({ code }) => code === '004'), code: '4' };
    assert.equal(readingCodesSchema.safeParse([...before, four]).success, false);
    assert.ok(readingCodesSchema.safeParse([...before, { ...four, code: 'x4' }, { ...four, code: 'x04' }]).success);
    assert.deepEqual(await codes(), before);
  });

  it('is refused where the codes were changed since the pull, and where no row is left', async () => {
    assert.deepEqual(issuesOf(await push(town(), sheet.pullId, [])), [' no-rows']);
    await writeSetting(town().database, KIND, TODAY, (await codes()).slice(1));
    assert.ok(
      issuesOf(await send({ [DOG]: { words: 'loose dog' } })).some((each) => each.includes('changed-since-pull')),
    );
  });
});
