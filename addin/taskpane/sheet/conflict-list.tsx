import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Conflict, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { sheetKinds, type SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { editableColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import type { JumpTarget } from '../hooks/use-jump.js';
import { Facts, type Fact } from '../parts/facts.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { placeOf } from './issue-groups.js';

const useStyles = makeStyles({ item: { paddingBottom: tokens.spacingVerticalM } });

interface ConflictListProps {
  readonly kind: SheetKindId;
  readonly conflicts: readonly Conflict[];
  readonly sheetRows: ReadonlyMap<string, number>;
  readonly onGoTo: (target: JumpTarget) => void;
}

/** Cells that someone else changed since the pull: the person's value, the pulled one, and the one that stands now. */
export function ConflictList({ kind, conflicts, sheetRows, onGoTo }: ConflictListProps) {
  const styles = useStyles();
  const title = words.sheet.conflicts(conflicts.length);
  return (
    <Section title={title}>
      <Body1>{words.sheet.conflictsDetail}</Body1>
      <LongList
        label={title}
        items={conflicts}
        render={(conflict) => (
          <div className={styles.item}>
            <Button
              size="small"
              onClick={() =>
                onGoTo({ rowKey: conflict.rowKey, sheetRow: sheetRows.get(conflict.rowKey), columnId: conflict.column })
              }
            >
              {placeOf(kind, sheetRows.get(conflict.rowKey) ?? null, conflict.column)}
            </Button>
            <Facts facts={factsOf(kind, conflict)} />
          </div>
        )}
      />
    </Section>
  );
}

/** A cell that the person cannot decide on, such as the reading that a decision rests on, has no value of theirs. */
function factsOf(kind: SheetKindId, { column, yours, pulled, now }: Conflict): Fact[] {
  const isDecision = editableColumns(sheetKinds[kind]).some(({ id }) => id === column);
  return [
    ...(isDecision ? [{ label: words.sheet.yours, value: cellText(yours) }] : []),
    { label: words.sheet.pulled, value: cellText(pulled) },
    { label: words.sheet.now, value: cellText(now) },
  ];
}

function cellText(cell: SheetCell): string {
  return cell === null || cell === '' ? words.sheet.emptyCell : String(cell);
}
