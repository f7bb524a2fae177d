import { Button } from '@fluentui/react-components';
import { Buttons } from '../parts/buttons.js';
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
        <Notice intent="warning" title={words.connection.updated(bridgeVersion, version)}>
          {words.connection.updatedDetail}
          <Buttons>
            <Button size="small" onClick={reloadPane}>
              {words.connection.reload}
            </Button>
          </Buttons>
        </Notice>
      )}
    </Live>
  );
}
