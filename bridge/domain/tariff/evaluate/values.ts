import type { TariffPosition } from '../../../contract/tariff-document.js';
import type { Exact } from '../exact/exact.js';
import type { Expression, NameSlots, TierItem } from '../expression/expression.js';
import type { Trace } from './trace.js';

/** What a field is worth: a number, or a list of tier starts or prices. */
export type PartValue = Exact | readonly TierItem[];

/** The values of one bill, as expressions read them. Everything throws TariffError. */
export interface Values {
  readonly trace: Trace | null;
  /** Tells whether the data, or what they imply, give the name. */
  given(slot: number): boolean;
  /** The data's text of a name; undefined where they give none. */
  text(slot: number): string | undefined;
  /** The value of a name: from the data first, then from the class. */
  read(slots: NameSlots, at: TariffPosition | null): PartValue;
  /** The value of a name as a number. */
  number(slots: NameSlots, at: TariffPosition | null): Exact;
  /** The value of a name as a map key: the data's own text, else the field's number. */
  key(slot: number, at: TariffPosition): string;
  name(slot: number): string;
  /** The value of an expression as a number. */
  amount(expression: Expression): Exact;
}
