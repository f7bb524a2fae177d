import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Conflict, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { Facts } from '../parts/facts.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { placeOf } from './issue-groups.js';

const useStyles = makeStyles({ item: { paddingBottom: tokens.spacingVerticalM } });

interface ConflictListProps {
  readonly kind: SheetKindId;
  readonly conflicts: readonly Conflict[];
  readonly sheetRows: ReadonlyMap<string, number>;
  readonly onGoTo: (rowKey: string, columnId: string) => void;
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
            <Button size="small" onClick={() => onGoTo(conflict.rowKey, conflict.column)}>
              {placeOf(kind, sheetRows.get(conflict.rowKey) ?? null, conflict.column)}
            </Button>
            <Facts
              facts={[
                { label: words.sheet.yours, value: cellText(conflict.yours) },
                { label: words.sheet.pulled, value: cellText(conflict.pulled) },
                { label: words.sheet.now, value: cellText(conflict.now) },
              ]}
            />
          </div>
        )}
      />
    </Section>
  );
}

function cellText(cell: SheetCell): string {
  return cell === null || cell === '' ? words.sheet.emptyCell : String(cell);
}
