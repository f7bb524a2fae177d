import { cents, centsToDollars, type Cents } from '../../../contract/money.js';
import { isCalendarDate } from '../../../contract/calendar-date.js';
import { longDate } from '../../../contract/long-date.js';
import type { AdjustmentLetterSetting, letterPlaceholders } from '../../../contract/settings/adjustment-letter.js';
import { filledText, placeholdersIn } from '../../../contract/settings/placeholder-text.js';
import { comparisonTable } from './comparison-table.js';
import type { Letter, LetterFacts, LetterParagraph } from './letter.js';

const CALCULATION = 'calculation';
const COMPARISON = 'comparison';
type Values = Readonly<Record<(typeof letterPlaceholders)[number], string>>;

/**
 * Writes the letter of an adjustment by the utility's text for its outcome. A paragraph whose placeholder has nothing to
 * say is left out; the lines of a calculation, and the table of bills that were made again, stand under the paragraph that
 * tells them, wherever in it their placeholder is.
 */
export function composeLetter(facts: LetterFacts, setting: AdjustmentLetterSetting, utilityName: string): Letter {
  const values = valuesOf(facts, utilityName);
  const table = comparisonTable(facts.comparison);
  const filled = (text: string) => filledText(text, values);
  return {
    addressee: facts.addressee,
    date: facts.date,
    subject: filled(setting.subject),
    salutation: filled(setting.salutation),
    paragraphs: setting[facts.outcome].flatMap((text) =>
      paragraph(text, values, { lines: facts.calculation.map(printed), table }),
    ),
    closing: filled(setting.closing),
    signature: setting.signature.map(filled),
  };
}

function paragraph(text: string, values: Values, { lines, table }: Omit<LetterParagraph, 'text'>): LetterParagraph[] {
  const named = placeholdersIn(text);
  if (named.some((name) => values[name as keyof Values] === '')) return [];
  const told = filledText(text, { ...values, [CALCULATION]: '', [COMPARISON]: '' });
  return [
    {
      text: oneLine(told),
      lines: named.includes(CALCULATION) ? lines : [],
      table: named.includes(COMPARISON) ? table : [],
    },
  ];
}

/** What is written as a date is, by itself; the number of a meter may have one in it, or look like one. */
const DATE = /(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])/g;

/** Print has a minus sign of its own, and dates as the rest of the letter has them. */
function printed(text: string): string {
  return oneLine(text)
    .replaceAll('-$', '−$')
    .replace(DATE, (date) => (isCalendarDate(date) ? longDate(date) : date));
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

function valuesOf(facts: LetterFacts, utility: string): Values {
  const { addressee, date, kind, amountCents, bills, reason, calculation, balanceCents, depositCents } = facts;
  return {
    utility,
    name: oneLine(addressee.customerName),
    account: addressee.accountId,
    address: oneLine(addressee.serviceAddress),
    date: longDate(date),
    kind,
    amount: centsToDollars(cents(Math.abs(amountCents))),
    change: amountCents < 0 ? 'credit' : 'charge',
    bill: bills,
    reason: sentence(reason),
    calculation: calculation.join(' '),
    balance: spokenBalance(balanceCents),
    net: netOf(facts),
    deposit: centsToDollars(depositCents),
    otherAccount: facts.otherAccount,
    comparison: facts.comparison.bills.length === 0 ? '' : COMPARISON,
  };
}

/** By how much it is more or less than before; what a deposit is less by is what an account owes more, both together. */
function netOf({ outcome, amountCents }: LetterFacts): string {
  if (amountCents === 0) return 'as much as';
  const isMore = outcome === 'deposit' ? amountCents < 0 : amountCents > 0;
  return `${centsToDollars(cents(Math.abs(amountCents)))} ${isMore ? 'more' : 'less'} than`;
}

/** With its full stop, so that a word that somebody typed ends a sentence. */
function sentence(text: string): string {
  const trimmed = oneLine(text);
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function spokenBalance(balance: Cents): string {
  const amount = centsToDollars(cents(Math.abs(balance)));
  return balance < 0 ? `${amount} in your favor` : amount;
}
