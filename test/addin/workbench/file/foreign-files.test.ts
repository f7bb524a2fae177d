import assert from 'node:assert/strict';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx, type WriteSheet } from 'hucre/xlsx';
import { readWorkbookFile } from '../../../../addin/workbench/file/read-workbook.js';
import { WorkbookFileError } from '../../../../addin/workbench/file/workbook-file-error.js';
import { workbookFile } from '../../../../addin/workbench/file/write-workbook.js';
import { Person } from '../../../../addin/workbench/host/person.js';
import { WorkbookHost } from '../../../../addin/workbench/host/workbook-host.js';
import { workbookFacts } from './support/workbook-facts.js';

const SHEET = 'xl/worksheets/sheet1.xml';

/** A packed file whose list of parts gives one of them another size. */
function withSize(packed: Uint8Array, path: string, size: number): Uint8Array {
  const bytes = packed.slice();
  const view = new DataView(bytes.buffer);
  const text = Buffer.from(bytes).toString('latin1');
  const entry = text.lastIndexOf(path) - 46;
  assert.equal(text.slice(entry, entry + 4), 'PK\u0001\u0002');
  view.setUint32(entry + 24, size, true);
  return bytes;
}

async function refusal(bytes: Uint8Array, name = 'Town.xlsx'): Promise<string> {
  const error: unknown = await readWorkbookFile(bytes, name).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WorkbookFileError, `${name} is refused`);
  return error.message;
}

describe('a file that the workbench did not write', () => {
  let host: WorkbookHost;
  let person: Person;

  beforeEach(() => {
    host = new WorkbookHost();
    person = new Person(host.workbook);
  });

  async function open(sheet: Partial<WriteSheet>): Promise<readonly string[]> {
    const bytes = await writeXlsx({ sheets: [{ name: 'Foreign', ...sheet }] });
    const { saved, leftOut } = await readWorkbookFile(bytes, 'Foreign.xlsx');
    person.open(saved);
    return leftOut;
  }

  it('opens, and tells what the workbench does not keep of it', async () => {
    const told = await open({
      rows: [['a', 'b']],
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
      conditionalRules: [
        { type: 'duplicateValues', priority: 1, range: 'A1:A9', style: { font: { bold: true } } },
        { type: 'expression', formula: 'A1=1', priority: 2, range: 'A1:A9', style: { font: { bold: true } } },
      ],
    });
    assert.deepEqual(told, [
      'merged cells, which stand apart',
      'conditional formats of other kinds than values, texts and formulas',
    ]);
    assert.equal(person.sheet('Foreign').conditionalFormats.length, 1);
  });

  it('gives back its notes and the protection of its sheets when it is saved again, password and all', async () => {
    const told = await open({
      rows: [['a']],
      cells: new Map([
        ['0,0', { value: 'a', comment: { text: ' by <hand>\n_x0041_', author: 'Ann' } }],
        ['8,2', { comment: { text: 'on no text' } }],
      ]),
      protection: { sheet: true, password: 'curb', sort: false },
      autoFilter: { range: 'A1:A1' },
    });
    assert.deepEqual(told, []);
    const before = workbookFacts(host.workbook);
    const protection = person.sheet('Foreign').fileProtection ?? {};
    assert.match(protection.password ?? '', /^[0-9A-F]{4}$/);
    const saved = await workbookFile(host.workbook);
    const { saved: reopened } = await readWorkbookFile(saved, 'Foreign.xlsx');
    person.open(reopened);
    assert.deepEqual(workbookFacts(host.workbook), before);
    assert.equal(person.sheet('Foreign').comments[0]?.content, ' by <hand>\nA');
    assert.match(
      strFromU8(unzipSync(saved)[SHEET] ?? new Uint8Array()),
      /<\/sheetData><sheetProtection [^>]*\/><autoFilter/,
    );
  });

  it('has the formulas of cells that share one, each for its own cell', async () => {
    await open({
      cells: new Map([
        ['0,0', { value: 2 }],
        ['1,0', { value: 3 }],
        ['0,1', { formula: 'A1*$A$1', formulaType: 'shared', formulaSharedIndex: 0, formulaRef: 'B1:B2' }],
        ['1,1', { formula: '', formulaType: 'shared', formulaSharedIndex: 0 }],
      ]),
    });
    assert.deepEqual(person.formulas('B1:B2'), [['=A1*$A$1'], ['=A2*$A$1']]);
    assert.deepEqual(person.values('B1:B2'), [[4], [6]]);
  });

  it('keeps the value of a formula that the workbench can’t read, and says so', async () => {
    const told = await open({ cells: new Map([['0,0', { formula: 'SUM({1,2;3,4})', formulaResult: 10 }]]) });
    assert.deepEqual(told, ['formulas that the workbench can’t read; their values are kept']);
    assert.deepEqual(person.values('A1'), [[10]]);
  });

  it('reads colours of the theme and dates before March 1900', async () => {
    await open({
      cells: new Map([
        ['0,0', { value: 1, style: { fill: { type: 'pattern', pattern: 'solid', fgColor: { theme: 0 } } } }],
        ['0,1', { value: 2, style: { numFmt: 'yyyy-mm-dd', font: { color: { theme: 1 } } } }],
      ]),
    });
    const sheet = person.sheet('Foreign');
    assert.equal(sheet.style(0, 0).fill, '#FFFFFF');
    assert.equal(sheet.style(0, 1).fontColor, '#000000');
    assert.deepEqual(person.values('B1'), [[2]]);
  });

  it('is refused when it is of another kind, with what to do', async () => {
    const asExcel = /Open it in Excel and save it as an Excel workbook/;
    assert.match(await refusal(strToU8('Account,Use\n1,2\n'), 'reads.csv'), asExcel);
    assert.match(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old.xls'), /old \.xls kind/);
    const locked = strToU8(`\u00d0\u00cf\u0011\u00e0${[...'EncryptedPackage'].join('\0')}\0`, true);
    assert.match(await refusal(locked), /protected by a password/);
    assert.match(await refusal(zipSync({ mimetype: strToU8('application/vnd') }), 'a.ods'), /OpenDocument/);
    assert.match(await refusal(zipSync({ '[Content_Types].xml': strToU8('<a/>') }), 'a.docx'), /no workbook/);
    assert.match(await refusal(new Uint8Array()), /is empty/);
  });

  it('is refused when it is damaged, wherever it was cut or changed', async () => {
    const whole = await workbookFile(host.workbook);
    for (let length = 4; length < whole.length; length += 97) {
      assert.match(await refusal(whole.slice(0, length)), /Town\.xlsx is damaged/);
    }
    assert.match(await refusal(zipSync({ ...unzipSync(whole), 'xl/_rels/workbook.xml.rels': strToU8('') })), /damaged/);
    const farAway = strToU8(
      '<worksheet><sheetData><row r="1"><c r="A1"/><c r="XFD1048576"/></row></sheetData></worksheet>',
    );
    assert.match(await refusal(zipSync({ ...unzipSync(whole), [SHEET]: farAway })), /damaged/);
  });

  it('is refused when it would unpack to more than the workbench can hold', async () => {
    const whole = await workbookFile(host.workbook);
    assert.match(await refusal(withSize(whole, SHEET, 401_000_000)), /more than 400 MB/);
    // A part that says it is small and is not.
    const large = zipSync({ ...unzipSync(whole), [SHEET]: new Uint8Array(2_000_000) });
    assert.match(await refusal(withSize(large, SHEET, 1_000)), /exceeds limit of 1000 bytes/);
  });

  it('leaves the open workbook as it is when it is refused', async () => {
    person.type('Sheet1!A1', 'draft');
    await refusal(strToU8('no workbook'));
    assert.deepEqual(person.values('Sheet1!A1'), [['draft']]);
    assert.equal(person.undo(), true);
  });
});
