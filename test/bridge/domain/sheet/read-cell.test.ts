import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import type { ColumnType, SheetColumn } from '../../../../bridge/contract/sheets/sheet-kind.js';
import { readCell } from '../../../../bridge/domain/sheet/read-cell.js';

const TYPES: readonly ColumnType[] = ['key', 'text', 'choice', 'integer', 'decimal', 'money', 'date'];

function column(type: ColumnType): SheetColumn {
  const choices = type === 'choice' ? ['water', 'sewer'] : undefined;
  return { id: 'cell', header: 'Cell', type, width: 10, help: 'A cell.', editable: true, ...(choices && { choices }) };
}

function value(type: ColumnType, cell: SheetCell): SheetCell {
  const reading = readCell(column(type), cell);
  assert.ok(reading.ok, `${type} ${String(cell)} was refused`);
  return reading.value;
}

function refusal(type: ColumnType, cell: SheetCell) {
  const reading = readCell(column(type), cell);
  assert.ok(!reading.ok, `${type} ${String(cell)} was read as ${reading.ok ? String(reading.value) : ''}`);
  assert.match(reading.message, /^Cell /);
  assert.match(reading.fix, /\.$/);
  return reading.code;
}

describe('reading a cell', () => {
  it('takes an empty cell, and one of blanks, as empty in every type', () => {
    for (const type of TYPES) {
      for (const cell of [null, '', '   ', '\t']) assert.equal(value(type, cell), null, type);
    }
  });

  it('refuses true and false in every type', () => {
    for (const type of TYPES) {
      for (const cell of [true, false]) assert.equal(refusal(type, cell), `not-${type}`);
    }
  });

  it('takes a word that says the same as an empty cell for one, in its column alone', () => {
    const calculated = { ...column('money'), emptyWords: ['calculate'] };
    assert.deepEqual(readCell(calculated, ' Calculate '), { ok: true, value: null });
    assert.equal(refusal('money', 'calculate'), 'not-money');
  });

  it('says what to type where a text is written as accountants, banks and calendars write it, and takes none of it', () => {
    const fixOf = (type: ColumnType, cell: string) => {
      const reading = readCell(column(type), cell);
      return reading.ok ? null : reading.fix;
    };
    const amounts = {
      '($1,234.50)': '-1234.50',
      '$12.5': '12.50',
      '1,000': '1000.00',
      '12.50-': '-12.50',
      '-$3': '-3.00',
    };
    for (const [text, amount] of Object.entries(amounts)) {
      assert.equal(fixOf('money', text), `If that is what it means, type ${amount}.`, text);
    }
    for (const text of ['1,00', '12,34.5', '(5', '5)', '$', '1.234,50']) {
      assert.match(fixOf('money', text) ?? '', /^Type an amount/, text);
    }
    assert.equal(fixOf('date', '11/5/2026'), 'If that is what it means, type 2026-11-05.');
    for (const text of ['31/12/2026', '2/30/2026', '11/5/26', 'Nov 5'])
      assert.match(fixOf('date', text) ?? '', /^Type a date/);
  });

  it('refuses every Excel error in every type', () => {
    const errors = ['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!', '#CALC!'];
    for (const type of TYPES) {
      for (const error of errors) assert.equal(refusal(type, error), `not-${type}`);
    }
  });

  describe('of text', () => {
    it('keeps leading zeros and inner blanks, and drops those around', () => {
      assert.equal(value('text', '007'), '007');
      assert.equal(value('text', '  two  words '), 'two  words');
    });

    it('takes a number as the text that Excel shows', () => {
      assert.equal(value('text', 42), '42');
      assert.equal(value('text', 0.1), '0.1');
    });

    it('keeps a text that begins like a formula, and a # that is no error', () => {
      assert.equal(value('text', '=1+1'), '=1+1');
      assert.equal(value('text', '#12 Elm Street'), '#12 Elm Street');
    });
  });

  describe('of a choice', () => {
    it('takes a choice in any case, as it is listed', () => assert.equal(value('choice', ' WATER '), 'water'));
    it('refuses what is not listed', () => {
      for (const cell of ['wat', 'waters', 1]) assert.equal(refusal('choice', cell), 'not-a-choice');
    });
  });

  describe('of a whole number', () => {
    it('takes numbers and digits, and one zero', () => {
      assert.equal(value('integer', 51), 51);
      assert.equal(value('integer', '0051'), 51);
      assert.equal(value('integer', -3), -3);
      for (const zero of [-0, '-0', 0]) assert.ok(Object.is(value('integer', zero), 0), String(zero));
    });
    it('refuses parts, exponents, separators, and what is not held exactly', () => {
      for (const cell of [1.5, 1e21, '1e3', '1,000', '051H05', 2 ** 53]) {
        assert.equal(refusal('integer', cell), 'not-integer', String(cell));
      }
    });
  });

  describe('of a decimal', () => {
    it('keeps the text exactly', () => {
      assert.equal(value('decimal', '12.3400'), '12.3400');
      assert.equal(value('decimal', 12.34), '12.34');
    });
    it('refuses exponents and words', () => {
      for (const cell of [1e21, 1e-9, 'abc', '1/2']) assert.equal(refusal('decimal', cell), 'not-decimal');
    });
  });

  describe('of money', () => {
    it('takes a number or its text, with two decimals', () => {
      assert.equal(value('money', 12.3), '12.30');
      assert.equal(value('money', -12.34), '-12.34');
      assert.equal(value('money', '1234.5'), '1234.50');
      assert.equal(value('money', -0), '0.00');
    });
    it('refuses text, dollar signs, commas, brackets and exponents', () => {
      for (const cell of ['ten', '$5.00', '1,234.56', '(5.00)', 1e21, '5-']) {
        assert.equal(refusal('money', cell), 'not-money', String(cell));
      }
    });
    it('refuses parts of a cent instead of rounding them', () => {
      for (const cell of [12.345, '0.001', 0.1 + 0.2, 1e-7]) {
        assert.equal(refusal('money', cell), 'too-many-decimals', String(cell));
      }
    });
    it('takes every number of cents that Excel can hold as typed', () => {
      fc.assert(
        fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (amount) => {
          assert.equal(value('money', amount / 100), (amount / 100).toFixed(2).replace(/^-0\.00$/, '0.00'));
        }),
      );
    });
  });

  describe('of a date', () => {
    it('takes the serial number of Excel and ISO text', () => {
      assert.equal(value('date', 46_349), '2026-11-23');
      assert.equal(value('date', '2026-11-23'), '2026-11-23');
      assert.equal(value('date', 61), '1900-03-01');
      assert.equal(value('date', 2_958_465), '9999-12-31');
    });
    it('refuses serials before March 1900, where Excel has a day that never was', () => {
      for (const cell of [1, 59, 60]) assert.equal(refusal('date', cell), 'not-date');
    });
    it('refuses times of day, impossible days and the many ways to write a date', () => {
      for (const cell of [46_349.5, 0, -1, 2_958_466, '2026-02-30', '11/23/2026', 'Nov 23']) {
        assert.equal(refusal('date', cell), 'not-date', String(cell));
      }
    });
  });
});
