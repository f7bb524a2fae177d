import type { LetterTableRow } from '../../domain/adjusting/letter/letter.js';
import type { Block } from '../statement/columns.js';
import { colours, type TextStyle } from '../statement/look.js';
import type { Pen } from '../statement/pen.js';
import { wrapText } from '../statement/wrap-text.js';
import { LEFT, WIDTH } from './letter-measures.js';

const HEAD: TextStyle = { size: 8.5, colour: colours.muted };
const LINE: TextStyle = { size: 9.5, colour: colours.body };
const STRONG: TextStyle = { size: 9.5, weight: 'semibold', colour: colours.ink };

const RIGHT = LEFT + WIDTH;
const AMOUNT_WIDTH = 78;
/** Where the numbers of each column end. */
const ENDS = { before: RIGHT - 2 * AMOUNT_WIDTH, now: RIGHT - AMOUNT_WIDTH, change: RIGHT } as const;
const HEADS = { before: 'Billed before', now: 'Billed now', change: 'Change' } as const;
const LEADING = 13.5;
/** Above a heading or a total. */
const ROOM = 5;

/** The table of bills as they were and as they are: headings, a line for each service, and the total under a rule. */
export function tableBlocks(pen: Pen, rows: readonly LetterTableRow[]): Block[] {
  if (rows.length === 0) return [];
  return [headBlock(), ...rows.flatMap((row, index) => rowBlocks(pen, row, rows[index + 1])), space(9)];
}

function headBlock(): Block {
  return {
    height: LEADING + 4,
    staysWithNext: true,
    draw(pen, y) {
      writeNumbers(pen, HEADS, y + HEAD.size, HEAD);
      rule(pen, y + LEADING + 1);
    },
  };
}

/** A bill is not divided, and the total stays with the last one. */
function rowBlocks(pen: Pen, row: LetterTableRow, next: LetterTableRow | undefined): Block[] {
  const style = row.look === 'line' ? LINE : STRONG;
  const indent = row.look === 'line' ? 10 : 0;
  const width = row.look === 'heading' ? WIDTH : ENDS.before - AMOUNT_WIDTH + 8 - LEFT - indent;
  const above = row.look === 'line' ? 0 : ROOM;
  const lines = wrapText(row.label, width, pen.measure(style));
  return lines.map((line, index) => ({
    height: LEADING + (index === 0 ? above : 0),
    staysWithNext: index < lines.length - 1 || (next !== undefined && next.look !== 'heading'),
    headOverleaf: headBlock(),
    draw(used, y) {
      const top = y + (index === 0 ? above : 0);
      if (row.look === 'total' && index === 0) rule(used, y + 2);
      used.write(line, { x: LEFT + indent, y: top + style.size }, style);
      if (index === 0) writeNumbers(used, row, top + style.size, style);
    },
  }));
}

function writeNumbers(
  pen: Pen,
  numbers: Pick<LetterTableRow, 'before' | 'now' | 'change'>,
  y: number,
  style: TextStyle,
): void {
  for (const column of ['before', 'now', 'change'] as const) {
    pen.write(numbers[column], { x: ENDS[column], y, align: 'right' }, style);
  }
}

function rule(pen: Pen, y: number): void {
  pen.document.lineWidth(0.75).strokeColor(colours.rule);
  pen.document.moveTo(LEFT, y).lineTo(RIGHT, y).stroke();
}

function space(height: number): Block {
  return { height, draw: () => undefined };
}
