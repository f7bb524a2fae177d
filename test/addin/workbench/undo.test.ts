import assert from 'node:assert/strict';
import { type OfficeHost, createOfficeHost } from '../../support/office-host/office-host.js';

const ROWS = [
  ['Key', 'Use'],
  ['b', 2],
  ['a', 3],
  ['c', 1],
];

describe('undoing in the workbench', () => {
  let office: OfficeHost;

  beforeEach(async () => {
    office = await createOfficeHost();
    office.person.paste('Sheet1!A1', ROWS);
    await addTable('A1:B4', 'Reads');
  });

  afterEach(() => office.dispose());

  function addTable(address: string, name: string): Promise<void> {
    return office.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().tables.add(address, true).name = name;
      await context.sync();
    });
  }

  const cells = (): unknown => office.person.values('Sheet1!A1:B4');

  it('takes back sorting, deleting, moving, duplicating and filtering, the last first', () => {
    const { person } = office;
    person.type('Sheet1!B2', 9);
    const seen: unknown[] = [];
    const steps: (() => void)[] = [
      () => person.sortTable('Reads', 'Use'),
      () => person.deleteTableRow('Reads', 0),
      () => person.moveColumn('Reads', 'Use', 0),
      () => person.duplicateRow('Sheet1', 2),
      () => person.filterTable('Reads', 'Key', ['a']),
    ];
    const look = (): unknown => [person.headings('Reads'), person.visibleRows('Reads')];
    for (const step of steps) {
      seen.push(look());
      step();
    }
    for (const before of seen.reverse()) {
      assert.equal(person.undo(), true);
      assert.deepEqual(look(), before);
    }
    assert.equal(person.undo(), true, 'what was typed before they were done');
    assert.deepEqual(cells(), ROWS);
  });

  it('takes back typing after a step that moved cells about was taken back', () => {
    const { person } = office;
    person.sortTable('Reads', 'Use');
    person.type('Sheet1!A2', 'typed');
    person.undo();
    person.undo();
    assert.deepEqual(cells(), ROWS);
  });

  it('never takes away what the add-in made since', async () => {
    office.person.sortTable('Reads', 'Use');
    await office.Excel.run(async (context) => {
      context.workbook.worksheets.add('Pulled');
      await context.sync();
    });
    assert.equal(office.person.undo(), false);
    assert.equal(office.person.sheet('Pulled').name, 'Pulled');
  });

  it('takes back as many such steps as are kept, and then no older ones', () => {
    const { person } = office;
    person.type('Sheet1!D1', 'old');
    for (let step = 0; step < 11; step += 1) person.sortTable('Reads', 'Use', step % 2 === 0);
    let undone = 0;
    while (person.undo()) undone += 1;
    assert.equal(undone, 10);
    assert.deepEqual(person.values('Sheet1!D1'), [['old']]);
  });
});
