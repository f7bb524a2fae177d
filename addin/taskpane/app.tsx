import { FluentProvider, makeStaticStyles, makeStyles, useFocusFinders } from '@fluentui/react-components';
import { useCallback } from 'react';
import { Connecting, ConnectionScreen } from './connection/connection-screen.js';
import { useConnection } from './hooks/use-connection.js';
import { useKeptFocus } from './hooks/use-kept-focus.js';
import { useOfficeTheme } from './hooks/use-office-theme.js';
import { useRibbonFacts } from './hooks/use-ribbon-facts.js';
import { useRibbonWork } from './hooks/use-ribbon-work.js';
import { PairingScreen } from './pairing/pairing-screen.js';
import { PaneContext, type Pane } from './pane-context.js';
import { Shell } from './shell.js';

// WebView2 hides scroll bars that come and go, so the bar is always there.
const usePageStyles = makeStaticStyles({
  html: { overflowY: 'scroll' },
  body: { margin: 0 },
});

const useStyles = makeStyles({ pane: { minHeight: '100vh' } });

/** The pane, in Excel's own colours. */
export function App({ pane }: { readonly pane: Pane }) {
  usePageStyles();
  useKeptFocus();
  const styles = useStyles();
  return (
    <FluentProvider theme={useOfficeTheme()} className={styles.pane}>
      <PaneContext value={pane}>
        <Gate />
      </PaneContext>
    </FluentProvider>
  );
}

/** Nothing can be done before the bridge is reached and this computer is paired with it. */
function Gate() {
  // What hides the page from screen readers behind a dialog lives as long as one part uses it, and is to show it again.
  useFocusFinders();
  const { connection, connect, refresh, refreshing, unpair } = useConnection();
  const ribbon = useRibbonWork();
  const { dismiss } = ribbon;
  useRibbonFacts(connection);
  const reconnect = useCallback(() => {
    dismiss();
    connect();
  }, [dismiss, connect]);
  switch (connection.stage) {
    case 'connecting':
      return <Connecting />;
    case 'trouble':
      return (
        <ConnectionScreen trouble={connection.trouble} isRibbonWaiting={ribbon.trouble !== null} onRetry={reconnect} />
      );
    case 'pairing':
      return (
        <PairingScreen reason={connection.reason} isRibbonWaiting={ribbon.trouble !== null} onPaired={reconnect} />
      );
    case 'ready':
      return (
        <Shell
          hello={connection.hello}
          home={connection.home}
          refreshing={refreshing}
          refreshHome={refresh}
          unpair={unpair}
          ribbon={ribbon}
        />
      );
  }
}
