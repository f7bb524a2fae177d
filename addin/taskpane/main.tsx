import { createRoot } from 'react-dom/client';
import { BridgeClient } from '../client/bridge-client.js';
import { partitionedStorage } from '../client/partitioned-storage.js';
import { PendingPushes } from '../client/pending-push.js';
import { registerRibbonCommands } from '../ribbon/index.js';
import { SheetEngine } from '../sheets/sheet-engine.js';
import { App } from './app.js';
import { OutsideExcel } from './outside-excel.js';
import type { Pane } from './pane-context.js';
import { Session } from './session.js';

// The host is null in a plain browser, whatever the types say.
void Office.onReady(({ host }) => {
  const root = document.getElementById('root');
  if (root === null) throw new Error('taskpane.html has no element "root".');
  createRoot(root).render(host === Office.HostType.Excel ? <App pane={startPane()} /> : <OutsideExcel />);
});

function startPane(): Pane {
  const kept = partitionedStorage();
  const session = new Session(kept);
  const pending = new PendingPushes(kept);
  const client = new BridgeClient({ baseUrl: '', token: () => session.token() });
  const engine = new SheetEngine(client, pending);
  const ribbon = registerRibbonCommands(engine, client, () => session.chosenRun());
  return { client, engine, session, pending, ribbon };
}
