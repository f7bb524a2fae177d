import { Button } from '@fluentui/react-components';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { words } from '../words.js';
import { paneVersion } from './pane-version.js';
import { reloadPane } from './reload-pane.js';

/** The bridge was updated while the pane stayed open. The two still understand each other, so the person says when. */
export function UpdatedNotice({ bridgeVersion }: { readonly bridgeVersion: string }) {
  const version = paneVersion();
  const isApart = version !== null && version !== bridgeVersion;
  return (
    <Live>
      {isApart && (
        <Notice
          intent="warning"
          title={words.connection.updated(bridgeVersion, version)}
          actions={
            <Button size="small" onClick={reloadPane}>
              {words.connection.reload}
            </Button>
          }
        >
          {words.connection.updatedDetail}
        </Notice>
      )}
    </Live>
  );
}
