import { choice, textOf } from './entries.js';
import type { SeenCell, SeenRow } from './seen-sheet.js';
import { sharedKeys, type Verdict } from './verdict.js';

/** What was decided of a read, in plain terms; '' is nothing. */
export interface Decision {
  readonly action: string;
  readonly newReading: number | '';
  readonly reason: string;
}

const ACTIONS = ['', 'accept', 'reread', 'estimate', 'change', 'hold'];
const CELLS = ['action', 'newReading', 'reason'] as const;

export interface DecisionFacts {
  /** What the workbook last knew of each read. */
  readonly known: ReadonlyMap<string, Decision>;
  /** What stands at the bridge. */
  readonly now: ReadonlyMap<string, Decision>;
}

/** What must become of the rows of a Readings sheet, for reads that never came back and have no history. */
export function judgeDecisions(seen: readonly SeenRow[], { known, now }: DecisionFacts): Verdict<Decision>[] {
  const rows = seen.filter(({ key, cells }) => key !== '' || CELLS.some((id) => String(cells[id] ?? '').trim() !== ''));
  const shared = sharedKeys(rows);
  return rows.map((row): Verdict<Decision> => {
    const refused: Verdict<Decision> = { row, state: 'refused', meaning: null };
    const [before, there] = [known.get(row.key), now.get(row.key)];
    if (shared.has(row.key) || before === undefined || there === undefined) return refused;
    const yours = decisionOf(row);
    if (yours === null) return refused;
    const changed = CELLS.filter((id) => yours[id] !== before[id]);
    if (changed.length === 0) return { row, state: 'unchanged', meaning: null };
    // What a decision rests on: the reading, which only a change by hand has here; and a decision is one thing.
    const isElsewhere = CELLS.some((id) => there[id] !== before[id] && there[id] !== yours[id]);
    const isMoved = readingOf(there) !== readingOf(before);
    if (isElsewhere || isMoved || !isSound(yours)) return refused;
    return { row, state: 'applied', meaning: yours };
  });
}

function decisionOf({ cells }: SeenRow): Decision | null {
  const action = choice(cells['action'], ACTIONS);
  const newReading = wholeNumber(cells['newReading']);
  const reason = textOf(cells['reason']);
  return action === null || newReading === null || reason === null ? null : { action, newReading, reason };
}

function wholeNumber(cell: SeenCell | undefined): number | '' | null {
  const text = textOf(cell);
  if (text === '') return '';
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

function readingOf({ action, newReading }: Decision): number | '' {
  return action === 'change' ? newReading : '';
}

function isSound({ action, newReading, reason }: Decision): boolean {
  if (newReading !== '' && action !== 'change') return false;
  switch (action) {
    case '':
      return true;
    case 'change':
      return reason !== '' && newReading !== '' && newReading >= 0;
    case 'hold':
    case 'reread':
      return reason !== '';
    default:
      return false;
  }
}
