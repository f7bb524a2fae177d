import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeBlocks, type Block } from '../../../../bridge/files/statement/columns.js';
import { textRuns, type HasLetter } from '../../../../bridge/files/statement/readable-text.js';
import { scaleEnd } from '../../../../bridge/files/statement/use-chart.js';
import { cutText, fitLines, wrapText } from '../../../../bridge/files/statement/wrap-text.js';

const TEN_EACH = (text: string) => [...text].length * 10;

describe('lines of a statement', () => {
  it('break between words, and within one only where it is wider than a line', () => {
    assert.deepEqual(wrapText('one two three', 70, TEN_EACH), ['one two', 'three']);
    assert.deepEqual(wrapText('a abcdefghij b', 40, TEN_EACH), ['a', 'abcd', 'efgh', 'ij b']);
    assert.deepEqual(wrapText('', 40, TEN_EACH), ['']);
  });

  it('never are wider than the width, and lose no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 10, max: 300 }), (text, width) => {
        const lines = wrapText(text, width, TEN_EACH);
        assert.ok(lines.every((line) => TEN_EACH(line) <= Math.max(width, 10)));
        assert.equal(lines.join('').replace(/\s/gu, ''), text.replace(/\s/gu, ''));
      }),
    );
  });

  it('are cut with an ellipsis where something is cut', () => {
    assert.equal(cutText('abcdef', 60, TEN_EACH), 'abcdef');
    assert.equal(cutText('abcdefg', 60, TEN_EACH), 'abcde…');
  });

  it('are set smaller until all fit; then the longest text loses its end, and never an address', () => {
    const measureAt = (size: number) => (text: string) => text.length * size;
    const type = { largest: 10, smallest: 5, leading: 1 };
    const box = { width: 100, height: 20 };
    assert.deepEqual(fitLines(['aaaa bbbb'], box, type, measureAt), { size: 10, lines: ['aaaa bbbb'] });
    assert.deepEqual(fitLines(['a'.repeat(20), 'b'], box, type, measureAt).lines, ['a'.repeat(15), 'a'.repeat(5), 'b']);
    const { size, lines } = fitLines(['a '.repeat(100), '12 Oak St', 'Town'], box, type, measureAt);
    assert.deepEqual([size, lines.length, lines.slice(-2)], [5, 4, ['12 Oak St', 'Town']]);
    assert.match(lines[1] ?? '', /…$/);
  });
});

describe('text of a statement', () => {
  const hasLetter: HasLetter = (script, point) =>
    script === 'latin' ? point < 0x100 || point === 0xfffd : point < 0x180;

  it('takes letters from the file that has them', () => {
    assert.deepEqual(textRuns('Müller, Łódź', hasLetter), [
      { script: 'latin', text: 'Müller, ' },
      { script: 'latin-ext', text: 'Ł' },
      { script: 'latin', text: 'ód' },
      { script: 'latin-ext', text: 'ź' },
    ]);
  });

  it('shows that there was a character which the font lacks, an emoji of several as one', () => {
    assert.deepEqual(textRuns('A👨‍👩‍👧B漢', hasLetter), [{ script: 'latin', text: 'A\u{fffd}B\u{fffd}' }]);
  });

  it('makes spaces of line breaks, and keeps what would be a formula as it is', () => {
    assert.deepEqual(textRuns('=1+1,\r\n"é"\t', hasLetter), [{ script: 'latin', text: '=1+1, "é" ' }]);
  });
});

describe('columns of a statement', () => {
  const FIRST = { top: 0, bottom: 100 };
  const NEXT = { top: 10, bottom: 210 };
  const block = (height: number, staysWithNext = false): Block => ({ height, staysWithNext, draw: () => undefined });
  const places = (blocks: Block[]) => placeBlocks(blocks, FIRST, NEXT).map((page) => page.map(({ y }) => y));

  it('go on on the next page where one is full', () => {
    assert.deepEqual(places([block(60), block(40), block(1)]), [[0, 60], [10]]);
  });

  it('never end a page with a heading', () => {
    assert.deepEqual(places([block(60), block(20, true), block(30)]), [[0], [10, 30]]);
  });

  it('divide what no page takes together, and lose nothing of it', () => {
    const many = Array.from({ length: 5 }, () => block(80, true));
    assert.deepEqual(places([block(50), ...many]), [[0], [10, 90], [10], [10, 90]]);
  });

  it('have the heads of a table once more above what begins a following page', () => {
    const row = { ...block(60), headOverleaf: block(20) };
    assert.deepEqual(places([block(20), row, row, row]), [
      [0, 20],
      [10, 30, 90],
    ]);
  });

  it('give what is higher than the first page a page that takes it, and lose nothing of what no page takes', () => {
    assert.deepEqual(places([block(150), block(10)]), [[], [10, 160]]);
    assert.deepEqual(places([block(500), block(10)]), [[], [10], [10]]);
  });
});

describe('chart of use', () => {
  it('ends at a round number that no bar is above', () => {
    assert.deepEqual([0, 10, 11, 9070, 15001, 87654321].map(scaleEnd), [10, 10, 15, 10000, 20000, 100000000]);
  });
});
