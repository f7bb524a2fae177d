import { cents } from '../../contract/money.js';
import { longDate } from '../../contract/long-date.js';
import type { Statement } from '../../domain/statement/statement.js';
import { colours, MAILING, PAGE, type TextStyle } from './look.js';
import type { Pen } from './pen.js';
import { dollars, period } from './statement-words.js';
import type { Utility } from '../../domain/statement/utility.js';
import { fitLines } from './wrap-text.js';

const PANEL = { left: 392, top: 34, width: PAGE.right - 392 } as const;
const ALERT: TextStyle = { size: 8.5, weight: 'semibold', colour: colours.alert };
const MUTED: TextStyle = { size: 8, colour: colours.muted };

/** What stands above the columns of the first page: the utility, what is to be paid, the address and the account. */
export function drawLetterhead(pen: Pen, utility: Utility, statement: Statement): void {
  drawUtility(pen, utility);
  drawAmountPanel(pen, statement);
  drawAccountFacts(pen, statement);
  drawAddress(pen, [statement.account.customerName, ...statement.account.mailingAddress], MAILING.address);
}

/** Sets an address so that all of it shows through a window. */
export function drawAddress(
  pen: Pen,
  lines: readonly string[],
  {
    left,
    top,
    width,
    height,
  }: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): void {
  const leading = 1.18;
  const fitted = fitLines(lines, { width, height }, { largest: 10.5, smallest: 6.5, leading }, (size) =>
    pen.measure({ size }),
  );
  for (const [index, line] of fitted.lines.entries()) {
    const y = top + fitted.size + index * fitted.size * leading;
    pen.write(line, { x: left, y }, { size: fitted.size, colour: colours.ink });
  }
}

/** The utility as a letterhead, in the upper left corner. */
export function drawUtility(pen: Pen, { name, address, contact }: Utility): void {
  pen.document.rect(PAGE.left, 34, 26, 3).fill(colours.accent);
  const style = (size: number): TextStyle => ({ size, weight: 'semibold', colour: colours.ink });
  const fitted = fitLines([name], { width: 330, height: 42 }, { largest: 17, smallest: 11, leading: 1.15 }, (size) => {
    return pen.measure(style(size));
  });
  let y = 42 + fitted.size;
  for (const line of fitted.lines) {
    pen.write(line, { x: PAGE.left, y }, style(fitted.size));
    y += fitted.size * 1.15;
  }
  const small = fitLines(
    [...address, ...contact],
    { width: 330, height: 138 - y },
    { largest: 8, smallest: 5.5, leading: 1.25 },
    (size) => {
      return pen.measure({ ...MUTED, size });
    },
  );
  for (const [index, line] of small.lines.entries()) {
    pen.write(line, { x: PAGE.left, y: y + index * small.size * 1.25 }, { ...MUTED, size: small.size });
  }
}

/** The amount due, as large as it fits, with its day; of a credit that nothing is to be paid. */
function drawAmountPanel(
  pen: Pen,
  { balanceCents, amountDueCents, afterDueCents, forwardCents, bill }: Statement,
): void {
  const { left, top, width } = PANEL;
  const x = left + 14;
  const notes: { readonly text: string; readonly style: TextStyle }[] = [
    ...(afterDueCents === null ? [] : [{ text: `After that day ${dollars(afterDueCents)}`, style: { size: 8.5 } }]),
    ...(forwardCents > 0 ? [{ text: `Includes ${dollars(forwardCents)} from before`, style: ALERT }] : []),
  ];
  pen.document.roundedRect(left, top, width, 82 + notes.length * 11, 5).fill(colours.tint);
  const title = balanceCents < 0 ? 'Credit balance' : 'Amount due';
  pen.write(title, { x, y: top + 20 }, { size: 9.5, weight: 'semibold', colour: colours.accent });
  const amount = dollars(cents(Math.abs(balanceCents)));
  const { size } = fitLines(
    [amount],
    { width: width - 28, height: 31 },
    { largest: 30, smallest: 12, leading: 1 },
    (each) => {
      return pen.measure({ size: each, weight: 'semibold' });
    },
  );
  pen.write(amount, { x: x - 1, y: top + 52 }, { size, weight: 'semibold', colour: colours.ink });
  const when = amountDueCents === 0 ? 'Nothing to pay' : `Due ${longDate(bill.dueOn)}`;
  pen.write(when, { x, y: top + 70 }, { size: 9.5, weight: 'semibold', colour: colours.ink });
  for (const [index, { text, style }] of notes.entries()) pen.write(text, { x, y: top + 83 + index * 11.5 }, style);
}

function drawAccountFacts(pen: Pen, { account, bill }: Statement): void {
  const facts = [
    ['Account', account.accountId],
    [bill.isFinal ? 'Final bill' : 'Bill', String(bill.billNumber)],
    ['Billed', longDate(bill.billedOn)],
    ['Period', period(bill.periodFrom, bill.periodTo)],
    ['Service at', account.serviceAddress],
  ] as const;
  let y = 158;
  for (const [label, value] of facts) {
    pen.write(label, { x: PANEL.left, y }, { size: 8.5, colour: colours.muted });
    const isLast = label === 'Service at';
    const box = { width: PANEL.width - 52, height: isLast ? 40 : 11 };
    const fitted = fitLines([value], box, { largest: 8.5, smallest: 6, leading: 1.25 }, (size) =>
      pen.measure({ size }),
    );
    for (const [index, line] of fitted.lines.entries()) {
      const place = { x: PAGE.right, y: y + index * fitted.size * 1.25, align: 'right' } as const;
      pen.write(line, place, {
        size: fitted.size,
        colour: colours.ink,
        weight: label === 'Account' ? 'semibold' : 'regular',
      });
    }
    y += 15;
  }
}
