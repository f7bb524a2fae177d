import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { RowStatus } from '../../../bridge/contract/commands/push-sheet.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';

/** So many rows are told here; the Status column tells of each. */
const ROWS_SHOWN = 50;

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
});

interface WaitingListProps {
  readonly rows: readonly RowStatus[];
  /** Who may approve all of it by name, none where nobody alone may; null where it is not known. */
  readonly waitsFor: readonly string[] | null;
  /** True where nothing is pushed yet. */
  readonly isPreview: boolean;
}

/** The rows that another person has to approve, each with why. */
export function WaitingList({ rows, waitsFor, isPreview }: WaitingListProps) {
  const styles = useStyles();
  const { waiting, wouldWait, waitingDetail, waitsForPeople, waitingRow, waitingCut } = words.approvals;
  const cut = rows.length - ROWS_SHOWN;
  return (
    <Section title={isPreview ? wouldWait(rows.length) : waiting(rows.length)}>
      {waitsFor !== null && <Body1>{waitsForPeople(waitsFor)}</Body1>}
      <Body1>{waitingDetail}</Body1>
      <ul className={styles.list}>
        {rows.slice(0, ROWS_SHOWN).map(({ key, sheetRow, text }) => (
          <li key={key}>
            <Body1>{waitingRow(sheetRow, text)}</Body1>
          </li>
        ))}
      </ul>
      {cut > 0 && <Caption1>{waitingCut(cut)}</Caption1>}
    </Section>
  );
}
