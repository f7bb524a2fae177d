import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Issue } from '../../../bridge/contract/problem.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  // Below the text of its issue, which stands beside an icon.
  answer: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXXL}` },
});

/** Opens the Rebill sheet of the account and the bill of a row that is put right there. */
export function PullRebillButton({ rebill }: { readonly rebill: NonNullable<Issue['rebill']> }) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  return (
    <Button className={styles.answer} size="small" disabledFocusable={isPulling} onClick={() => pull('rebill', rebill)}>
      {words.rebill.pullFor(rebill.accountId)}
    </Button>
  );
}
