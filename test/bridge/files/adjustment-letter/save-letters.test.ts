import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Letter, LetterFacts } from '../../../../bridge/domain/adjusting/letter/letter.js';
import { saveLetters } from '../../../../bridge/files/adjustment-letter/save-letters.js';
import { MAILING, PAGE } from '../../../../bridge/files/statement/look.js';
import { COMPARISON, givenLetter, givenLetterFacts, OTHER_LETTERS } from '../../../support/adjusting/given-letter.js';
import { UTILITY } from '../../../support/statement/given-statement.js';
import { pdfPages, textOf } from '../../../support/statement/pdf-text.js';
import { emptyFolder } from '../../../support/town/sample-town-file.js';

const { addressee, date } = givenLetterFacts();
const save = async (...letters: Letter[]) => {
  const folder = await emptyFolder();
  return readFile(path.join(folder, await saveLetters(folder, { receipt: 41, utility: UTILITY, date, letters })));
};
const pagesOf = async (changes: Partial<LetterFacts> = {}) => pdfPages(await save(givenLetter(changes)));
const LONG = `Łucja 🙂 Featherstonehaugh-${'Cholmondeley'.repeat(12)}\nand the Estate of ${'Bartholomew Montgomery '.repeat(12)}`;

describe('PDF of letters', () => {
  it('says what the letter says, with the address in the window', async () => {
    const [page = [], ...more] = await pagesOf();
    assert.equal(more.length, 0);
    const text = textOf(page);
    for (const said of [
      'Alabaster Water Board',
      '205-555-0100',
      'Dear Adaline',
      'It is for bill 1042.',
      'Credit on water: −$50.36.',
      'Sincerely,',
    ]) {
      assert.ok(text.includes(said), `${said} in\n${text}`);
    }
    const { left, top, width, height } = MAILING.address;
    for (const line of ["Adaline I. O'Keefe", 'P.O. Box 12', 'Alabaster, AL 35007']) {
      const place = page.find((each) => each.text === line && each.y > MAILING.mayShow.top);
      assert.ok(place && place.x >= left && place.x < left + width && place.y > top && place.y <= top + height, line);
    }
  });

  it('keeps all else out of what may show through the window', async () => {
    const changes = [
      {},
      { addressee: { ...addressee, customerName: LONG, serviceAddress: LONG, mailingAddress: [LONG, LONG] } },
    ];
    for (const change of changes) {
      const [page = []] = await pagesOf(change);
      const { right, top, bottom } = MAILING.mayShow;
      const inWindow = page.filter(({ x, y }) => x < right && y > top && y < bottom);
      assert.ok(inWindow.length > 0 && inWindow.every(({ x }) => x >= MAILING.address.left));
      assert.ok(inWindow.every(({ y }) => y <= MAILING.address.top + MAILING.address.height));
    }
  });

  it('goes on overleaf with names, reasons and calculations of any length, within the page', async () => {
    const pages = await pagesOf({
      addressee: { ...addressee, customerName: LONG, serviceAddress: LONG },
      calculation: Array.from({ length: 90 }, (_, step) => `Step ${step}: $1.00. ${LONG}`),
    });
    assert.ok(pages.length > 2);
    const all = pages.map(textOf).join('\n');
    assert.ok(all.includes('Step 0:') && all.includes('Step 89:') && all.includes('Sincerely,'));
    for (const [index, page] of pages.entries()) {
      assert.ok(textOf(page).includes(`Page ${index + 1} of ${pages.length}`));
      for (const { x, y } of page) assert.ok(x >= 40 && x < PAGE.right && y > 30 && y < PAGE.height - 30);
    }
    assert.ok(all.includes('\u{fffd}'), 'what the font lacks is replaced visibly');
  });

  it('sets what was billed before, what is billed now and the change in columns that end alike', async () => {
    const [page = []] = await pagesOf({ outcome: 'rebilled', comparison: COMPARISON });
    const lineOf = (label: string) => {
      const at = page.find(({ text }) => text === label);
      assert.ok(at, label);
      return page.filter(({ x, y }) => Math.abs(y - at.y) < 1 && x > at.x).map(({ text }) => text);
    };
    assert.deepEqual(lineOf('Water'), ['$44.03', '$27.83', '−$16.20']);
    assert.deepEqual(lineOf('In all'), ['$117.44', '$89.09', '−$28.35']);
  });

  it('goes on overleaf with any number of bills, none of which is divided, under the heads of the columns', async () => {
    const bills = Array.from({ length: 30 }, () => COMPARISON.bills).flat();
    const pages = await pagesOf({ outcome: 'rebilled', comparison: { bills, lateCharges: [] } });
    assert.ok(pages.length > 2);
    for (const page of pages) {
      const told = page.map(({ text }) => text);
      const count = (label: string) => told.filter((text) => text.startsWith(label)).length;
      const each = ['Bill 1042', 'Gallons used', 'Water', 'Sewer', 'Garbage'].map(count);
      assert.equal(new Set(each).size, 1, `${each.join(', ')} on\n${told.join('\n')}`);
      assert.equal(count('Billed before'), count('Bill 1042') > 0 ? 1 : 0);
    }
    const withTotal = pages.find((page) => page.some(({ text }) => text === 'In all'));
    assert.ok(
      withTotal?.some(({ text }) => text === 'Garbage'),
      'the total stays with the last bill',
    );
  });

  it('holds one letter after the other, and made again is the same byte for byte', async () => {
    const all: Partial<LetterFacts>[] = [{}, { outcome: 'declined' }, { outcome: 'returned' }, ...OTHER_LETTERS];
    const letters = all.map((changes) => givenLetter(changes));
    const first = await save(...letters);
    assert.equal(pdfPages(first).length, all.length);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.ok(first.equals(await save(...letters)));
  });
});
