import type { Letter, LetterParagraph } from '../../domain/adjusting/letter/letter.js';
import type { Utility } from '../../domain/statement/utility.js';
import { longDate } from '../../contract/long-date.js';
import { placeBlocks, type Block, type Frame } from '../statement/columns.js';
import { drawAddress, drawUtility } from '../statement/first-page.js';
import { colours, MAILING, PAGE, type TextStyle } from '../statement/look.js';
import type { Pen } from '../statement/pen.js';
import { cutText, fitLines, wrapText } from '../statement/wrap-text.js';
import { LEFT, WIDTH } from './letter-measures.js';
import { tableBlocks } from './table-blocks.js';

const FIRST: Frame = { top: 292, bottom: PAGE.height - 62 };
const NEXT: Frame = { top: 92, bottom: PAGE.height - 62 };
const FACTS_LEFT = 400;

const BODY: TextStyle = { size: 10.5, colour: colours.body };
const SUBJECT: TextStyle = { size: 13, weight: 'semibold', colour: colours.ink };
const STEP: TextStyle = { size: 9.5, colour: colours.body };
const MUTED: TextStyle = { size: 8.5, colour: colours.muted };

/** Draws a letter on as many pages as it takes; folded in three, its address shows through a window as a statement's does. */
export function drawLetter(pen: Pen, utility: Utility, letter: Letter): void {
  const pages = placeBlocks(blocksOf(pen, letter), FIRST, NEXT);
  for (const [page, placed] of pages.entries()) {
    pen.document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    if (page === 0) drawHead(pen, utility, letter);
    else drawContinued(pen, utility, letter);
    for (const { block, y } of placed) block.draw(pen, y);
    if (pages.length === 1) continue;
    const place = { x: PAGE.width - LEFT, y: PAGE.height - 36, align: 'right' } as const;
    pen.write(`Page ${page + 1} of ${pages.length}`, place, MUTED);
  }
}

function drawHead(pen: Pen, utility: Utility, { addressee, date }: Letter): void {
  drawUtility(pen, utility);
  drawAddress(pen, [addressee.customerName, ...addressee.mailingAddress], MAILING.address);
  const facts = [
    ['Date', longDate(date)],
    ['Account', addressee.accountId],
    ['Service at', addressee.serviceAddress],
  ] as const;
  let y = MAILING.address.top + 8;
  for (const [label, value] of facts) {
    pen.write(label, { x: FACTS_LEFT, y }, MUTED);
    const box = { width: PAGE.right - FACTS_LEFT - 54, height: label === 'Service at' ? 36 : 12 };
    const fit = { largest: 8.5, smallest: 6, leading: 1.25 };
    const { size, lines } = fitLines([value], box, fit, (each) => pen.measure({ size: each }));
    for (const [index, line] of lines.entries()) {
      const place = { x: PAGE.right, y: y + index * size * fit.leading, align: 'right' } as const;
      pen.write(line, place, { size, colour: colours.ink });
    }
    y += 15;
  }
}

function drawContinued(pen: Pen, { name }: Utility, { addressee, date }: Letter): void {
  const style = { size: 10, weight: 'semibold', colour: colours.ink } as const;
  pen.write(cutText(name, 270, pen.measure(style)), { x: LEFT, y: 50 }, style);
  const told = `Account ${addressee.accountId}, ${longDate(date)}`;
  pen.write(told, { x: PAGE.width - LEFT, y: 50, align: 'right' }, MUTED);
  pen.document.lineWidth(0.75).strokeColor(colours.rule);
  pen.document
    .moveTo(LEFT, 60)
    .lineTo(PAGE.width - LEFT, 60)
    .stroke();
}

function blocksOf(pen: Pen, { subject, salutation, paragraphs, closing, signature }: Letter): Block[] {
  return [
    ...textBlocks(pen, subject, SUBJECT, { gap: 12, staysWithNext: true }),
    ...textBlocks(pen, salutation, BODY, { gap: 8, staysWithNext: true }),
    ...paragraphs.flatMap((paragraph) => paragraphBlocks(pen, paragraph)),
    signatureBlock(pen, closing, signature),
  ];
}

function paragraphBlocks(pen: Pen, { text, lines, table }: LetterParagraph): Block[] {
  if (lines.length === 0 && table.length === 0) return textBlocks(pen, text, BODY, { gap: 9 });
  return [
    ...(text === '' ? [] : textBlocks(pen, text, BODY, { gap: 4, staysWithNext: true })),
    ...lines.flatMap((line) => stepBlocks(pen, line)),
    ...(lines.length === 0 ? [] : [{ height: 7, draw: () => undefined }]),
    ...tableBlocks(pen, table),
  ];
}

interface TextSpace {
  /** Below the text. */
  readonly gap: number;
  readonly staysWithNext?: true;
}

/** A block for each line, so that a text of any length goes on overleaf. */
function textBlocks(pen: Pen, text: string, style: TextStyle, { gap, ...stays }: TextSpace): Block[] {
  const leading = style.size * 1.42;
  const lines = wrapText(text, WIDTH, pen.measure(style));
  return lines.map((line, index) => ({
    ...stays,
    height: leading + (index === lines.length - 1 ? gap : 0),
    draw: (on, y) => on.write(line, { x: LEFT, y: y + style.size }, style),
  }));
}

/** A step of a calculation, with a rule at its side. */
function stepBlocks(pen: Pen, text: string): Block[] {
  const leading = STEP.size * 1.45;
  return wrapText(text, WIDTH - 14, pen.measure(STEP)).map((line) => ({
    height: leading,
    draw: (on, y) => {
      on.document.rect(LEFT, y, 2, leading).fill(colours.bar);
      on.write(line, { x: LEFT + 14, y: y + STEP.size }, STEP);
    },
  }));
}

const SIGNING_ROOM = 34;

function signatureBlock(pen: Pen, closing: string, signature: readonly string[]): Block {
  const leading = BODY.size * 1.42;
  const cut = (text: string) => cutText(text, WIDTH, pen.measure(BODY));
  return {
    height: leading * (1 + signature.length) + SIGNING_ROOM,
    draw: (on, y) => {
      on.write(cut(closing), { x: LEFT, y: y + BODY.size }, BODY);
      for (const [index, line] of signature.entries()) {
        on.write(cut(line), { x: LEFT, y: y + BODY.size + SIGNING_ROOM + leading * (index + 1) }, BODY);
      }
    },
  };
}
