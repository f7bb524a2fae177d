import assert from 'node:assert/strict';
import type { PushOptions, PushStep } from '../../../addin/sheets/sheet-engine.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { closeDesk, lookOf, openDesk, statusOf, type Desk } from './support/desk.js';
import { billLine, ledgerLine, readings } from './support/sample-rows.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };
const PUSH: PushOptions = { dryRun: false, mode: 'all' };
const REFUSED = '#F4B6B6';

describe('pushing', () => {
  let desk: Desk;
  beforeEach(async () => void (desk = await openDesk()));
  afterEach(() => closeDesk(desk));

  const keysSent = (): string[] => desk.bridge.lastCommand.payload.rows.map(({ key }) => key);

  describe('pushing a Readings sheet', () => {
    const TABLE = 'Curbstop_Readings';

    beforeEach(async () => {
      desk.bridge.rows.readings = readings(4);
      await desk.engine.pull('readings', { billRunId: 'R1' });
    });

    it('sends every row with its key, its row number and its editable cells, and writes the Status column', async () => {
      desk.office.person.paste('Readings!D6', [['change', 1234, '-- dog in yard']]);
      const steps: PushStep[] = [];
      const { reply, localIssues } = await desk.engine.push({ ...PUSH, onProgress: (step) => steps.push(step) });
      assert.deepEqual(steps, ['reading', 'sending', 'writing']);
      assert.equal(reply.outcome, 'applied');
      assert.deepEqual(localIssues, []);
      const { payload } = desk.bridge.lastCommand;
      assert.equal(payload.pullId, 'P1');
      assert.deepEqual(payload.rows.slice(0, 2), [
        { key: 'R00001', sheetRow: 5, cells: [null, null, null] },
        { key: 'R00002', sheetRow: 6, cells: ['change', 1234, '-- dog in yard'] },
      ]);
      assert.deepEqual(statusOf(desk, TABLE), ['', '=Done, R00002.', '', '']);
      assert.deepEqual(desk.office.person.values('Readings!D6:F6'), [['change', 1234, '-- dog in yard']]);
      assert.equal(desk.office.host.workbook.hasFormulas, false);
    });

    it('previews the same rows without applying any', async () => {
      desk.office.person.type('Readings!D6', 'accept');
      assert.equal((await desk.engine.push(PREVIEW)).reply.outcome, 'previewed');
      assert.equal(desk.bridge.lastCommand.dryRun, true);
      assert.deepEqual(desk.bridge.applied, []);
      assert.equal((await desk.engine.push(PUSH)).reply.outcome, 'applied');
      assert.deepEqual(
        desk.bridge.applied.map(({ key }) => key),
        ['R00002'],
      );
    });

    it('finds nothing changed in a sheet as it was pulled', async () => {
      const { reply } = await desk.engine.push(PREVIEW);
      assert.deepEqual([reply.reply.applied, reply.reply.refused, reply.reply.unchanged], [0, 0, 4]);
    });

    it('keeps each row together after sorting, and reads rows that a filter hides', async () => {
      desk.office.person.type('Readings!F6', 'leak at meter');
      desk.office.person.sortTable(TABLE, 'Key', false);
      desk.office.person.filterTable(TABLE, 'Key', ['R00004']);
      await desk.engine.push(PUSH);
      assert.deepEqual(keysSent(), ['R00004', 'R00003', 'R00002', 'R00001']);
      assert.deepEqual(
        desk.bridge.applied.map(({ key, sheetRow }) => [key, sheetRow]),
        [['R00002', 7]],
      );
      assert.deepEqual(statusOf(desk, TABLE), ['', '', '=Done, R00002.', '']);
    });

    it('puts a row status where the row is now, when the person sorted while it was sent', async () => {
      desk.office.person.type('Readings!F6', 'leak at meter');
      const onProgress = (step: PushStep): void => {
        if (step === 'writing') desk.office.person.sortTable(TABLE, 'Key', false);
      };
      await desk.engine.push({ ...PUSH, onProgress });
      assert.deepEqual(statusOf(desk, TABLE), ['', '', '=Done, R00002.', '']);
    });

    it('sends what is left when rows were deleted, and passes on what the bridge says of it', async () => {
      desk.office.person.deleteTableRow(TABLE, 1, 2);
      const { reply } = await desk.engine.push(PUSH);
      assert.deepEqual(keysSent(), ['R00001', 'R00004']);
      assert.deepEqual(reply.reply.notices, ['2 rows are not in the sheet any more.']);
    });

    it('finds its columns after others were inserted, moved and renamed', async () => {
      const { person } = desk.office;
      person.insertColumn('Readings', 'A');
      person.insertColumn('Readings', 'E');
      person.moveColumn(TABLE, 'Reason', 1);
      person.renameColumn(TABLE, 'Action', 'What to do');
      person.renameColumn(TABLE, 'Key', 'Read');
      const { body, columns } = person.table(TABLE);
      const cell = (heading: string): string => {
        const index = body.column + columns.findIndex(({ name }) => name === heading);
        return `Readings!${String.fromCharCode(65 + index)}${body.row + 1}`;
      };
      person.type(cell('What to do'), 'hold');
      person.type(cell('Reason'), 'ask Ann');
      await desk.engine.push(PUSH);
      assert.deepEqual(desk.bridge.applied, [{ key: 'R00001', sheetRow: 5, cells: ['hold', null, 'ask Ann'] }]);
      assert.deepEqual(statusOf(desk, TABLE), ['=Done, R00001.', '', '', '']);
    });

    it('lets the bridge refuse both rows of a duplicated key', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      desk.office.person.duplicateRow('Readings', 5);
      desk.office.person.type('Readings!D6', 'hold');
      const { reply } = await desk.engine.push(PUSH);
      assert.equal(reply.outcome, 'refused');
      assert.deepEqual(keysSent().slice(0, 2), ['R00001', 'R00001']);
      assert.equal(statusOf(desk, TABLE).filter((text) => String(text).includes('key-twice')).length, 2);
      assert.deepEqual(desk.office.person.values('Readings!D5:D6'), [['accept'], ['hold']]);
    });

    it('refuses here, with a fix, when a column it needs is gone, and sends nothing', async () => {
      desk.office.person.deleteColumn('Readings', 'D');
      const { reply, localIssues } = await desk.engine.push(PUSH);
      assert.equal(reply.outcome, 'refused');
      assert.deepEqual(
        localIssues.map(({ code, column }) => [code, column]),
        [['column-missing', 'action']],
      );
      assert.match(localIssues[0]?.fix ?? '', /"Action"/);
      assert.deepEqual(desk.bridge.commands, []);
    });

    it('refuses here when a cell holds more than the bridge takes, and shows it in the row', async () => {
      desk.office.person.type('Readings!F6', 'x'.repeat(2_001));
      const { localIssues } = await desk.engine.push(PUSH);
      assert.deepEqual(
        localIssues.map(({ rowKey, sheetRow, column }) => [rowKey, sheetRow, column]),
        [['R00002', 6, 'reason']],
      );
      assert.match(String(statusOf(desk, TABLE)[1]), /"Reason" in row 6/);
      assert.equal((await lookOf(desk, 'Readings!F6')).fill, REFUSED);
    });

    it('adds the Status column again when it was deleted', async () => {
      desk.office.person.deleteColumn('Readings', 'U');
      desk.office.person.type('Readings!D5', 'accept');
      await desk.engine.push(PUSH);
      assert.equal(statusOf(desk, TABLE)[0], '=Done, R00001.');
      await desk.engine.push(PUSH);
      assert.equal(desk.office.person.headings(TABLE).filter((name) => name.startsWith('Status')).length, 1);
    });

    it('is meant by its pull, whatever the sheet is called and whichever is in front', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      desk.office.person.renameSheet('Readings', 'Mine');
      desk.office.person.activate('Sheet1');
      const outcome = await desk.engine.push({ ...PUSH, pullId: 'P1' });
      assert.deepEqual([outcome.reply.outcome, outcome.sheetName], ['applied', 'Mine']);
      await desk.engine.goTo({ pullId: 'P1', rowKey: 'R00001', columnId: 'action' });
    });

    it('shows each refused row by its number: keys can be doubled or gone', async () => {
      const before = await lookOf(desk, 'Readings!A5');
      desk.office.person.type('Readings!D5', 'accept');
      desk.office.person.duplicateRow('Readings', 5);
      desk.office.person.type('Readings!A6', '');
      desk.office.person.type('Readings!E5', 'twelve');
      await desk.engine.push(PUSH);
      assert.deepEqual(statusOf(desk, TABLE).slice(0, 2), ['not-a-number in R00001', 'no-key in ']);
      const fills = await Promise.all(['E5', 'E6', 'A5', 'A6'].map((cell) => lookOf(desk, `Readings!${cell}`)));
      assert.deepEqual(
        fills.map(({ fill }) => fill === REFUSED),
        [true, false, false, true],
      );
      desk.office.person.type('Readings!A6', 'R00001');
      await desk.engine.push(PREVIEW);
      const doubled = await Promise.all(['A5', 'A6'].map((cell) => lookOf(desk, `Readings!${cell}`)));
      assert.deepEqual(
        doubled.map(({ fill }) => fill),
        [REFUSED, REFUSED],
      );
      desk.office.person.deleteTableRow(TABLE, 1, 1);
      desk.office.person.type('Readings!E5', '');
      await desk.engine.push(PREVIEW);
      assert.deepEqual(await lookOf(desk, 'Readings!A5'), before);
    });

    it('takes the colour off a row without a key once its key is back', async () => {
      const before = await lookOf(desk, 'Readings!A6');
      desk.office.person.type('Readings!A6', '');
      desk.office.person.type('Readings!D6', 'hold');
      await desk.engine.push(PUSH);
      assert.equal((await lookOf(desk, 'Readings!A6')).fill, REFUSED);
      desk.office.person.type('Readings!A6', 'R00002');
      await desk.engine.push(PREVIEW);
      assert.deepEqual(await lookOf(desk, 'Readings!A6'), before);
    });

    it('gives no row without a key the Status of another, when the person sorted while it was sent', async () => {
      desk.office.person.type('Readings!A6', '');
      desk.office.person.type('Readings!D6', 'hold');
      desk.office.person.type('Readings!A8', '');
      const onProgress = (step: PushStep): void => {
        if (step === 'writing') desk.office.person.deleteTableRow(TABLE, 1, 1);
      };
      await desk.engine.push({ ...PUSH, onProgress });
      assert.equal(statusOf(desk, TABLE).includes('no-key in '), false);
    });

    it('stops waiting when the person says so, and applies the same push only once afterwards', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      const stop = new AbortController();
      desk.bridge.whileAnswering = () => stop.abort();
      await assert.rejects(desk.engine.push({ ...PUSH, signal: stop.signal }), { name: 'AbortError' });
      assert.equal(desk.bridge.applied.length, 1);
      const { reply } = await desk.engine.push(PUSH);
      assert.equal(reply.outcome, 'already-applied');
      assert.equal(desk.bridge.applied.length, 1);
    });

    it('tells the bridge the last receipt that the workbook knows', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      const { reply } = await desk.engine.push(PUSH);
      assert.deepEqual(desk.bridge.lastCommand.payload.knownReceipts, []);
      await desk.engine.push(PREVIEW);
      assert.deepEqual(desk.bridge.lastCommand.payload.knownReceipts, [reply.receiptNumber]);
      await desk.engine.push(PREVIEW);
      assert.deepEqual(desk.bridge.lastCommand.payload.knownReceipts, [reply.receiptNumber]);
    });

    it('keeps a push that Excel could not show: it is applied, with a notice', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      const onProgress = (step: PushStep): void => {
        if (step === 'writing') desk.office.person.deleteSheet('Readings');
      };
      const { reply } = await desk.engine.push({ ...PUSH, onProgress });
      assert.equal(reply.outcome, 'applied');
      assert.equal(desk.bridge.applied.length, 1);
      assert.match(reply.reply.notices.join(), /Status column could not be written.*gone/);
    });

    it('never reads as if a row were applied that only would be, or that others held back', async () => {
      desk.office.person.type('Readings!D5', 'accept');
      await desk.engine.push(PREVIEW);
      assert.equal(statusOf(desk, TABLE)[0], 'Preview: =Done, R00001.');
      desk.office.person.type('Readings!E6', 'twelve');
      await desk.engine.push(PUSH);
      assert.deepEqual(statusOf(desk, TABLE).slice(0, 2), [
        'Not pushed, because other rows were refused.',
        'not-a-number in R00002',
      ]);
    });
  });

  describe('sheets that are not pushed', () => {
    for (const kind of ['bill-preview', 'ledger'] as const) {
      it(`has nothing of ${kind} to push, and says where to go`, async () => {
        desk.bridge.rows['bill-preview'] = [billLine('B1', '1.00')];
        desk.bridge.rows.ledger = [ledgerLine(1)];
        await desk.engine.pull(kind, {});
        await assert.rejects(desk.engine.push(PREVIEW), (error) => {
          assert.ok(error instanceof CurbstopError && error.code === 'read-only-sheet');
          for (const { title, purpose } of Object.values(sheetKinds)) {
            assert.equal(error.fix.includes(title), purpose !== 'read-only', title);
          }
          return true;
        });
        assert.deepEqual(desk.bridge.commands, []);
      });
    }

    it('says of a copied sheet which one to push, and pushes the original all the same', async () => {
      desk.bridge.rows.readings = readings(2);
      await desk.engine.pull('readings', {});
      desk.office.person.copySheet('Readings');
      await assert.rejects(desk.engine.push(PREVIEW), (error) => {
        return error instanceof CurbstopError && error.code === 'copied-sheet' && error.fix.includes('"Readings"');
      });
      assert.equal((await desk.engine.push({ ...PREVIEW, pullId: 'P1' })).sheetName, 'Readings');
    });

    it('pushes the copy once the pulled sheet was deleted, with its columns where they are now', async () => {
      desk.bridge.rows.readings = readings(2);
      await desk.engine.pull('readings', {});
      desk.office.person.type('Readings!D5', 'hold');
      await desk.engine.push(PUSH);
      desk.office.person.moveColumn('Curbstop_Readings', 'Reason', 1);
      const { name } = desk.office.person.copySheet('Readings');
      desk.office.person.deleteSheet('Readings');
      desk.office.person.type(`'${name}'!B6`, 'leak at meter');
      assert.equal((await desk.engine.push({ ...PUSH, pullId: 'P1' })).sheetName, name);
      const { knownReceipts, rows } = desk.bridge.lastCommand.payload;
      assert.deepEqual(knownReceipts, [], 'a copy may be older than what was pushed');
      assert.deepEqual(
        rows.map(({ key, cells }) => [key, ...cells]),
        [
          ['R00001', 'hold', null, null],
          ['R00002', null, null, 'leak at meter'],
        ],
      );
      await desk.engine.push(PREVIEW);
      assert.equal(desk.bridge.lastCommand.payload.knownReceipts.length, 1);
    });

    it('pulls beside a copy whose original was deleted and which has something to push', async () => {
      desk.bridge.rows.readings = readings(2);
      await desk.engine.pull('readings', {});
      const { name } = desk.office.person.copySheet('Readings');
      desk.office.person.deleteSheet('Readings');
      desk.office.person.type(`'${name}'!D5`, 'hold');
      const { sheetName } = await desk.engine.pull('readings', {});
      assert.notEqual(sheetName, name);
      assert.equal((await desk.engine.push({ ...PREVIEW, pullId: 'P1' })).reply.reply.applied, 1);
    });

    it('says so when the sheet is none of Curbstop', async () => {
      await assert.rejects(desk.engine.push(PREVIEW), { code: 'no-curbstop-sheet' });
      await assert.rejects(desk.engine.push({ ...PREVIEW, pullId: 'P9' }), { code: 'no-curbstop-sheet' });
    });
  });
});
