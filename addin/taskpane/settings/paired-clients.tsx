import {
  Badge,
  Body1Strong,
  Button,
  Caption1,
  makeStyles,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { PairedClientRow } from '../../../bridge/contract/api.js';
import { useCommand } from '../hooks/use-command.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { Live } from '../parts/live.js';
import { LongList } from '../parts/long-list.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { RevokeDialog } from './revoke-dialog.js';

const useStyles = makeStyles({
  client: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  faint: { color: tokens.colorNeutralForeground2 },
});

/** The paired computers, each with a way to take its token away. */
export function PairedClients() {
  const { client } = usePane();
  const { unpair } = useShell();
  const load = useCallback(() => client.clients(), [client]);
  const clients = useLoaded(load);
  const { send } = useCommand('revoke-client');
  const revoking = useTask<PairedClientRow>();
  const [asking, setAsking] = useState<PairedClientRow | null>(null);

  const revoke = async (row: PairedClientRow) => {
    setAsking(null);
    const revoked = await revoking.start(async () => {
      const { clientId } = row;
      await send({ payload: { clientId }, subject: clientId, fingerprint: clientId });
      return row;
    });
    if (revoked === null) return;
    if (revoked.isThisClient) unpair(words.pairing.revokedHere);
    else clients.reload();
  };

  return (
    <>
      <Working slow={clients.slow} sentence={words.settings.loading} />
      <Working slow={revoking.slow} sentence={words.settings.revoking} />
      <TroubleNotice
        trouble={revoking.trouble ?? clients.trouble}
        title={words.connection.titles[(revoking.trouble ?? clients.trouble)?.kind ?? 'defect']}
        onRetry={clients.reload}
      />
      <Live>
        {revoking.result && <Notice intent="success" title={words.settings.revoked(revoking.result.label)} />}
      </Live>
      {clients.result && (
        <LongList
          label={words.settings.clients}
          items={clients.result}
          render={(row) => <ClientItem row={row} busy={revoking.busy} onRevoke={() => setAsking(row)} />}
        />
      )}
      <RevokeDialog row={asking} onCancel={() => setAsking(null)} onRevoke={(row) => void revoke(row)} />
    </>
  );
}

interface ClientItemProps {
  readonly row: PairedClientRow;
  readonly busy: boolean;
  readonly onRevoke: () => void;
}

function ClientItem({ row, busy, onRevoke }: ClientItemProps) {
  const styles = useStyles();
  // Where the focus returns to when the dialog closes.
  const focusTarget = useRestoreFocusTarget();
  return (
    <div className={styles.client}>
      <span className={styles.name}>
        <Body1Strong>{row.label}</Body1Strong>
        {row.isThisClient && <Badge appearance="outline">{words.settings.thisOne}</Badge>}
      </span>
      <Caption1 className={styles.faint}>{words.settings.paired(row.personName, moment(row.pairedAt))}</Caption1>
      <Caption1 className={styles.faint}>{words.settings.lastSeen(moment(row.lastSeenAt))}</Caption1>
      <Button
        {...focusTarget}
        size="small"
        disabledFocusable={busy}
        aria-label={words.settings.revokeNamed(row.label, moment(row.pairedAt))}
        onClick={onRevoke}
      >
        {words.settings.revoke}
      </Button>
    </div>
  );
}
