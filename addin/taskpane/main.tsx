import { createRoot } from 'react-dom/client';
import { BridgeClient } from '../client/bridge-client.js';
import { partitionedStorage } from '../client/partitioned-storage.js';
import { registerRibbonCommands } from '../ribbon/index.js';
import { SheetEngine } from '../sheets/sheet-engine.js';
import { App } from './app.js';
import { Session } from './session.js';

void Office.onReady(() => {
  const session = new Session(partitionedStorage());
  const client = new BridgeClient({ baseUrl: '', token: () => session.token() });
  const engine = new SheetEngine(client);
  registerRibbonCommands(engine, client, () => null);

  const root = document.getElementById('root');
  if (root === null) throw new Error('taskpane.html has no element "root".');
  createRoot(root).render(<App pane={{ client, engine, session }} />);
});
