import type { CalendarDate } from '../../contract/calendar-date.js';
import { centsToDollars, negated } from '../../contract/money.js';
import type { NoticeWords } from '../../contract/settings/ebill-mail.js';
import { accountEnding } from '../account-data/account-ending.js';
import type { Statement } from '../statement/statement.js';

/** What a notice says. */
export interface NoticeText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const NAME_MAX = 80;

/**
 * The notice of a bill: what is due and when, and where it is seen and paid. It never has the whole account number, nor
 * anything else that a stranger could use.
 */
export function composeNotice(statement: Statement, words: NoticeWords): NoticeText {
  const { utilityName, unsubscribe, subject } = words;
  const { bill, account } = statement;
  const greeting = `Dear ${oneLine(account.customerName)},`;
  const ready = `your bill of ${spoken(bill.billedOn)}${endingOf(account.accountId)} is ready.`;
  const due = dueSentences(statement);
  const link = `See and pay your bill: ${words.link}`;
  const end = `You get this notice because you chose e-bill.${unsubscribe === null ? '' : ` To end it: ${unsubscribe}`}`;
  return {
    subject: subject.replaceAll('{billed-on}', spoken(bill.billedOn)).replaceAll('{due-on}', spoken(bill.dueOn)),
    text: [greeting, ready, '', ...due, '', link, '', utilityName, '', end, ''].join('\n'),
    html: htmlOf({ greeting, ready, due, utilityName, end, link: words.link }),
  };
}

function endingOf(accountId: string): string {
  const ending = accountEnding(accountId);
  return ending === '' ? '' : ` for the account ${ending}`;
}

function dueSentences({ balanceCents, amountDueCents, afterDueCents, bill }: Statement): string[] {
  if (balanceCents < 0)
    return [`Nothing is to be paid: you have a credit of ${centsToDollars(negated(balanceCents))}.`];
  if (amountDueCents === 0) return ['Nothing is to be paid.'];
  const due = `Amount due: ${centsToDollars(amountDueCents)} by ${spoken(bill.dueOn)}.`;
  return afterDueCents === null ? [due] : [due, `After that day: ${centsToDollars(afterDueCents)}.`];
}

interface Sentences {
  readonly greeting: string;
  readonly ready: string;
  readonly due: readonly string[];
  readonly link: string;
  readonly utilityName: string;
  readonly end: string;
}

function htmlOf({ greeting, ready, due, link, utilityName, end }: Sentences): string {
  const [main = '', ...more] = due.map(escaped);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Your bill</title></head>',
    '<body style="margin:0;padding:24px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1b2a38;background:#ffffff">',
    `<p>${escaped(greeting)}<br>${escaped(ready)}</p>`,
    `<p style="font-size:20px"><strong>${main}</strong></p>`,
    ...more.map((sentence) => `<p>${sentence}</p>`),
    `<p><a href="${escaped(link)}" style="color:#0b5394">See and pay your bill</a></p>`,
    `<p>${escaped(utilityName)}</p>`,
    `<p style="font-size:13px;color:#4a5a68">${escaped(end)}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A name of several lines or of any length, as one line of a letter. */
function oneLine(text: string): string {
  const characters = [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()];
  return characters.length <= NAME_MAX ? characters.join('') : `${characters.slice(0, NAME_MAX - 1).join('')}…`;
}

function spoken(date: CalendarDate): string {
  const instant = new Date(`${date}T12:00:00Z`);
  return instant.toLocaleDateString('en-US', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });
}
