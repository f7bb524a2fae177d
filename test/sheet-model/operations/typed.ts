import fc from 'fast-check';
import type { SheetPlay } from '../sheet-play.js';

/** What is typed into a cell; an account is named by its place. */
export type Typed = string | number | boolean | { readonly account: number };

/** What Excel gets to hear. */
export function typedText(play: SheetPlay, typed: Typed): string | number | boolean {
  return typeof typed === 'object' ? play.books.ledger.accountAt(typed.account) : typed;
}

const WRONG = fc.constantFrom<Typed[]>('', ' ', 'no such thing', true, '=1/0', '=NOSUCH(1)');
const TEXTS = fc.constantFrom<Typed[]>(
  'leak at meter',
  '=SUM(1,2)',
  '-- dog',
  '@Ann',
  '0042',
  "'tis",
  12.5,
  ' blanks around ',
);
/** Few are above what the supervisor may adjust alone, and wait. */
const DOLLARS = fc.oneof(
  { weight: 15, arbitrary: fc.integer({ min: -9_000, max: 9_000 }).map((cents) => cents / 100) },
  { weight: 1, arbitrary: fc.constantFrom(-6_000, 6_000) },
);

const mostly = (sound: fc.Arbitrary<Typed>, wrong: fc.Arbitrary<Typed> = WRONG): fc.Arbitrary<Typed> =>
  fc.oneof({ weight: 7, arbitrary: sound }, { weight: 1, arbitrary: wrong });

/** What people type into each column, mostly right. */
export const ADJUSTMENT_CELLS: readonly (readonly [columnId: string, typed: fc.Arbitrary<Typed>])[] = [
  ['account', mostly(fc.nat(5).map((account): Typed => ({ account })))],
  [
    'service',
    mostly(fc.constantFrom<Typed[]>('water', 'garbage', 'Water'), fc.constantFrom<Typed[]>('gas', 'sewer', '')),
  ],
  // The accounts were never billed, so that nothing of theirs can be corrected.
  [
    'kind',
    mostly(fc.constantFrom<Typed[]>('goodwill', 'Goodwill'), fc.constantFrom<Typed[]>('misread', 'leak', 'gift', '')),
  ],
  ['amount', mostly(DOLLARS, fc.constantFrom<Typed[]>(0, 12.345, 'twelve', '=10+2.5', '7.25', true, ''))],
  ['reason', mostly(TEXTS)],
  ['note', fc.oneof(TEXTS, fc.constant(''))],
];

export const READING_CELLS: readonly (readonly [columnId: string, typed: fc.Arbitrary<Typed>])[] = [
  [
    'action',
    mostly(
      fc.constantFrom<Typed[]>('hold', 'reread', 'change', 'HOLD', ''),
      fc.constantFrom<Typed[]>('accept', 'estimate', 'skip'),
    ),
  ],
  [
    'newReading',
    fc.oneof(
      fc.constant<Typed>(''),
      mostly(fc.integer({ min: 0, max: 9_000 }), fc.constantFrom<Typed[]>(-1, 1.5, 'x')),
    ),
  ],
  ['reason', mostly(TEXTS)],
];

/** Complete lines as they are pasted, in the order of the columns. */
export function lines(cells: typeof ADJUSTMENT_CELLS, most: number): fc.Arbitrary<Typed[][]> {
  return fc.array(fc.tuple(...cells.map(([, typed]) => typed)), { minLength: 1, maxLength: most });
}

/** One cell of either kind of sheet: the column and what is typed, by the kind. */
export const anyCell = fc.record({
  adjustments: fc.oneof(
    ...ADJUSTMENT_CELLS.map(([columnId, typed]) => fc.record({ columnId: fc.constant(columnId), typed })),
  ),
  readings: fc.oneof(
    ...READING_CELLS.map(([columnId, typed]) => fc.record({ columnId: fc.constant(columnId), typed })),
  ),
});
