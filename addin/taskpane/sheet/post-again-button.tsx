import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Issue } from '../../../bridge/contract/problem.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  // Below the text of its issue, which stands beside an icon.
  answer: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXXL}` },
});

interface PostAgainButtonProps {
  readonly pullId: string;
  /** Asks whether a row is one that was pushed before. */
  readonly issue: Issue;
}

/** The answer that a row is meant once more; that it is the pushed one needs no answer. */
export function PostAgainButton({ pullId, issue: { rowKey, sheetRow } }: PostAgainButtonProps) {
  const styles = useStyles();
  const { engine } = usePane();
  const { start, result, busy, trouble } = useTask<true>();
  const ask = () => engine.postAgain(pullId, { key: rowKey, sheetRow }).then((): true => true);
  if (result === true) {
    return (
      <Caption1 block className={styles.answer} role="status">
        {words.sheet.willBePosted}
      </Caption1>
    );
  }
  return (
    <>
      <Button
        className={styles.answer}
        size="small"
        disabled={busy}
        aria-label={sheetRow === undefined ? words.sheet.postAgain : words.sheet.postAgainRow(sheetRow)}
        onClick={() => void start(ask)}
      >
        {words.sheet.postAgain}
      </Button>
      <TroubleNotice trouble={trouble} title={words.sheet.notPostedAgain} />
    </>
  );
}
