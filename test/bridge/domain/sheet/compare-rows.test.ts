import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { PushRow, SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import type { SheetKind } from '../../../../bridge/contract/sheets/sheet-kind.js';
import { compareRows, type RowCells } from '../../../../bridge/domain/sheet/compare-rows.js';

const review: SheetKind = {
  id: 'test',
  title: 'Test',
  purpose: 'review',
  description: 'A sheet.',
  parameters: z.object({}),
  basisColumns: ['reading'],
  columns: [
    { id: 'key', header: 'Key', type: 'key', width: 9, help: 'Key.' },
    { id: 'reading', header: 'Reading', type: 'integer', width: 9, help: 'Basis.' },
    {
      id: 'action',
      header: 'Action',
      type: 'choice',
      choices: ['accept', 'hold'],
      editable: true,
      width: 9,
      help: 'A.',
    },
    { id: 'reason', header: 'Reason', type: 'text', editable: true, width: 9, help: 'Why.' },
    { id: 'amount', header: 'Amount', type: 'money', editable: true, width: 9, help: 'Dollars.' },
  ],
};
const entry: SheetKind = { ...review, purpose: 'entry' };

const PULLED: RowCells = { key: 'a', reading: 100, action: null, reason: null, amount: null };

function sheet(rows: Readonly<Record<string, RowCells>>): ReadonlyMap<string, RowCells> {
  return new Map(Object.entries(rows).map(([key, changes]) => [key, { ...PULLED, key, ...changes }]));
}

function row(key: string, sheetRow: number, ...cells: SheetCell[]): PushRow {
  return { key, sheetRow, cells: [cells[0] ?? null, cells[1] ?? null, cells[2] ?? null] };
}

const NOTHING_TYPED = { typedBefore: new Map(), typedElsewhere: new Map() };

const codes = (issues: readonly { code: string; rowKey: string; column: string }[]) =>
  issues.map(({ code, rowKey, column }) => `${rowKey} ${column} ${code}`);

describe('comparing the rows of a sheet with its pull', () => {
  const baseline = sheet({ a: {}, b: { action: 'hold', reason: 'Wait' } });
  const compare = (rows: PushRow[], current = baseline, kind = review) =>
    compareRows({ kind, rows, baseline, current, ...NOTHING_TYPED });

  it('finds no change where the editable cells are as pulled', () => {
    const found = compare([row('a', 5), row('b', 6, 'hold', 'Wait')]);
    const none = { changes: [], unread: [], issues: [], conflicts: [], notices: [] };
    assert.deepEqual(found, { ...none, unchangedKeys: ['a', 'b'], lostKeys: new Map() });
  });

  it('finds no change where only case and blanks around differ from what was pulled', () => {
    assert.deepEqual(compare([row('a', 5), row('b', 6, ' HOLD', ' Wait ')]).unchangedKeys, ['a', 'b']);
  });

  it('finds what was changed, cleared cells included, whatever the order of the rows', () => {
    const { changes, issues } = compare([row('b', 5, null, 'Wait'), row('a', 6, 'accept', 'Fine', 12.5)]);
    assert.deepEqual(issues, []);
    assert.deepEqual(changes, [
      { key: 'b', sheetRow: 5, wanted: { action: null, reason: 'Wait', amount: null }, changedColumns: ['action'] },
      {
        key: 'a',
        sheetRow: 6,
        wanted: { action: 'accept', reason: 'Fine', amount: '12.50' },
        changedColumns: ['action', 'reason', 'amount'],
      },
    ]);
  });

  it('refuses every row with a duplicated key, naming the rows of the sheet', () => {
    const { issues, changes } = compare([row('a', 5, 'accept'), row('a', 9, 'hold'), row('b', 6, 'hold', 'Wait')]);
    assert.deepEqual(changes, []);
    assert.deepEqual(codes(issues), ['a key duplicated-key', 'a key duplicated-key']);
    assert.match(issues[0]?.message ?? '', /rows 5 and 9/);
  });

  it('refuses a key that was not in the pull, also when nothing was typed in its row', () => {
    assert.deepEqual(codes(compare([row('a', 5), row('b', 6, 'hold', 'Wait'), row('x', 7)]).issues), [
      'x key unknown-key',
    ]);
  });

  it('takes a new key in an entry sheet as a new row', () => {
    const { changes, issues } = compare([row('new', 7, 'accept', 'Typed', 3)], baseline, entry);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      changes.map((change) => change.key),
      ['new'],
    );
  });

  const typed = (cells: RowCells, receipt = 12) => ({
    ...{ cells, receipt, pushedOn: calendarDate('2026-11-20'), reversedBy: null },
  });
  const compareTyped = (rows: PushRow[], kind = entry) => {
    const typedBefore = new Map([['A1-K3QX9', typed({ action: 'hold', reason: 'Wait' })]]);
    const pushed = new Map([...typedBefore].map(([key, { cells }]) => [key, cells]));
    return compareRows({ ...NOTHING_TYPED, kind, rows, baseline: pushed, current: pushed, typedBefore });
  };

  for (const kind of [entry, { ...review, addsRows: true }]) {
    it(`asks of a row that says what a pushed row says which is gone, where rows are typed for ${kind.purpose}`, () => {
      const found = compareTyped([row('A2-AAAAA', 5, ' HOLD', 'Wait')], kind);
      assert.deepEqual([found.changes, found.unchangedKeys], [[], []]);
      assert.deepEqual(codes(found.issues), ['A2-AAAAA key same-as-pushed']);
      assert.match(found.issues[0]?.message ?? '', /on 2026-11-20 with receipt 12 and is not on the sheet/);
      assert.deepEqual([...found.lostKeys], [['A2-AAAAA', { key: 'A1-K3QX9', isEdited: false }]]);
      assert.deepEqual(found.notices, [], 'the row is taken for it, so none is missing');
    });
  }

  describe('where the kind says what its rows are about', () => {
    const kind = { ...entry, identityColumns: ['action'] };

    it('asks of a row that is about the same as a pushed row which is gone, since it may be that row, edited', () => {
      const found = compareTyped([row('A2-AAAAA', 5, 'hold', 'Wait', 3)], kind);
      assert.deepEqual([codes(found.issues), found.changes], [['A2-AAAAA key same-as-pushed'], []]);
      assert.match(found.issues[0]?.message ?? '', /^Row 5 has the action of a row that was pushed on 2026-11-20/);
      assert.match(found.issues[0]?.fix ?? '', /put it back as it was.*“Post it again”/);
      assert.deepEqual([...found.lostKeys], [['A2-AAAAA', { key: 'A1-K3QX9', isEdited: true }]]);
    });

    it('asks of the row that says the same rather than of one before it that is only about the same', () => {
      const found = compareTyped([row('A2-AAAAA', 5, 'hold', 'Other'), row('A3-AAAAA', 6, 'hold', 'Wait')], kind);
      assert.deepEqual([codes(found.issues), found.changes.length], [['A3-AAAAA key same-as-pushed'], 1]);
    });

    it('asks nothing of rows about something else, or posted besides on purpose, nor while the pushed row is there', () => {
      const other = compareTyped([row('A2-AAAAA', 5, 'accept', 'Wait'), row('A3-AAAAA', 6, null, 'Wait')], kind);
      assert.deepEqual([other.issues, other.changes.length], [[], 2]);
      const besides = compareTyped([row('A1-K3QX9-AAAAA', 5, 'hold', 'More')], kind);
      assert.deepEqual([besides.issues, besides.changes.length], [[], 1]);
      const beside = compareTyped([row('A1-K3QX9', 5, 'hold', 'Wait'), row('A2-AAAAA', 6, 'hold', 'More')], kind);
      assert.deepEqual([beside.issues, beside.changes.length], [[], 1]);
    });
  });

  it('asks nothing of a row that is posted again on purpose, nor while the pushed row is there', () => {
    const again = compareTyped([row('A1-K3QX9-AAAAA', 5, 'hold', 'Wait')]);
    assert.deepEqual([again.issues, again.changes.length], [[], 1]);
    const beside = compareTyped([row('A1-K3QX9', 5, 'hold', 'Wait'), row('A2-AAAAA', 6, 'hold', 'Wait')]);
    assert.deepEqual([beside.issues, beside.unchangedKeys, beside.changes.length], [[], ['A1-K3QX9'], 1]);
  });

  it('takes a typed row that says what it said when it was pushed for done, whatever the workbook remembers', () => {
    const typedBefore = new Map([['A1-K3QX9', typed({ action: 'hold', reason: 'Wait' })]]);
    const current = new Map([['A1-K3QX9', {}]]);
    const rows = [row('A1-K3QX9', 5, 'hold', 'Wait')];
    const kind = { ...review, addsRows: true };
    const found = compareRows({ ...NOTHING_TYPED, kind, rows, baseline: new Map(), current, typedBefore });
    assert.deepEqual([found.unchangedKeys, found.issues], [['A1-K3QX9'], []]);
  });

  it('refuses a row whose key was pushed from another sheet', () => {
    const typedElsewhere = new Map([['A1-K3QX9', 7]]);
    const rows = [row('A1-K3QX9', 5, 'hold', 'Wait')];
    const found = compareRows({
      kind: entry,
      rows,
      baseline: new Map(),
      current: new Map(),
      ...NOTHING_TYPED,
      typedElsewhere,
    });
    assert.deepEqual([codes(found.issues), found.changes], [['A1-K3QX9 key pushed-by-another-pull'], []]);
  });

  it('takes a row that can not be read for no other', () => {
    const pushed = sheet({ b: { action: 'hold', amount: '1.00' } });
    const found = compareRows({
      kind: entry,
      rows: [row('new', 5, 'hold', null, 'one')],
      baseline: pushed,
      current: pushed,
      ...NOTHING_TYPED,
      typedBefore: new Map([['b', typed(pushed.get('b') ?? {})]]),
    });
    assert.deepEqual(codes(found.issues), ['new amount not-money']);
  });

  it('says that rows are gone from the sheet and changes nothing for them', () => {
    const { changes, issues, notices } = compare([row('a', 5)]);
    assert.deepEqual([changes, issues], [[], []]);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? '', /^1 row of the pull is no longer on the sheet/);
    assert.match(compare([]).notices[0] ?? '', /^2 rows/);
  });

  it('says that the value of a formula was taken, and only where it changed something', () => {
    const typed: PushRow = { ...row('a', 5, null, null, 7), formulas: ['amount', 'reason'] };
    const { notices, changes } = compare([typed, row('b', 6, 'hold', 'Wait')]);
    assert.equal(changes[0]?.wanted['amount'], '7.00');
    assert.deepEqual(notices, ['Row 5: Amount holds a formula; its value "7.00" was taken.']);
  });

  it('rebases edits of different cells onto what others did since the pull', () => {
    const current = sheet({ a: { reason: 'Theirs' }, b: { action: 'hold', reason: 'Wait' } });
    const { changes, issues } = compare([row('a', 5, 'accept')], current);
    assert.deepEqual(issues, []);
    assert.deepEqual(changes[0]?.wanted, { action: 'accept', reason: 'Theirs', amount: null });
  });

  it('finds a conflict where the same cell was changed to something else', () => {
    const current = sheet({ a: { action: 'hold' }, b: { action: 'hold', reason: 'Wait' } });
    const { changes, conflicts, issues } = compare([row('a', 5, 'accept')], current);
    assert.deepEqual(changes, []);
    assert.deepEqual(conflicts, [{ rowKey: 'a', column: 'action', yours: 'accept', pulled: null, now: 'hold' }]);
    assert.deepEqual(codes(issues), ['a action changed-since-pull']);
    assert.match(issues[0]?.message ?? '', /was empty when you pulled; it is now "hold", and you have "accept"/);
  });

  it('finds no conflict where both made the same change', () => {
    const current = sheet({ a: { action: 'accept' }, b: { action: 'hold', reason: 'Wait' } });
    assert.deepEqual(compare([row('a', 5, 'accept')], current).conflicts, []);
  });

  it('finds a conflict where the reading that a decision rests on has changed', () => {
    const current = sheet({ a: { reading: 999 }, b: { action: 'hold', reason: 'Wait' } });
    const { changes, conflicts } = compare([row('a', 5, 'accept')], current);
    assert.deepEqual(changes, []);
    assert.deepEqual(conflicts, [{ rowKey: 'a', column: 'reading', yours: 100, pulled: 100, now: 999 }]);
  });

  it('finds no conflict in a row that the person left alone', () => {
    const current = sheet({ a: { reading: 999, action: 'hold' }, b: { action: 'hold', reason: 'Wait' } });
    assert.deepEqual(compare([row('a', 5)], current).unchangedKeys, ['a']);
  });

  it('refuses a changed row that the bridge no longer has', () => {
    const current = sheet({ b: { action: 'hold', reason: 'Wait' } });
    assert.deepEqual(codes(compare([row('a', 5, 'accept')], current).issues), ['a key row-gone']);
  });

  it('gives every issue of every row, not only the first', () => {
    const { issues, changes } = compare([row('a', 5, 'maybe', '#N/A', 'ten'), row('b', 6, 'no', 'Wait', true)]);
    assert.deepEqual(changes, []);
    assert.deepEqual(codes(issues), [
      'a action not-a-choice',
      'a reason not-text',
      'a amount not-money',
      'b action not-a-choice',
      'b amount not-money',
    ]);
  });

  it('finds nothing when the pulled rows come back in any order', () => {
    const cell = {
      action: fc.constantFrom(null, 'accept', 'hold'),
      reason: fc.constantFrom(null, 'Wait', 'Was away', '007'),
      amount: fc.constantFrom(null, '12.34', '-0.05'),
      reading: fc.nat(),
    };
    const rows = fc.uniqueArray(
      fc.record({ key: fc.string({ unit: fc.constantFrom(...'0123456789-/'), minLength: 1, maxLength: 6 }), ...cell }),
      {
        selector: ({ key }) => key,
        maxLength: 30,
      },
    );
    const shuffled = rows.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const pulled = new Map<string, RowCells>(all.map((one) => [one.key, one]));
        const pushed = order.map((one, index) => row(one.key, index + 5, one.action, one.reason, one.amount));
        const found = compareRows({ kind: review, rows: pushed, baseline: pulled, current: pulled, ...NOTHING_TYPED });
        assert.deepEqual([found.changes, found.issues, found.conflicts, found.notices], [[], [], [], []]);
        assert.equal(found.unchangedKeys.length, all.length);
      }),
    );
  });
});
