import type { Cents } from '../../contract/money.js';
import { longDate } from '../../contract/long-date.js';
import type { Statement, StatementService } from '../../domain/statement/statement.js';
import type { Block } from './columns.js';
import { colours, PAGE, type TextStyle } from './look.js';
import type { Pen } from './pen.js';
import { dollars, shortDate } from './statement-words.js';
import { wrapText } from './wrap-text.js';

const LEFT = PAGE.left;
const WIDTH = 270;
const RIGHT = LEFT + WIDTH;
/** Amounts of single lines stand left of those that add up. */
const INNER_RIGHT = RIGHT - 58;

const ROW: TextStyle = { size: 8.75 };
const STRONG: TextStyle = { size: 8.75, weight: 'semibold', colour: colours.ink };
const SMALL: TextStyle = { size: 8, colour: colours.muted };

/** The account since the last statement, and what this bill charges, as the left column tells it. */
export function chargeBlocks(pen: Pen, statement: Statement): Block[] {
  const { bill, activity, previousOn, previousCents, forwardCents } = statement;
  const previous = previousOn === null ? 'Balance before this bill' : `Balance of ${longDate(previousOn)}`;
  return [
    heading('Your account', LEFT, WIDTH),
    row(pen, previous, previousCents, ROW),
    ...activity.map(({ label, on, amountCents }) => row(pen, `${label}, ${shortDate(on)}`, amountCents, ROW)),
    total(pen, forwardCents < 0 ? 'Credit brought forward' : 'Balance brought forward', forwardCents),
    gap(5),
    heading('This bill', LEFT, WIDTH),
    ...bill.services.flatMap((service) => serviceBlocks(pen, service)),
    total(pen, bill.totalCents < 0 ? 'Credit of this bill' : 'Charges of this bill', bill.totalCents),
    gap(5),
    balance(statement),
  ];
}

/** A title with a line below it. */
export function heading(title: string, left: number, width: number): Block {
  return {
    height: 19,
    staysWithNext: true,
    draw(pen, y) {
      pen.write(title, { x: left, y: y + 10 }, { size: 10, weight: 'semibold', colour: colours.accent });
      pen.document.lineWidth(0.75).strokeColor(colours.rule);
      pen.document
        .moveTo(left, y + 14.5)
        .lineTo(left + width, y + 14.5)
        .stroke();
    },
  };
}

function gap(height: number): Block {
  return { height, draw: () => undefined };
}

function row(pen: Pen, label: string, amount: Cents, style: TextStyle): Block {
  return labelled(pen, { label, amount, style, left: LEFT, right: RIGHT, leading: 11.75 });
}

/** A service with what it comes to, and its lines where they say more than that. */
function serviceBlocks(pen: Pen, { service, lines, amountCents }: StatementService): Block[] {
  const name = service.slice(0, 1).toUpperCase() + service.slice(1);
  const shown = lines.length === 1 && lines[0]?.description === name ? [] : lines;
  return [
    { ...row(pen, name, amountCents, STRONG), staysWithNext: shown.length > 0 },
    ...shown.map(({ description, amountCents: amount }) => {
      return labelled(pen, {
        label: description,
        amount,
        style: SMALL,
        left: LEFT + 10,
        right: INNER_RIGHT,
        leading: 10.5,
      });
    }),
    gap(2),
  ];
}

interface Labelled {
  readonly label: string;
  readonly amount: Cents;
  readonly style: TextStyle;
  readonly left: number;
  readonly right: number;
  readonly leading: number;
}

function labelled(pen: Pen, { label, amount, style, left, right, leading }: Labelled): Block {
  const measure = pen.measure(style);
  const lines = wrapText(label, right - left - measure(dollars(amount)) - 10, measure);
  return {
    height: lines.length * leading,
    draw(used, y) {
      for (const [index, line] of lines.entries()) {
        used.write(line, { x: left, y: y + index * leading + style.size }, style);
      }
      used.write(dollars(amount), { x: right, y: y + style.size, align: 'right' }, style);
    },
  };
}

function total(pen: Pen, label: string, amount: Cents): Block {
  const inner = row(pen, label, amount, STRONG);
  return {
    height: inner.height + 4,
    draw(used, y) {
      used.document.lineWidth(0.5).strokeColor(colours.rule);
      used.document
        .moveTo(RIGHT - 58, y + 1)
        .lineTo(RIGHT, y + 1)
        .stroke();
      inner.draw(used, y + 4);
    },
  };
}

/** What all of it comes to, the last of the column. */
function balance({ balanceCents }: Statement): Block {
  const label = balanceCents < 0 ? 'Credit balance' : 'Amount due';
  const style: TextStyle = { size: 10, weight: 'semibold', colour: colours.ink };
  return {
    height: 22,
    draw(pen, y) {
      pen.document.roundedRect(LEFT - 6, y, WIDTH + 12, 20, 3).fill(colours.tint);
      pen.write(label, { x: LEFT, y: y + 13.5 }, style);
      pen.write(dollars(balanceCents), { x: RIGHT, y: y + 13.5, align: 'right' }, style);
    },
  };
}
