import {
  type TariffEntry,
  type TariffPosition,
  type TariffScalar,
  TariffError,
} from '../../../contract/tariff-document.js';
import type { Exact } from '../exact/exact.js';
import { ClassScope } from '../expression/class-scope.js';
import { plus } from '../expression/build.js';
import { type FieldBody, compileAmount, compileField } from '../expression/compile-field.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { FieldScope } from '../expression/field-scope.js';
import type { ClassSettings } from '../settings/settings.js';

/** One step on the way to a component: what it makes of the value before it. */
export interface Stage {
  /** Completes "before ...", e.g. "its limits". */
  readonly label: string;
  readonly apply: (before: Expression) => Expression;
  /** What it does, for a person; `before` is the name of the value before it. */
  readonly text: (before: string) => string;
}

/** Collects the fields of one class: those of the file and those that its settings add. */
export class ClassBuilder {
  readonly scope = new ClassScope();
  readonly fields: FieldPlan[] = [];
  private readonly names = new Set<string>();
  /** The name that usage_ccf means in the class's formulas. */
  usage = 'usage_ccf';

  constructor(
    readonly className: string,
    readonly at: TariffPosition,
    readonly entries: readonly TariffEntry[],
    readonly settings: ClassSettings,
    readonly billUnit: string,
    /** Billing units in a gallon; null for an unknown billing unit. */
    readonly unitsPerGallon: Exact | null,
  ) {}

  has(name: string): boolean {
    return this.entries.some(({ key }) => key === name);
  }

  /** Reads a name of the class or of the data. */
  read(name: string): Expression {
    return { kind: 'name', slots: [this.scope.slot(name)], at: null };
  }

  /** An amount of the settings: a number, a field or a formula. */
  amount(scalar: TariffScalar, scope = this.fieldScope('the setting')): Expression {
    return compileAmount(scalar, scope);
  }

  fieldScope(field: string, usage = this.usage, tierScale: Expression | null = null): FieldScope {
    return new FieldScope(field, this.scope, usage, tierScale);
  }

  /** Adds a field of the file, under its own name or, before its stages, under the first stage's. */
  own(name: string, { key, at }: TariffEntry, body: FieldBody): void {
    this.push({ ...body, name, at, onlyWith: null, added: name !== key });
  }

  /** Adds a field that the settings ask for. Throws TariffError "name-taken" when the class has one of that name. */
  add(name: string, text: string, expression: Expression, at = this.at, onlyWith: number | null = null): Expression {
    this.push({ name, at, kind: 'formula', text, expression, onlyWith, added: true });
    return this.read(name);
  }

  /** Adds the file's field once more, under another name and in another scope. */
  again(name: string, entry: TariffEntry, scope: FieldScope): Expression {
    this.push({ ...compileField(entry, scope), name, at: entry.at, onlyWith: null, added: true });
    return this.read(name);
  }

  /** Adds a sum of fields. */
  addSum(name: string, parts: readonly string[], at: TariffPosition): void {
    const expression = parts.map((part) => this.read(part)).reduce(plus);
    const text = parts.join(' + ');
    this.push({ name, at, kind: 'formula', text, expression, onlyWith: null, added: name !== 'bill' });
  }

  /** The names of a value on its way through the stages: the last is the value's own. */
  stageNames(name: string, stages: readonly Stage[]): readonly string[] {
    return [...stages.map(({ label }) => `${name} before ${label}`), name];
  }

  /** Adds every stage after the first value, which stands under the first of the stage names. */
  addStages(name: string, stages: readonly Stage[], at: TariffPosition): void {
    const names = this.stageNames(name, stages);
    stages.forEach((stage, index) => {
      const [before = name, after = name] = [names[index], names[index + 1]];
      const expression = stage.apply(this.read(before));
      const added = { at, kind: 'formula', text: stage.text(before), expression, onlyWith: null } as const;
      this.push({ ...added, name: after, added: after !== name || !this.has(name) });
    });
  }

  /** Of two fields of one name one would be lost. */
  private push(field: FieldPlan): void {
    const { name, at } = field;
    const taken = this.names.has(name) || (field.added && this.has(name));
    if (taken) {
      throw new TariffError({
        code: 'name-taken',
        what: `the class ${this.className} already has "${name}", which the settings would add`,
        fix: 'Give the field or the setting another name.',
        at,
      });
    }
    this.names.add(name);
    this.fields.push(field);
  }
}
