// Takes the pictures of the README and of .readme/sheets.md from the real thing: npm run screenshots.
import path from 'node:path';
import { dataFolder } from '../../bridge/cli/data-folder.js';
import { sampleTown } from '../../bridge/cli/sample-town.js';
import { dateInTimeZone } from '../../bridge/contract/calendar-date.js';
import { sheetKindIds } from '../../bridge/contract/sheets/index.js';
import { packageRoot } from '../../bridge/files/package-root.js';
import { openDatabase } from '../../bridge/store/database.js';
import { startBridge } from '../e2e/support/bridge-process.js';
import { openDesk, pair, startChromium } from '../e2e/support/desk.js';
import { emptyFolder } from '../support/town/sample-town-file.js';
import { askTheBooks, lookAtAccount } from './ask-the-books.js';
import { billTheCycle, reviewReads } from './bill-a-cycle.js';
import { Camera } from './camera.js';
import {
  changeRates,
  changeRoutes,
  billAgain,
  chargeLate,
  enterOnAccounts,
  keepAccountsAndMeters,
  postPayments,
  setUpReading,
} from './fill-in-sheets.js';
import { Guide } from './guide.js';

const PORT = 27_195;
/** The town's, which people's computers there have as well. */
const TIME_ZONE = 'America/Chicago';
const TOWN = { accounts: 400, seed: 7 };
const PICTURES = path.join(packageRoot(), '.readme');
const RATE_FILE = path.join(packageRoot(), 'bridge', 'tariffs', 'alabaster-garbage.2026-01-01.owrs');

const folder = dataFolder(await emptyFolder());
await sampleTown(folder, TOWN);
const bridge = await startBridge(folder.folder, PORT);
const browser = await startChromium();
const database = await openDatabase(folder.database);
try {
  const desk = await openDesk(browser, bridge, { timezoneId: TIME_ZONE });
  await pair(desk, bridge);
  const guide = new Guide(desk, new Camera(desk, PICTURES), database);
  const today = dateInTimeZone(new Date(), TIME_ZONE);
  await reviewReads(guide, folder.handhelds);
  await lookAtAccount(guide);
  await billTheCycle(guide, folder.handhelds);
  await postPayments(guide, today);
  await enterOnAccounts(guide);
  await chargeLate(guide, today);
  await billAgain(guide);
  await keepAccountsAndMeters(guide);
  await changeRoutes(guide);
  await setUpReading(guide);
  await changeRates(guide, today, RATE_FILE);
  await askTheBooks(guide);
  await desk.assertClean();
  const missing = sheetKindIds.filter((kind) => !guide.photographed.has(kind));
  if (missing.length > 0) throw new Error(`No picture was taken of ${missing.join(', ')}.`);
} finally {
  await database.destroy();
  await browser.close();
  await bridge.stop();
}
