import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { centsToDollars, type Cents } from '../../../bridge/contract/money.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  surface: { width: 'calc(100vw - 32px)', maxWidth: '400px' },
  detail: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

interface CloseMonthDialogProps {
  readonly open: boolean;
  readonly month: string;
  readonly notRemittedCents: Cents;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

/** Asks before a month is closed, which is for good, and says what is not remitted yet. */
export function CloseMonthDialog({ open, month, notRemittedCents, onCancel, onClose }: CloseMonthDialogProps) {
  const styles = useStyles();
  const { close } = words.monthEnd;
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{close.ask(month)}</DialogTitle>
          <DialogContent>
            {notRemittedCents > 0 && (
              <p className={styles.detail}>{close.notRemitted(centsToDollars(notRemittedCents))}</p>
            )}
            {close.askDetail}
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{words.common.cancel}</Button>
            <Button appearance="primary" onClick={onClose}>
              {close.act(month)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
