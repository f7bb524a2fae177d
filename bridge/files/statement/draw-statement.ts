import type { Statement } from '../../domain/statement/statement.js';
import { chargeBlocks } from './charge-blocks.js';
import { placeBlocks, type Frame, type PlacedBlock } from './columns.js';
import { drawLetterhead } from './first-page.js';
import { colours, MAILING, PAGE } from './look.js';
import type { Pen } from './pen.js';
import { drawStub } from './stub.js';
import { useBlocks } from './use-blocks.js';
import type { Utility } from '../../domain/statement/utility.js';
import { cutText } from './wrap-text.js';

const FIRST: Frame = { top: 268, bottom: MAILING.perforation - 11 };
const NEXT: Frame = { top: 82, bottom: PAGE.height - 48 };

/** Draws a statement on as many pages as it takes, each with its number; the stub is on the first. */
export function drawStatement(pen: Pen, utility: Utility, statement: Statement): void {
  const columns = [chargeBlocks(pen, statement), useBlocks(pen, statement)].map((blocks) =>
    placeBlocks(blocks, FIRST, NEXT),
  );
  const pages = Math.max(...columns.map(({ length }) => length));
  for (let page = 0; page < pages; page++) {
    pen.document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    if (page === 0) {
      drawLetterhead(pen, utility, statement);
      drawStub(pen, utility, statement);
    } else drawContinued(pen, utility, statement);
    for (const placed of columns) drawBlocks(pen, placed[page] ?? []);
    drawNumber(pen, page, pages);
  }
}

function drawBlocks(pen: Pen, placed: readonly PlacedBlock[]): void {
  for (const { block, y } of placed) block.draw(pen, y);
}

function drawContinued(pen: Pen, { name }: Utility, { account, bill }: Statement): void {
  const style = { size: 10, weight: 'semibold', colour: colours.ink } as const;
  pen.write(cutText(name, 300, pen.measure(style)), { x: PAGE.left, y: 50 }, style);
  const told = `Account ${account.accountId}, bill ${bill.billNumber}, continued`;
  pen.write(told, { x: PAGE.right, y: 50, align: 'right' }, { size: 8.5, colour: colours.muted });
  pen.document.lineWidth(0.75).strokeColor(colours.rule);
  pen.document.moveTo(PAGE.left, 60).lineTo(PAGE.right, 60).stroke();
}

function drawNumber(pen: Pen, page: number, pages: number): void {
  const y = page === 0 ? MAILING.perforation - 5 : PAGE.height - 30;
  pen.write(`Page ${page + 1} of ${pages}`, { x: PAGE.right, y, align: 'right' }, { size: 7, colour: colours.muted });
}
