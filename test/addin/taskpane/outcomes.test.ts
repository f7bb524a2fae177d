import assert from 'node:assert/strict';
import type { PushOutcome } from '../../../addin/sheets/push-outcome.js';
import { groupIssues, issuesToMend, placeOf } from '../../../addin/taskpane/sheet/issue-groups.js';
import { journalRows } from '../../../addin/taskpane/sheet/journal-rows.js';
import { validRows } from '../../../addin/taskpane/sheet/valid-rows.js';
import { words } from '../../../addin/taskpane/words.js';
import { day, moment } from '../../../addin/taskpane/wording.js';
import { cents } from '../../../bridge/contract/money.js';
import type { CommandOutcome } from '../../../bridge/contract/command.js';

interface Counts {
  readonly applied?: number;
  readonly refused?: number;
}

function outcomeOf(outcome: CommandOutcome, { applied = 0, refused = 0 }: Counts, receiptNumber: number | null = null) {
  const lists = { rows: [], issues: [], conflicts: [], notices: [], totals: [], bills: [], journal: [], moves: [] };
  const nothing = { effect: null, ifApproved: null, impact: null };
  const reply = { pullId: 'p', applied, refused, unchanged: 1190, ...lists, ...nothing };
  const command = { outcome, receiptNumber, appliedAt: null, reply };
  return { reply: command, sheetName: 'Readings', localIssues: [] } satisfies PushOutcome;
}

describe('the sentence for a preview or push', () => {
  it('says that a preview pushed nothing', () => {
    const { reply } = outcomeOf('previewed', { applied: 12, refused: 2 });
    assert.equal(
      words.sheet.outcome(reply),
      'Preview: 12 rows to push, 2 refused, 1,190 unchanged. Nothing has been pushed yet.',
    );
  });

  it('tells a push without a change from one that was received before', () => {
    assert.match(words.sheet.outcome(outcomeOf('already-applied', {}).reply), /nothing was pushed/);
    assert.match(
      words.sheet.outcome(outcomeOf('already-applied', { applied: 1 }, 7).reply),
      /already received: 1 row,/,
    );
  });

  it('says that a refused push changed nothing', () => {
    assert.match(
      words.sheet.outcome(outcomeOf('refused', { applied: 12, refused: 1 }).reply),
      /^Nothing was pushed: 1 row refused, 12 valid/,
    );
  });
});

describe('pushing only the valid rows', () => {
  it('is offered when some rows are refused and others are valid', () => {
    assert.equal(validRows(outcomeOf('previewed', { applied: 12, refused: 2 })), 12);
    assert.equal(validRows(outcomeOf('refused', { applied: 12, refused: 2 })), 12);
  });

  it('is not offered when nothing is refused, nothing is valid, or the rows are pushed already', () => {
    assert.equal(validRows(outcomeOf('previewed', { applied: 12 })), 0);
    assert.equal(validRows(outcomeOf('refused', { refused: 2 })), 0);
    assert.equal(validRows(outcomeOf('applied', { applied: 12, refused: 2 }, 7)), 0);
  });

  it('is not offered when the sheet could not be sent', () => {
    const issue = { code: 'column-missing', rowKey: '', column: 'action', message: 'm', fix: 'f' };
    assert.equal(validRows({ ...outcomeOf('refused', { applied: 1, refused: 1 }), localIssues: [issue] }), 0);
  });
});

describe('issues in the pane', () => {
  const issue = (code: string, rowKey: string) => ({
    code,
    rowKey,
    column: 'reason',
    message: 'm',
    fix: `mend ${code}`,
  });

  it('stand together by what is to be done, the most frequent first, each in the order of the sheet', () => {
    const groups = groupIssues([issue('rare', 'R1'), issue('often', 'R3'), issue('often', 'R2')]);
    assert.deepEqual(
      groups.map(({ fix, issues }) => [fix, issues.map(({ rowKey }) => rowKey)]),
      [
        ['mend often', ['R3', 'R2']],
        ['mend rare', ['R1']],
      ],
    );
  });

  it('leave out what is listed with its values as a conflict', () => {
    const issues = [issue('changed-since-pull', 'R1'), issue('reason-missing', 'R1')];
    assert.deepEqual(
      issuesToMend(issues).map(({ code }) => code),
      ['reason-missing'],
    );
  });

  it('are named by the row of the sheet and the header of the column', () => {
    assert.equal(placeOf('readings', 14, 'newReading'), 'Row 14, New reading');
    assert.equal(placeOf('readings', 14, ''), 'Row 14');
    assert.equal(placeOf('readings', null, 'no-such'), 'no-such');
    assert.equal(placeOf('readings', null, ''), 'Whole sheet');
  });
});

describe('the journal in the pane', () => {
  it('has debits and credits in their own columns, both without a sign', () => {
    const line = { entryNumber: null, ledgerAccount: '4010', name: 'Water revenue' };
    assert.deepEqual(
      journalRows([
        { ...line, accountId: null, amountCents: cents(4512) },
        { ...line, accountId: '10-0042-01', amountCents: cents(-4512) },
      ]),
      [
        ['4010 Water revenue', '$45.12', ''],
        ['4010 Water revenue, 10-0042-01', '', '$45.12'],
      ],
    );
  });
});

describe('numbers and dates for a person', () => {
  it('show a calendar date as that date in any time zone', () => {
    assert.equal(day('2026-11-20'), 'Nov 20, 2026');
    assert.equal(day('soon'), 'soon');
  });

  it('leave an instant that is none as it is', () => {
    assert.equal(moment('never'), 'never');
    assert.match(moment('2026-11-23T15:04:00Z'), /2026/);
  });
});
