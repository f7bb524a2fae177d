import type { Decimal } from 'decimal.js';
import { centsToDecimalText } from '../../../contract/money.js';
import type { ExplainedStep } from '../evaluate/trace.js';
import { type RoundingHow, exactFromText, multiply, exactFromInteger, roundWhole } from '../exact/exact.js';
import type { ExplainedFormula } from './explained-formula.js';
import type { BillExplanation } from './explanation.js';
import { isRoundedAlike, roundsAlike, type ValueOf } from './rounds-alike.js';
import { roundingWords, spokenName } from './spoken-name.js';
import { type RowOf, roundedTemplate, templateNumber, templateOf } from './template-of.js';

/** A row of an explanation as a table. Numbers are decimal text or live templates that look at other rows. */
export interface ExplanationRow {
  /** Stable and unique within the explanation, fit for a template. */
  readonly key: string;
  readonly part: 'Data' | 'Calculation' | 'Bill';
  readonly what: string;
  /** How it is worked out, as the rate file says it. */
  readonly how: string;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly amount: string | null;
  readonly note: string;
}

/** Amounts that do not end are cut for the comparison with cents. */
const LONGEST_AMOUNT = 60;
/** What stands beside cents that are stated, since a sheet's fifteen digits would round another way. */
const STATED = 'so near to where it rounds the other way that a sheet can’t tell; worked out by Curbstop';

type Tiers = Extract<ExplainedFormula, { kind: 'tiers' }>;

/**
 * The explanation as a table of live formulas: what was given, every step, the lines and the bill in dollars. The
 * formulas give the same cents as the bill. `prefix` keeps the keys of several explanations in one table apart.
 */
export function explanationRows(explanation: BillExplanation, prefix: string): readonly ExplanationRow[] {
  return new Table(explanation, prefix).rows();
}

/** The key of the row that holds the bill's dollars. */
export function billRowKey(prefix: string): string {
  return `${prefix}bill`;
}

class Table {
  private readonly stepKeys = new Map<string, string>();
  private readonly dataKeys = new Map<string, string>();
  private readonly steps: readonly ExplainedStep[];

  constructor(
    private readonly explanation: BillExplanation,
    private readonly prefix: string,
  ) {
    this.steps = explanation.steps.filter(({ formula }) => formula.kind !== 'list');
    this.steps.forEach(({ component }, index) => this.stepKeys.set(component, `${prefix}step-${index + 1}`));
    Object.keys(explanation.inputs).forEach((name, index) => this.dataKeys.set(name, `${prefix}data-${index + 1}`));
  }

  rows(): readonly ExplanationRow[] {
    return [...this.data(), ...this.steps.flatMap((step) => this.step(step)), ...this.lines(), this.bill()];
  }

  private readonly rowOf: RowOf = (from, name) => {
    if (from === 'step') return this.stepKeys.get(name) ?? null;
    return exactFromText(this.given(name)) === null ? null : (this.dataKeys.get(name) ?? null);
  };

  private readonly valueOf: ValueOf = (from, name) => {
    if (from === 'data') return exactFromText(this.given(name));
    const value = this.steps.find(({ component }) => component === name)?.value ?? '';
    return exactFromText(value.slice(0, LONGEST_AMOUNT));
  };

  private given(name: string): string {
    return this.explanation.inputs[name]?.trim() ?? '';
  }

  private data(): readonly ExplanationRow[] {
    return [...this.dataKeys].map(([name, key]) => {
      const number = exactFromText(this.given(name));
      const amount = number === null ? null : templateNumber(number.toFixed());
      return row({ key, part: 'Data', what: spokenName(name), how: amount === null ? this.given(name) : '', amount });
    });
  }

  private step(step: ExplainedStep): readonly ExplanationRow[] {
    const { component, formula, text, line, value } = step;
    const key = this.stepKeys.get(component) ?? '';
    const note = `line ${line} of the rate file`;
    const base = { key, part: 'Calculation', what: spokenName(component), how: how(step) } as const;
    if (!roundsAlike(formula, this.valueOf)) {
      return [row({ ...base, amount: templateNumber(value), note: `${note}; ${STATED}` })];
    }
    if (formula.kind === 'tiers') {
      const tiers = this.tiers(formula, key);
      const amount = `=SUM(${tiers.map((tier) => `{${tier.key}:amount}`).join(',')})`;
      return [...tiers, row({ ...base, amount, note })];
    }
    const live = text === '' ? null : templateOf(formula, this.rowOf);
    const fallback = templateNumber(value);
    const shown = formula.kind === 'number' ? fallback : (live ?? fallback);
    const fixed = live === null && formula.kind !== 'number' ? '; worked out by Curbstop' : '';
    return [row({ ...base, amount: shown, note: `${note}${fixed}` })];
  }

  /** A row for each tier: how much fell into it, its price, and what that makes. */
  private tiers({ usage, caps, prices }: Tiers, key: string): readonly ExplanationRow[] {
    const use = templateOf(usage, this.rowOf)?.slice(1) ?? '0';
    return prices.map((price, index) => {
      const tierKey = `${key}-tier-${index + 1}`;
      const below = Array.from({ length: index }, (_, lower) => `{${key}-tier-${lower + 1}:quantity}`);
      const cap = caps[index];
      const limit = cap === undefined ? null : (templateOf(cap, this.rowOf)?.slice(1) ?? null);
      const reach = limit === null ? use : `MIN(${use},${limit})`;
      const quantity = below.length === 0 ? `=MAX(0,${reach})` : `=MAX(0,${reach}-SUM(${below.join(',')}))`;
      return row({
        key: tierKey,
        part: 'Calculation',
        what: `Tier ${index + 1}`,
        how: cap === undefined ? 'the rest' : 'up to the next tier',
        quantity,
        price: price.kind === 'number' ? templateNumber(price.text) : templateOf(price, this.rowOf),
        amount: `={${tierKey}:quantity}*{${tierKey}:price}`,
      });
    });
  }

  private lines(): readonly ExplanationRow[] {
    const { lines, rounding } = this.explanation;
    return lines.map(({ component, description, amount, cents }, index) => {
      const source = this.rowOf('step', component);
      const own = source === null ? templateNumber(amount) : `{${source}:amount}`;
      const rounded = roundedTemplate(own, '0.01', rounding.how);
      const exact = exactAmount(amount);
      const odd = cents - roundedCents(exact, rounding.how);
      const isLive = isRoundedAlike(exact, '0.01', rounding.how);
      const cent = odd === 0 ? '' : odd > 0 ? '+0.01' : '-0.01';
      return row({
        key: `${this.prefix}line-${index + 1}`,
        part: 'Bill',
        what: description,
        how: `${roundingWords(rounding.how)}`,
        amount: isLive ? `=${rounded}${cent}` : centsToDecimalText(cents),
        note: [
          ...(cent === '' ? [] : [`${cent.slice(0, 1)}1 cent, so that the lines add up to the bill`]),
          ...(isLive ? [] : [STATED]),
        ].join('; '),
      });
    });
  }

  private bill(): ExplanationRow {
    const { rounding, lines, bill, billCents } = this.explanation;
    const key = billRowKey(this.prefix);
    const source = this.rowOf('step', 'bill');
    const base = { key, part: 'Bill', what: `${this.explanation.tariff.title || 'The bill'}, total` } as const;
    if (rounding.at === 'bill' && source !== null) {
      const words = `the exact bill, ${roundingWords(rounding.how)}`;
      if (!isRoundedAlike(exactAmount(bill), '0.01', rounding.how)) {
        return row({ ...base, how: words, amount: centsToDecimalText(billCents), note: STATED });
      }
      return row({ ...base, how: words, amount: `=${roundedTemplate(`{${source}:amount}`, '0.01', rounding.how)}` });
    }
    const keys = lines.map((_, index) => `{${this.prefix}line-${index + 1}:amount}`);
    const amount = keys.length === 0 ? centsToDecimalText(billCents) : `=SUM(${keys.join(',')})`;
    return row({ ...base, how: 'the sum of the lines', amount });
  }
}

function row(given: Pick<ExplanationRow, 'key' | 'part' | 'what' | 'how'> & Partial<ExplanationRow>): ExplanationRow {
  return { quantity: null, price: null, amount: null, note: '', ...given };
}

function how({ kind, text, key }: ExplainedStep): string {
  return kind === 'map' && key !== null ? `${text}: ${key}` : text;
}

/** An amount as the explanation has it. Throws a RangeError for what is no number. */
function exactAmount(amount: string): Decimal {
  const exact = exactFromText(amount.slice(0, LONGEST_AMOUNT));
  if (exact === null) throw new RangeError(`The amount "${amount}" is no number.`);
  return exact;
}

/** What a line alone would be rounded to. */
function roundedCents(amount: Decimal, how: RoundingHow): number {
  return roundWhole(multiply(amount, exactFromInteger(100)), how).toNumber();
}
