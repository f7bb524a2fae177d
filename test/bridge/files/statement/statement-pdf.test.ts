import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { composeStatement } from '../../../../bridge/domain/statement/compose-statement.js';
import type { Statement } from '../../../../bridge/domain/statement/statement.js';
import { MAILING } from '../../../../bridge/files/statement/look.js';
import { writeStatementPdf } from '../../../../bridge/files/statement/statement-pdf.js';
import { givenFacts, SERVICES, SETTING, UTILITY } from '../../../support/statement/given-statement.js';
import { pdfPages, textOf, type PageText } from '../../../support/statement/pdf-text.js';

const RULES = { setting: SETTING, lateCharge: { percent: '10', on: 'current-charges' }, runMessage: '' } as const;
const OPTIONS = { title: 'Statements', utility: UTILITY, billedOn: calendarDate('2026-10-08') };
const compose = (facts: Parameters<typeof givenFacts>[0]): Statement => composeStatement(givenFacts(facts), RULES);

class Kept extends Writable {
  private readonly chunks: Buffer[] = [];
  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
}

async function pdfOf(...statements: Statement[]): Promise<Buffer> {
  const kept = new Kept();
  await writeStatementPdf(statements, kept, OPTIONS);
  return kept.bytes;
}

async function pagesOf(...statements: Statement[]): Promise<PageText[][]> {
  return pdfPages(await pdfOf(...statements));
}

describe('PDF of statements', () => {
  it('says what a statement says', async () => {
    const [page = []] = await pagesOf(compose({}));
    const text = textOf(page);
    const said = [
      "Adaline I. O'Keefe",
      'Balance of September 10, 2026',
      'Payment received, thank you, Sep 24',
      '−$155.31',
    ].concat(
      ...['Water over 2,500 gallons', '$35.48', 'Due October 28, 2026', 'After that day $141.71', '9,070', '324'],
      ...['047838', '048745', 'Page 1 of 1', 'P.O. Box 1000', '000010021011028260000000001417100000128835'],
    );
    for (const each of said) assert.ok(text.includes(each), `${each} in\n${text}`);
  });

  it('made again is the same byte for byte', async () => {
    const statements = [compose({}), compose({ account: { customerName: 'Łucja 🙂' } })];
    const first = await pdfOf(...statements);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.ok(first.equals(await pdfOf(...statements)));
  });

  it('holds each font once, however many statements it has', async () => {
    const many = await pdfOf(...Array.from({ length: 30 }, () => compose({})));
    assert.equal(pdfPages(many).length, 30);
    assert.equal(many.toString('latin1').match(/\/FontFile[23]/g)?.length, 3);
  });

  it('sets the digits of the scan line in OCR-B at ten an inch, above what shows through the window of the return envelope', async () => {
    const [page = []] = await pagesOf(compose({}));
    const line = page.find(({ text }) => /^\d{42}$/.test(text));
    assert.deepEqual([line?.font, line?.y], ['OCRB-Regular', MAILING.scanLineBaseline]);
    assert.ok(Math.abs((line?.x ?? 0) - (570 - 42 * 7.2)) < 0.01, `it begins at ${line?.x}`);
    // A stub of 3 1/2 inches has 3/8 of an inch of play: the window's upper edge shows 1 5/8 inches of it at most.
    assert.ok((line?.y ?? 0) < 792 - 1.625 * 72);
    assert.ok((line?.y ?? 0) > 792 - 2 * 72);
  });

  it('shows only the address through the window of the envelope', async () => {
    const [page = []] = await pagesOf(compose({ account: { serviceAddress: 'A quite long address '.repeat(8) } }));
    const { right, top, bottom } = MAILING.mayShow;
    const shown = page.filter(({ x, y, size }) => x < right && y > top && y - size < bottom);
    assert.deepEqual(
      shown.map(({ text }) => text),
      ["Adaline I. O'Keefe", '739 Crosscut Ct', 'Alabaster, AL 35007'],
    );
  });

  it('keeps an address of 200 letters within the window, with its street and city whole', async () => {
    const customerName = `"Homeowners, United",\n=1+1 🙂 ${'Featherstonehaugh '.repeat(10)}`.slice(0, 200);
    const [page = []] = await pagesOf(compose({ account: { customerName } }));
    const { left, top, width, height } = MAILING.address;
    const address = page.filter(({ x, y }) => x >= left - 1 && x < left + width && y > top && y <= top + height + 1);
    assert.deepEqual(
      address.slice(-2).map(({ text }) => text),
      ['739 Crosscut Ct', 'Alabaster, AL 35007'],
    );
    assert.match(address[0]?.text ?? '', /^"Homeowners, United", =1\+1 \u{fffd} F/u);
    assert.ok(address.length >= 4);
    for (const [index, { y, size }] of address.entries())
      assert.ok(index === 0 || y - (address[index - 1]?.y ?? 0) >= size);
  });

  it('goes on on a second page where the lines of a bill do not fit, and tells the number of each', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({
      description: `Block ${index + 1}`,
      amountCents: cents(100),
    }));
    const services = [{ service: 'water' as const, lines, amountCents: cents(4000) }, ...SERVICES.slice(1)];
    const pages = await pagesOf(compose({ bill: { services, totalCents: cents(4000 + 5185 + 2000) } }));
    assert.deepEqual(
      pages.map((page) => page.at(-1)?.text),
      ['Page 1 of 2', 'Page 2 of 2'],
    );
    const text = pages.map(textOf).join('\n');
    for (const { description } of lines) assert.ok(text.includes(`${description}\n`), description);
    const [first = []] = pages;
    const body = first.filter(({ text: each }) => each.startsWith('Block '));
    assert.ok(body.every(({ y }) => y < MAILING.perforation));
  });

  it('says of a credit that there is nothing to pay', async () => {
    const [page = []] = await pagesOf(compose({ bill: { totalCents: cents(-2000), services: [] } }));
    const text = textOf(page);
    assert.ok(text.includes('Credit balance\n$20.00\nNothing to pay'), text);
    assert.ok(!text.includes('After '));
  });

  it('ends with the error of the target, and with that of the statements', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const target = new Writable({ write: (_chunk, _encoding, done) => done(full) });
    await assert.rejects(writeStatementPdf([compose({})], target, OPTIONS), { code: 'ENOSPC' });
    // eslint-disable-next-line @typescript-eslint/require-await -- it stands for one that reads the books
    const broken = async function* (): AsyncGenerator<Statement> {
      yield compose({});
      throw new Error('the books differ');
    };
    await assert.rejects(writeStatementPdf(broken(), new Kept(), OPTIONS), /the books differ/);
    await assert.rejects(writeStatementPdf([], new Kept(), OPTIONS), /one page at least/);
  });
});
