import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Empty } from '../parts/empty.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { NewRoute } from './new-route.js';
import { PullRouteBook } from './pull-route-book.js';

/** The routes of every cycle: pulled to change their walking order, and new ones made. */
export function RoutesScreen() {
  const { client } = usePane();
  const { goHome } = useShell();
  const load = useCallback(() => client.routes(), [client]);
  const { result: cycles, slow, busy, trouble, reload } = useLoaded(load);
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.routes.refresh}
      disabledFocusable={busy}
      onClick={reload}
    />
  );
  return (
    <Screen title={words.routes.title} onBack={goHome} aside={refresh}>
      <Working slow={slow} sentence={words.routes.loading} />
      <TroubleNotice trouble={trouble} title={words.connection.titles[trouble?.kind ?? 'defect']} onRetry={reload} />
      {cycles?.length === 0 && <Empty title={words.routes.none} detail={words.routes.noneDetail} />}
      {cycles !== null && cycles.length > 0 && (
        <>
          <PullRouteBook cycles={cycles} />
          <NewRoute cycles={cycles} onMade={reload} />
        </>
      )}
    </Screen>
  );
}
