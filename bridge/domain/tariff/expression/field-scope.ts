import type { TariffPosition } from '../../../contract/tariff-document.js';
import type { ClassScope } from './class-scope.js';
import type { Expression, NameSlots } from './expression.js';
import { meanings } from './suffix-family.js';

const USAGE = 'usage_ccf';

/** What names mean inside one field. */
export class FieldScope {
  private readsUsage = false;

  constructor(
    /** The field's name, which decides what the names of a suffix family mean. */
    readonly field: string,
    readonly names: ClassScope,
    /** The name that stands for usage_ccf, e.g. billed_usage. */
    private readonly usage: string,
    /** Multiplies the limits of the field's tiers; null leaves them. */
    readonly tierScale: Expression | null = null,
  ) {}

  /** Tells whether something compiled in this scope named usage. */
  get usesUsage(): boolean {
    return this.readsUsage;
  }

  slots(name: string): NameSlots {
    this.readsUsage ||= name === USAGE;
    const [first = name, ...others] = meanings(name, this.field).map((meaning) =>
      meaning === USAGE ? this.usage : meaning,
    );
    return [this.names.slot(first), ...others.map((meaning) => this.names.slot(meaning))];
  }

  read(name: string, at: TariffPosition | null): Expression {
    return { kind: 'name', slots: this.slots(name), at };
  }
}
