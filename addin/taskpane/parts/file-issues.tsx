import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Issue } from '../../../bridge/contract/problem.js';
import { words } from '../words.js';
import { LongList } from './long-list.js';

const useStyles = makeStyles({
  item: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  fix: { color: tokens.colorNeutralForeground2 },
});

/** Issues that have a line of a file, or no place in the sheet, to go to. */
export function FileIssues({ issues }: { readonly issues: readonly Issue[] }) {
  const styles = useStyles();
  return (
    <LongList
      label={words.unload.issues(issues.length)}
      items={issues}
      render={(issue) => (
        <div className={styles.item}>
          <Text weight="semibold" block>
            {[issue.rowKey === '' ? words.common.wholeFile : words.common.line(issue.rowKey), issue.column]
              .filter(Boolean)
              .join(', ')}
          </Text>
          <Text block>{issue.message}</Text>
          <Caption1 block className={styles.fix}>
            {issue.fix}
          </Caption1>
        </div>
      )}
    />
  );
}
