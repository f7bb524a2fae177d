import type { FieldPlan } from '../expression/expression.js';
import type { TierRow } from './tiers.js';

/** One field of a bill as it was computed. */
export interface ExplainedStep {
  readonly component: string;
  /** The line of the rate file. */
  readonly line: number;
  readonly kind: FieldPlan['kind'];
  /** The formula or number as the file spells it. */
  readonly text: string;
  /** The names that were used, with their values at that time. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
  /** The key under which a map was read, e.g. `3/4"|inside`. */
  readonly key: string | null;
  readonly tiers: readonly ExplainedTier[];
  /** Exact decimal text; "tiers" for a tier list. */
  readonly value: string;
}

export interface ExplainedTier {
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
}

interface OpenStep {
  readonly field: FieldPlan;
  readonly values: Map<string, string>;
  key: string | null;
  tiers: readonly ExplainedTier[];
}

/** Records how a bill comes about, so that it can be stored, explained and repeated. */
export class Trace {
  /** In order of computation: what a step needs stands before it. */
  readonly steps: ExplainedStep[] = [];
  private readonly open: OpenStep[] = [];

  enter(field: FieldPlan): void {
    this.open.push({ field, values: new Map(), key: null, tiers: [] });
  }

  read(name: string, value: string): void {
    this.open.at(-1)?.values.set(name, value);
  }

  mapKey(key: string): void {
    const step = this.open.at(-1);
    if (step) step.key = key;
  }

  tiers(rows: readonly TierRow[]): void {
    const step = this.open.at(-1);
    if (!step) return;
    step.tiers = rows.map(({ quantity, price, amount }) => ({
      quantity: quantity.toFixed(),
      price: price.toFixed(),
      amount: amount.toFixed(),
    }));
  }

  leave(value: string): void {
    const step = this.open.pop();
    if (!step) return;
    const { field, values, key, tiers } = step;
    this.steps.push({
      component: field.name,
      line: field.at.line,
      kind: field.kind,
      text: field.text,
      values: [...values].map(([name, text]) => ({ name, value: text })),
      key,
      tiers,
      value,
    });
  }
}
