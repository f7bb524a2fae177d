import { Body1Strong, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowCircleRight20Regular } from '@fluentui/react-icons';
import { useMemo, type ReactNode } from 'react';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import type { JumpTarget } from '../hooks/use-jump.js';
import { LongList } from '../parts/long-list.js';
import { number } from '../wording.js';
import { words } from '../words.js';
import { groupIssues, placeOf } from './issue-groups.js';

const useStyles = makeStyles({
  fix: { margin: 0 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  item: {
    width: '100%',
    minWidth: 0,
    justifyContent: 'start',
    alignItems: 'start',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    paddingLeft: tokens.spacingHorizontalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  flat: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  place: { color: tokens.colorNeutralForeground2 },
});

interface IssueListProps {
  readonly kind: SheetKindId;
  readonly issues: readonly Issue[];
  readonly sheetRows: ReadonlyMap<string, number>;
  readonly onGoTo: (target: JumpTarget) => void;
  /** What a row offers beside its place, for issues that ask something. */
  readonly answer?: (issue: Issue) => ReactNode;
}

/** Issues, one kind together under what to do about them; each is a button that goes to its cell. */
export function IssueList({ kind, issues, sheetRows, onGoTo, answer }: IssueListProps) {
  const styles = useStyles();
  const groups = useMemo(() => groupIssues(issues), [issues]);
  const rowOf = ({ rowKey, sheetRow }: Issue) => sheetRow ?? sheetRows.get(rowKey);
  const text = (issue: Issue) => (
    <span>
      <Caption1 block className={styles.place}>
        {placeOf(kind, rowOf(issue) ?? null, issue.column)}
      </Caption1>
      <Text block>{issue.message}</Text>
    </span>
  );
  return groups.map((group) => (
    <div key={`${group.code}|${group.fix}`} className={styles.group}>
      <Body1Strong as="h3" className={styles.fix}>{`${group.fix} (${number(group.issues.length)})`}</Body1Strong>
      <LongList
        label={group.fix}
        items={group.issues}
        render={(issue) =>
          rowOf(issue) === undefined && issue.rowKey === '' ? (
            <div className={styles.flat}>{text(issue)}</div>
          ) : (
            <>
              <Button
                appearance="subtle"
                className={styles.item}
                icon={<ArrowCircleRight20Regular aria-label={words.sheet.goToCell} />}
                onClick={() => onGoTo({ rowKey: issue.rowKey, sheetRow: rowOf(issue), columnId: issue.column })}
              >
                {text(issue)}
              </Button>
              {answer?.(issue)}
            </>
          )
        }
      />
    </div>
  ));
}
