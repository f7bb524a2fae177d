import assert from 'node:assert/strict';
import { conditionalLookAt } from '../../../addin/workbench/host/model/conditional-look.js';
import { Person } from '../../../addin/workbench/host/person.js';
import { WorkbookHost } from '../../../addin/workbench/host/workbook-host.js';

describe('formulas of the workbook host', () => {
  let host: WorkbookHost;
  let person: Person;

  beforeEach(() => {
    host = new WorkbookHost();
    person = new Person(host.workbook);
    person.paste('A1', [
      ['Account', 'Usage'],
      ['A-1', 10],
      ['A-2', 20.005],
    ]);
  });

  const cases: [formula: string, value: unknown][] = [
    ['=1+2*3^2', 19],
    ['=-(B2+B3)/2%', -1500.25],
    ['=SUM(B2:B3,1)', 31.005],
    ['=ROUND(B3,2)', 20.01],
    ['=ROUND(-2.5,0)', -3],
    ['=ROUND(0.1^8,2)', 0],
    ['=ROUND(0.1^8,8)', 1e-8],
    ['=ROUNDUP(-2.301,2)', -2.31],
    ['=ROUNDUP(2.3,1)', 2.3],
    ['=ROUNDDOWN(-2.309,2)', -2.3],
    ['=TRUNC(-2.9)', -2],
    ['=TRUNC(2.987,2)', 2.98],
    ['=INT(-2.1)', -3],
    ['=MOD(7,3)', 1],
    ['=MOD(-7,3)', 2],
    ['=MOD(7,0)', '#DIV/0!'],
    ['=MIN(B2,B3,3)+MAX(B2,-1)+ABS(-2)', 15],
    ['=IF(AND(B2>1,NOT(B3<B2)),1,2)', 1],
    ['=IF(OR(B2<1,B3<B2),1,2)', 2],
    ['=IF(B2>=10,"high","low")', 'high'],
    ['=IF(B2<10,1/0,A2&"!")', 'A-1!'],
    ['=B2<>B3', true],
    ['=1/0', '#DIV/0!'],
    ['=A2+1', '#VALUE!'],
    ['=Nothing!A1', '#REF!'],
    ['=XLOOKUP(1,2,3)', '#NAME?'],
    ['=SUM(Sheet1!$B$2:B3)', 30.005],
  ];
  for (const [formula, value] of cases) {
    it(`${formula} gives ${String(value)}`, () => {
      person.type('D1', formula);
      assert.deepEqual(person.values('D1'), [[value]]);
    });
  }

  it('follow what they refer to, through other formulas', () => {
    person.paste('D1', [['=B2*2', '=D1+1']]);
    person.type('B2', 50);
    assert.deepEqual(person.values('D1:E1'), [[100, 101]]);
  });

  it('show zero where they go round in a circle', () => {
    person.paste('D1', [['=E1', '=D1']]);
    assert.deepEqual(person.values('D1:E1'), [[0, 0]]);
  });

  it('refuse what Excel would not take', () => {
    assert.throws(() => person.type('D1', '=1+'), { code: 'InvalidArgument' });
  });

  it('decide conditional formats relative to the first cell of their area', () => {
    const sheet = person.sheet('Sheet1');
    sheet.conditionalFormats.push({
      id: '1',
      type: 'Custom',
      areas: [{ row: 1, column: 0, rows: 2, columns: 2 }],
      rule: { formula: '=$B2>15' },
      look: { fill: '#FF0000' },
      stopIfTrue: false,
    });
    assert.deepEqual(conditionalLookAt(host.workbook, sheet, 1, 0), {});
    assert.deepEqual(conditionalLookAt(host.workbook, sheet, 2, 0), { fill: '#FF0000' });
    assert.deepEqual(conditionalLookAt(host.workbook, sheet, 2, 1), { fill: '#FF0000' });
  });
});
