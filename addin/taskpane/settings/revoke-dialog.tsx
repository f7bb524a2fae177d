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
import type { PairedClientRow } from '../../../bridge/contract/api.js';
import { useLast } from '../hooks/use-last.js';
import { moment } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  surface: { width: 'calc(100vw - 32px)', maxWidth: '400px' },
  which: { margin: `0 0 ${tokens.spacingVerticalS}` },
});

interface RevokeDialogProps {
  readonly row: PairedClientRow | null;
  readonly onCancel: () => void;
  readonly onRevoke: (row: PairedClientRow) => void;
}

/** Asks before a computer is revoked. Office blocks the browser's own confirm box. */
export function RevokeDialog({ row, onCancel, onRevoke }: RevokeDialogProps) {
  const styles = useStyles();
  const shown = useLast(row);
  return (
    <Dialog open={row !== null} modalType="alert" onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface className={styles.surface}>
        {shown && (
          <DialogBody>
            <DialogTitle>{words.settings.revokeAsk(shown.label)}</DialogTitle>
            <DialogContent>
              <p className={styles.which}>{words.settings.revokeWhich(shown.personName, moment(shown.pairedAt))}</p>
              {shown.isThisClient ? words.settings.revokeSelfDetail : words.settings.revokeDetail}
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{words.common.cancel}</Button>
              <Button appearance="primary" onClick={() => onRevoke(shown)}>
                {words.settings.revoke}
              </Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
