import type { TariffError, TariffPosition } from '../../../contract/tariff-document.js';
import type { Decimal } from 'decimal.js';
import type { Exact, RoundingHow } from '../exact/exact.js';
import type { Operator } from './formula.js';

/** The slots that a name may mean, best first: the first that the data or the class gives is taken. */
export type NameSlots = readonly [number, ...number[]];

/** A number worked out from others. Both evaluators, the exact and the fast, read this one tree. */
export type Expression =
  | { readonly kind: 'number'; readonly value: Exact; readonly text: string }
  | { readonly kind: 'name'; readonly slots: NameSlots; readonly at: TariffPosition | null }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | BinaryExpression
  | { readonly kind: 'round'; readonly operand: Expression; readonly to: Decimal; readonly how: RoundingHow }
  | { readonly kind: 'least' | 'greatest'; readonly left: Expression; readonly right: Expression }
  | GivenExpression
  | ChoiceExpression
  | ChargeExpression
  | RegistersExpression
  | { readonly kind: 'tiers'; readonly items: readonly TierItem[] }
  /** A fault of the rate file, thrown only where a bill needs the value. */
  | { readonly kind: 'fault'; readonly error: TariffError };

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: TariffPosition | null;
}

/** One value where the data gives a name, another where it does not. */
export interface GivenExpression {
  readonly kind: 'given';
  readonly slot: number;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** A `depends_on` map: the names' values, joined by `|`, choose the value. */
export interface ChoiceExpression {
  readonly kind: 'choice';
  readonly field: string;
  readonly slots: readonly number[];
  readonly values: ReadonlyMap<string, Expression>;
  readonly at: TariffPosition;
}

/** `Tiered` or `Budget`: usage priced over tiers. */
export interface ChargeExpression {
  readonly kind: 'charge';
  readonly type: 'Tiered' | 'Budget';
  readonly field: string;
  readonly starts: NameSlots;
  readonly prices: NameSlots;
  readonly budget: NameSlots;
  readonly indoor: NameSlots;
  readonly outdoor: NameSlots;
  readonly usage: Expression;
  /** Multiplies the tiers' limits, e.g. by dwelling units; null leaves them as they are. */
  readonly scale: Expression | null;
  readonly at: TariffPosition;
}

/** Use from registers, each reading rounded before the subtraction. */
export interface RegistersExpression {
  readonly kind: 'registers';
  readonly previous: number;
  readonly current: number;
  /** Billing units in a gallon. */
  readonly unitsPerGallon: Exact;
  readonly to: Decimal;
  readonly how: RoundingHow;
}

/** A tier's start or price. */
export interface TierItem {
  readonly kind: 'amount' | 'percent' | 'indoor' | 'outdoor';
  readonly text: string;
  readonly at: TariffPosition;
  /** The amount, or the percentage; `indoor` and `outdoor` have none of their own. */
  readonly value: Expression;
}

/** A field of a class, compiled. */
export interface FieldPlan {
  readonly name: string;
  readonly at: TariffPosition;
  readonly kind: 'number' | 'formula' | 'map' | 'list' | 'charge';
  /** The formula or number as the file spells it; for a map or a list, what it is. */
  readonly text: string;
  readonly expression: Expression;
  /** The data name without which the field does not count, e.g. usage_gallons; null where it always does. */
  readonly onlyWith: number | null;
  /** True for what Curbstop's settings add to the class. */
  readonly added: boolean;
}
