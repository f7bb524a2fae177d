import { longDate } from '../../contract/long-date.js';
import type { Statement } from '../../domain/statement/statement.js';
import { drawAddress } from './first-page.js';
import { colours, MAILING, PAGE, type TextStyle } from './look.js';
import type { Pen } from './pen.js';
import { dollars, shortDate } from './statement-words.js';
import type { Utility } from '../../domain/statement/utility.js';
import { cutText, wrapText } from './wrap-text.js';

const TOP = MAILING.perforation;
const GRID_LEFT = 372;
const SMALL: TextStyle = { size: 8, colour: colours.muted };

/** The return stub: what to pay, where to, and the line that the bank's scanner reads. */
export function drawStub(pen: Pen, utility: Utility, statement: Statement): void {
  drawPerforation(pen);
  drawPayee(pen, utility, statement);
  drawGrid(pen, statement);
  drawScanLine(pen, statement.scanLine);
  const remitTo = utility.remitTo.length > 0 ? utility.remitTo : [utility.name, ...utility.address];
  drawAddress(pen, remitTo, MAILING.remitTo);
}

function drawPerforation(pen: Pen): void {
  pen.document.save().lineWidth(0.75).strokeColor(colours.muted).dash(4, { space: 3 });
  pen.document.moveTo(0, TOP).lineTo(PAGE.width, TOP).stroke().undash().restore();
  const text = 'Please tear off here and send this part with your payment';
  pen.write(text, { x: PAGE.width / 2, y: TOP + 10, align: 'centre' }, { ...SMALL, size: 7 });
}

function drawPayee(pen: Pen, { name }: Utility, { account }: Statement): void {
  const style: TextStyle = { size: 10, weight: 'semibold', colour: colours.ink };
  pen.write(cutText(name, 310, pen.measure(style)), { x: PAGE.left, y: TOP + 31 }, style);
  const told = `Make your check payable to ${name} and write account ${account.accountId} on it.`;
  const lines = wrapText(told, 290, pen.measure(SMALL));
  for (const [index, line] of lines.slice(0, 3).entries()) {
    pen.write(line, { x: PAGE.left, y: TOP + 45 + index * 10.5 }, SMALL);
  }
  for (const [index, text] of [account.customerName, account.serviceAddress].entries()) {
    const shown = cutText(text, 290, pen.measure({ size: 8.5 }));
    pen.write(shown, { x: PAGE.left, y: TOP + 84 + index * 11 }, { size: 8.5, colour: colours.ink });
  }
}

function drawGrid(pen: Pen, { account, bill, amountDueCents, afterDueCents, balanceCents }: Statement): void {
  const rows = [
    ['Account', account.accountId],
    ['Due', amountDueCents === 0 ? 'Nothing to pay' : longDate(bill.dueOn)],
    balanceCents < 0 ? ['Credit balance', dollars(balanceCents)] : ['Amount due', dollars(amountDueCents)],
    ...(afterDueCents === null ? [] : [[`After ${shortDate(bill.dueOn)}`, dollars(afterDueCents)]]),
  ] as const;
  let y = TOP + 31;
  for (const [label = '', value = ''] of rows) {
    const isAmount = label === 'Amount due';
    pen.write(label, { x: GRID_LEFT, y }, { size: 8.5, colour: colours.muted });
    const style: TextStyle = {
      size: isAmount ? 11 : 8.5,
      weight: isAmount ? 'semibold' : 'regular',
      colour: colours.ink,
    };
    pen.write(cutText(value, 130, pen.measure(style)), { x: PAGE.right, y, align: 'right' }, style);
    y += 14.5;
  }
  const box = { left: PAGE.right - 108, top: TOP + 82, width: 108, height: 21 };
  pen.write('I am paying', { x: GRID_LEFT, y: box.top + 14 }, { size: 8.5, colour: colours.muted });
  pen.document.lineWidth(0.75).strokeColor(colours.muted).rect(box.left, box.top, box.width, box.height).stroke();
  pen.write('$', { x: box.left + 6, y: box.top + 14.5 }, { size: 10, colour: colours.ink });
}

function drawScanLine(pen: Pen, digits: string | null): void {
  if (digits === null) return;
  pen.writeScanned(digits, { x: PAGE.right, y: MAILING.scanLineBaseline });
}
