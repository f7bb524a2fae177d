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
import type { AccountNote } from '../../../bridge/contract/account-note.js';
import { useLast } from '../hooks/use-last.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  surface: { width: 'calc(100vw - 32px)', maxWidth: '400px' },
  text: { margin: `0 0 ${tokens.spacingVerticalS}`, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

interface StrikeDialogProps {
  readonly note: AccountNote | null;
  readonly onCancel: () => void;
  readonly onStrike: (note: AccountNote) => void;
}

/** Asks before a note is struck, which nothing undoes. */
export function StrikeDialog({ note, onCancel, onStrike }: StrikeDialogProps) {
  const styles = useStyles();
  const shown = useLast(note);
  return (
    <Dialog open={note !== null} modalType="alert" onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface className={styles.surface}>
        {shown && (
          <DialogBody>
            <DialogTitle>{words.notes.strikeAsk}</DialogTitle>
            <DialogContent>
              <p className={styles.text}>{shown.text}</p>
              {words.notes.strikeDetail}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{words.common.cancel}</Button>
              <Button appearance="primary" onClick={() => onStrike(shown)}>
                {words.notes.strike}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
