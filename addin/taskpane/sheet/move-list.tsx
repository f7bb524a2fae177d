import { Caption1 } from '@fluentui/react-components';
import { MOVES_SHOWN_MAX, type StopMove } from '../../../bridge/contract/commands/push-sheet.js';
import { MoneyTable } from '../parts/money-table.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';

/** The stops that a push moves, each with its route and number before and after. */
export function MoveList({ moves }: { readonly moves: readonly StopMove[] }) {
  const { moves: title, stop, from, to, place, movesCut } = words.sheet;
  return (
    <Section title={title}>
      <MoneyTable
        caption={title}
        headers={[stop, from, to]}
        rows={moves.map((move) => [
          move.address === '' ? move.premisesId : move.address,
          place(move.fromRoute, move.fromStop),
          place(move.toRoute, move.toStop),
        ])}
      />
      {moves.length >= MOVES_SHOWN_MAX && <Caption1>{movesCut}</Caption1>}
    </Section>
  );
}
