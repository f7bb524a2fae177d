import assert from 'node:assert/strict';
import { writtenMonth } from '../../../../bridge/domain/sheet/written-month.js';

describe('a month that a person writes', () => {
  it('may be written in the ways that people have', () => {
    const ways = ['2026-10', '10/2026', '10-2026', '2026/10', 'October 2026', 'october, 2026', 'Oct 2026', 'Oct. 2026'];
    for (const text of [...ways, 'OCT-2026', 'Oct2026']) assert.equal(writtenMonth(text), '2026-10', text);
    assert.equal(writtenMonth('Sept 2026'), '2026-09');
    assert.equal(writtenMonth('May 2026'), '2026-05');
    assert.equal(writtenMonth('1/2026'), '2026-01');
  });

  it('is not guessed from a day, a short year, a month that there is not, or words', () => {
    for (const text of ['10/15/2026', '10/26', 'Oct 26', '13/2026', '0/2026', '2026', 'Oct', 'Octo 2026', '1042', '']) {
      assert.equal(writtenMonth(text), null, text);
    }
  });
});
