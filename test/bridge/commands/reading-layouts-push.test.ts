import assert from 'node:assert/strict';
import type { PushRow, PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { readingLayoutSchema } from '../../../bridge/contract/settings/reading-layouts.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { layoutRows } from '../../../bridge/domain/reading-layouts/layout-rows.js';
import { readLayoutRows } from '../../../bridge/domain/reading-layouts/read-layout-rows.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { readingLayouts } from '../../../bridge/queries/reading-layouts.js';
import { writeSetting } from '../../../bridge/store/settings.js';
import { cell, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { TODAY } from '../../support/town/sample-town-file.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

const KIND = 'reading-layouts';

const READY = readingLayoutSchema.parse({
  name: 'READy',
  returned: {
    shape: 'delimited',
    delimiter: '\t',
    names: true,
    headerLines: 1,
    trailerLines: 1,
    trailerCount: { at: 2 },
    decimals: 2,
    noCode: ['0', '00'],
    columns: { meter: { at: 'Meter' }, reading: { at: 'Value' }, date: { at: 'Day' }, readCode: { at: 'Code' } },
  },
  loaded: {
    shape: 'fixed',
    lineLength: 40,
    columns: { meter: { at: 1, length: 10 }, decimals: { at: 11, length: 2 } },
  },
});

describe('the rows of reading layouts', () => {
  it('say all of a layout: read again they are the same', () => {
    const rows = layoutRows([READY]).map((row, index) => ({ ...row, key: String(index), sheetRow: index + 2 }));
    assert.deepEqual(readLayoutRows(rows), { layouts: [READY], issues: [] });
  });
});

describe('pushing the Reading Layouts sheet', () => {
  const town = useTown();
  let sheet: PulledSheet;
  beforeEach(async () => {
    sheet = await town().pull(KIND, {});
  });

  const keyOf = (item: string) => `Radix/return/${item}`;
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
  const layouts = () => readingLayouts(town().database, TODAY);
  const issuesOf = ({ outcome, reply }: { outcome: string; reply: PushSheetReply }) => {
    assert.equal(outcome, 'refused');
    for (const { fix } of reply.issues) assert.notEqual(fix, '');
    return reply.issues.map(({ sheetRow, column, code }) => [sheetRow, column, code]);
  };

  it('pulls a row for each thing that a layout says', () => {
    const row = sheet.rows.find((each) => each[0] === keyOf('reading'));
    assert.ok(row);
    assert.deepEqual(
      ['layout', 'file', 'item', 'column', 'length', 'value'].map((id) => cell(KIND, row, id)),
      ['Radix', 'return', 'reading', '14', 7, null],
    );
  });

  it('saves what was changed, added and removed together, sealed like any setting', async () => {
    const { outcome, reply } = await send(
      { [keyOf('reading')]: { length: 6 } },
      added({ layout: 'Radix', file: 'return', item: 'read code', column: 20, length: 1 }),
      [keyOf('route')],
    );
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    const [radix] = await layouts();
    assert.deepEqual(radix?.returned.columns.reading, { at: 14, length: 6 });
    assert.deepEqual(radix?.returned.columns.readCode, { at: 20, length: 1 });
    assert.equal(radix?.returned.columns.route, undefined);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('changes nothing for a sheet as it was pulled', async () => {
    const before = await town().dump();
    assert.equal((await send({})).outcome, 'already-applied');
    assert.deepEqual(await town().dump(), before);
  });

  it('tells all that is wrong, each at its row, and saves nothing then', async () => {
    const before = await layouts();
    const wrong = await send(
      { [keyOf('Line length')]: { value: 'long' }, [keyOf('date')]: { column: null } },
      added(
        { layout: 'New', item: 'meter', column: 1 },
        { layout: 'New', file: 'load', item: 'No code', value: '0' },
        { layout: 'Radix', file: 'return', item: 'meter', column: 1, length: 2 },
      ),
    );
    assert.deepEqual(
      issuesOf(wrong).map(([, column, code]) => [column, code]),
      [
        ['value', 'not-a-number'],
        ['column', 'missing'],
        ['file', 'missing'],
        ['item', 'not-of-file'],
        ['item', 'doubled'],
      ],
    );
    assert.deepEqual(await layouts(), before);
  });

  it('tells at its row what makes a layout unsound', async () => {
    const past = await send({ [keyOf('reading')]: { length: 40 } });
    assert.equal(issuesOf(past)[0]?.[2], 'layout-unsound');
    assert.match(
      past.reply.issues[0]?.message ?? '',
      /^The return file of "Radix" has a column from 14 that reaches past the line/,
    );
    const format = await send({ [keyOf('Date format')]: { value: 'DD.MM.YY' } });
    assert.match(format.reply.issues[0]?.message ?? '', /^The return file of "Radix", Date format, is not right/);
    const row = sheet.rows.findIndex((each) => each[0] === keyOf('Date format'));
    assert.ok(row >= 0 && format.reply.issues[0]?.rowKey === keyOf('Date format'));
  });

  it('is refused where the layouts were changed since the pull', async () => {
    await writeSetting(town().database, KIND, TODAY, [READY]);
    const refused = await send({ [keyOf('reading')]: { length: 6 } });
    assert.ok(issuesOf(refused).some(([, , code]) => code === 'changed-since-pull'));
  });
});
