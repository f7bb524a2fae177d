import type { Statement, StatementRead } from '../../domain/statement/statement.js';
import { heading } from './charge-blocks.js';
import type { Block } from './columns.js';
import { colours, PAGE, type TextStyle } from './look.js';
import type { Pen } from './pen.js';
import { grouped, shortDate } from './statement-words.js';
import { CHART_HEIGHT, drawUseChart } from './use-chart.js';
import { cutText, wrapText } from './wrap-text.js';

const WIDTH = 228;
const PERIODS_OF_YEAR = 12;
const LEFT = PAGE.right - WIDTH;
const SMALL: TextStyle = { size: 7.5, colour: colours.muted };
const CELL: TextStyle = { size: 8 };
const MESSAGE: TextStyle = { size: 8.25 };
const MESSAGE_LEADING = 10.75;
const COLUMNS = { meter: LEFT, previous: LEFT + 74, present: LEFT + 136, gallons: LEFT + WIDTH } as const;

/** The use of water with its chart and reads, then the messages, as the right column tells them. */
export function useBlocks(pen: Pen, statement: Statement): Block[] {
  return [
    ...(statement.history.length > 0 ? waterBlocks(pen, statement) : []),
    ...messageBlocks(pen, statement.messages),
  ];
}

function waterBlocks(pen: Pen, statement: Statement): Block[] {
  const { history, reads } = statement;
  return [
    heading('Your water use', LEFT, WIDTH),
    figures(statement),
    {
      height: CHART_HEIGHT,
      draw: (used, y) => drawUseChart(used, history, { left: LEFT, top: y, width: WIDTH }),
    },
    ...(reads.length > 0 ? [readTitles()] : []),
    ...reads.map((read) => readRow(pen, read)),
    { height: 6, draw: () => undefined },
  ];
}

/** Gallons, days and gallons a day, with those of the same period a year before where there was one. */
function figures({ bill, days, gallonsADay, history }: Statement): Block {
  const shown = [
    { figure: grouped(bill.usageGallons), label: 'gallons', x: LEFT },
    { figure: String(days), label: days === 1 ? 'day' : 'days', x: LEFT + 96 },
    ...(gallonsADay === null ? [] : [{ figure: grouped(gallonsADay), label: 'gallons a day', x: LEFT + 150 }]),
  ];
  const yearBefore = history.length === PERIODS_OF_YEAR + 1 ? history[0] : undefined;
  return {
    height: yearBefore === undefined ? 32 : 43,
    draw(pen, y) {
      for (const { figure, label, x } of shown) {
        pen.write(figure, { x, y: y + 14 }, { size: 15, weight: 'semibold', colour: colours.ink });
        pen.write(label, { x, y: y + 24 }, SMALL);
      }
      if (yearBefore === undefined) return;
      const told = `A year ago: ${grouped(yearBefore.gallons)} gallons in ${yearBefore.days} days`;
      pen.write(told, { x: LEFT, y: y + 37 }, SMALL);
    },
  };
}

function readTitles(): Block {
  return {
    height: 12,
    staysWithNext: true,
    draw(pen, y) {
      for (const [title, x] of [
        ['Meter', COLUMNS.meter],
        ['Previous read', COLUMNS.previous],
        ['Present read', COLUMNS.present],
      ] as const) {
        pen.write(title, { x, y: y + 8 }, SMALL);
      }
      pen.write('Gallons', { x: COLUMNS.gallons, y: y + 8, align: 'right' }, SMALL);
    },
  };
}

/** Reads as the dials show them, the days below. */
function readRow(pen: Pen, read: StatementRead): Block {
  const { meterId, registerNumber, previous, present, previousOn, readOn, gallons, isEstimated, isRemoved } = read;
  const meter = cutText(meterId, 70, pen.measure(CELL));
  const below = [isRemoved ? 'taken out' : '', registerNumber > 1 ? `register ${registerNumber}` : ''].filter(
    (part) => part !== '',
  );
  return {
    height: 20,
    draw(used, y) {
      used.write(meter, { x: COLUMNS.meter, y: y + 8 }, CELL);
      used.write(below.join(', '), { x: COLUMNS.meter, y: y + 17 }, SMALL);
      used.write(previous, { x: COLUMNS.previous, y: y + 8 }, CELL);
      used.write(shortDate(previousOn), { x: COLUMNS.previous, y: y + 17 }, SMALL);
      used.write(present, { x: COLUMNS.present, y: y + 8 }, CELL);
      used.write(`${shortDate(readOn)}${isEstimated ? ', estimated' : ''}`, { x: COLUMNS.present, y: y + 17 }, SMALL);
      used.write(grouped(gallons), { x: COLUMNS.gallons, y: y + 8, align: 'right' }, CELL);
    },
  };
}

/** A message is never divided. */
function messageBlocks(pen: Pen, messages: readonly string[]): Block[] {
  if (messages.length === 0) return [];
  return [heading('Messages', LEFT, WIDTH), ...messages.map((message) => messageBlock(pen, message))];
}

function messageBlock(pen: Pen, message: string): Block {
  const lines = wrapText(message, WIDTH, pen.measure(MESSAGE));
  return {
    height: lines.length * MESSAGE_LEADING + 4,
    draw(used, y) {
      for (const [index, line] of lines.entries()) {
        used.write(line, { x: LEFT, y: y + MESSAGE.size + index * MESSAGE_LEADING }, MESSAGE);
      }
    },
  };
}
