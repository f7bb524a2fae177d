import { cents, centsToDecimalText, centsToDollars, decimalTextToCents, type Cents } from '../../../contract/money.js';

/** A step of a calculation, so that a person can follow it and repeat it with the same cents. */
export interface ExplainedLine {
  /** What the amount is. */
  readonly label: string;
  /** How it came about; may be empty. */
  readonly text: string;
  /** Decimal text. */
  readonly amount: string;
  readonly unit: 'gallons' | 'dollars';
  /** The type of charge that the amount is credited to; null of a step on the way. The credits add up to the whole credit. */
  readonly chargeType: string | null;
}

export function gallonsLine(label: string, gallons: number, text: string): ExplainedLine {
  return { label, text, amount: String(gallons), unit: 'gallons', chargeType: null };
}

/** A line of dollars; with a charge type it is what is credited to it, and negative. */
export function dollarsLine(
  label: string,
  amountCents: Cents,
  text: string,
  chargeType: string | null = null,
): ExplainedLine {
  return { label, text, amount: centsToDecimalText(amountCents), unit: 'dollars', chargeType };
}

/** A line as a sentence, e.g. "Water billed: $123.29. Without fees." */
export function explainedSentence({ label, text, amount, unit }: ExplainedLine): string {
  const value =
    unit === 'gallons'
      ? `${Number(amount).toLocaleString('en-US')} gallons`
      : centsToDollars(decimalTextToCents(amount) ?? cents(0));
  return `${label}: ${value}.${text === '' ? '' : ` ${text}`}`;
}
