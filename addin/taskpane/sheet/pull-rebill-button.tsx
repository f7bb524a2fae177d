import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { RebillOffer } from '../../../bridge/contract/sheets/rebill.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  // Below the text of its issue, which stands beside an icon.
  answer: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXXL}` },
});

/** Opens the Rebill sheet of the account and the bill of a row that is put right there, with what the row says for the record. */
export function PullRebillButton({ rebill: { typed, ...parameters } }: { readonly rebill: RebillOffer }) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  return (
    <Button
      className={styles.answer}
      size="small"
      disabledFocusable={isPulling}
      onClick={() => pull('rebill', parameters, typed)}
    >
      {words.rebill.pullFor(parameters.accountId)}
    </Button>
  );
}
