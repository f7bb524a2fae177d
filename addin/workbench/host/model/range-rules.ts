import { type Area, contains, intersect, sameArea, subtract } from './area.js';

interface PlacedRule<T> {
  readonly area: Area;
  readonly rule: T;
}

/** Rules that lie on areas of a sheet, at most one on each cell: data validation. */
export class RangeRules<T> {
  private placed: PlacedRule<T>[] = [];

  /** Every rule with its area. */
  get all(): readonly PlacedRule<T>[] {
    return this.placed;
  }

  /** Puts a rule on an area in place of what was there. */
  set(area: Area, rule: T): void {
    this.clear(area);
    this.placed.push({ area, rule });
  }

  /** Takes the rules off an area. */
  clear(area: Area): void {
    this.placed = this.placed.flatMap(({ area: held, rule }) =>
      subtract(held, area).map((part) => ({ area: part, rule })),
    );
  }

  /** The rule of one cell. */
  at(row: number, column: number): T | null {
    const cell = { row, column, rows: 1, columns: 1 };
    return this.placed.find(({ area }) => contains(area, cell))?.rule ?? null;
  }

  /** The rule that the whole area shares: null when it has none, 'mixed' when it differs. */
  over(area: Area): T | null | 'mixed' {
    const touching = this.placed.filter((placed) => intersect(placed.area, area) !== null);
    const [first] = touching;
    if (first === undefined) return null;
    let bare: Area[] = [area];
    for (const { area: held } of touching) bare = bare.flatMap((part) => subtract(part, held));
    return bare.length === 0 && touching.every(({ rule }) => rule === first.rule) ? first.rule : 'mixed';
  }

  /** Lets each area become another (or none), as inserting and deleting cells does. */
  reshape(change: (area: Area) => Area | null): void {
    this.placed = this.placed.flatMap(({ area, rule }) => {
      const next = change(area);
      return next === null ? [] : [{ area: sameArea(next, area) ? area : next, rule }];
    });
  }

  /** A copy that can be changed on its own. */
  clone(): RangeRules<T> {
    const copy = new RangeRules<T>();
    copy.placed = [...this.placed];
    return copy;
  }
}
