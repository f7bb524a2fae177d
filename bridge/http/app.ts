import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { Router, type Express } from 'express';
import type { Logger } from 'pino';
import type { Actor } from '../commands/command.js';
import { pairClient } from '../commands/pair-client.js';
import { CommandProcessor, type ProcessorOptions } from '../commands/processor.js';
import { CONTRACT_VERSION, type HelloReply } from '../contract/api.js';
import { READING_FILE_BYTES_MAX } from '../contract/commands/unload-readings.js';
import { clientByTokenHash } from '../queries/clients.js';
import type { OfficeFolders } from '../delivery/office.js';
import { noteSeen } from '../store/clients.js';
import type { Database } from '../store/database.js';
import { accountRoutes } from './api/account-routes.js';
import { commandRoutes } from './api/command-routes.js';
import { comparisonRoutes } from './api/comparison-routes.js';
import { letterRoutes } from './api/letter-routes.js';
import { loadRoutes } from './api/load-routes.js';
import { pullRoutes } from './api/pull-routes.js';
import { readingRoutes } from './api/reading-routes.js';
import { outputRoutes } from './api/output-routes.js';
import { statementRoutes } from './api/statement-routes.js';
import { tariffRoutes } from './api/tariff-routes.js';
import { officeReadable } from './guards/headers/office-readable.js';
import { mountData, mountLast, mountPairing, mountPublic } from './guards/mount.js';
import { noStoreGuard } from './guards/no-store/no-store-guard.js';
import { originGuard } from './guards/origin/origin-guard.js';
import { methodNotAllowed } from './guards/problems/not-found.js';
import { OutputDesk } from './outputs/output-desk.js';
import { PairingDesk, type Announcement, type NewClient } from './pairing/pairing-desk.js';
import { pairingRouter } from './pairing/pairing-router.js';
import { staticFiles } from './server/static-files.js';

export interface BridgeAppParts {
  readonly database: Database;
  /** Another connection to it, which pulls and the read under review are read by. */
  readonly reader: Database;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly port: number;
  readonly version: string;
  /** Where route books for handhelds are written. */
  readonly routeBooksFolder: string;
  /** Where statements are written. */
  readonly statementsFolder: string;
  /** Where letters about adjustments are written. */
  readonly lettersFolder: string;
  /** Where what leaves the office is made. */
  readonly officeFolders: OfficeFolders;
  /** The folder of the built add-in. */
  readonly addinFolder: string;
  /** Shows a pairing code where only the person at this machine sees it. */
  readonly announce: (announcement: Announcement) => void;
  /** Backs the books up before a command that posts; when it fails, nothing is posted. */
  readonly beforePosting?: ProcessorOptions['beforePosting'];
}

export interface BridgeApp {
  readonly app: Express;
  readonly desk: PairingDesk;
  readonly outputs: OutputDesk;
}

/** A reading file travels in base64, a third longer than itself, with a little around it. */
const BODY_BYTES_MAX = Math.ceil(READING_FILE_BYTES_MAX / 3) * 4 + 64 * 1024;

/** The list of paired computers is exact to ten minutes. */
const SEEN_EVERY_MS = 10 * 60_000;

const BRIDGE: Actor = { person: { personId: 'bridge', name: 'Curbstop', role: 'bridge' }, clientId: null };

/** Puts the bridge's routes together: guards first, then the add-in's files, pairing and the data. */
export function bridgeApp(parts: BridgeAppParts): BridgeApp {
  const { database, clock, log, port } = parts;
  const processor = new CommandProcessor(
    database,
    clock,
    parts.beforePosting ? { beforePosting: parts.beforePosting } : {},
  );
  const desk = new PairingDesk({ announce: parts.announce, register: registerWith(processor), clock });
  const outputs = new OutputDesk({ reader: parts.reader, processor, clock, folders: parts.officeFolders });
  const app = express();
  mountPublic(app, { port, log });
  mountFiles(app, parts.addinFolder);
  mountHello(app, parts);
  mountPairing(app, { port, path: '/api/pair', router: pairingRouter({ desk }) });
  mountData(app, {
    port,
    path: '/api',
    router: dataRouter({ ...parts, processor, outputs }),
    bodyBytesMax: BODY_BYTES_MAX,
    authenticate: async (tokenHash) => {
      const client = await clientByTokenHash(database, tokenHash);
      if (!client) return null;
      await noteSeen(database, client.clientId, clock(), SEEN_EVERY_MS);
      return { id: client.clientId, person: client.person, tokenHash };
    },
  });
  mountLast(app, { log });
  return { app, desk, outputs };
}

function registerWith(processor: CommandProcessor): (client: NewClient) => Promise<void> {
  return async ({ id: clientId, person, label, tokenHash }) => {
    const payload = { clientId, personId: person.personId, label, tokenHash };
    const request = { commandId: randomUUID(), dryRun: false, reason: `Paired ${label}`, payload };
    await processor.run(pairClient, request, BRIDGE);
  };
}

function mountFiles(app: Express, addinFolder: string): void {
  const officeJs = path.dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/dist/office.js'));
  app.use('/office-js', staticFiles({ folder: officeJs }));
  app.use('/assets', officeReadable(), staticFiles({ folder: path.join(addinFolder, 'assets') }));
  app.get('/', (_req, res) => res.redirect('/workbench/'));
  app.use(staticFiles({ folder: addinFolder }));
}

/** The pane asks this before it is paired: is the bridge here, and does it speak the same contract? */
function mountHello(app: Express, { port, version }: BridgeAppParts): void {
  const hello: HelloReply = { product: 'curbstop', version, contractVersion: CONTRACT_VERSION };
  const router = Router();
  router
    .route('/')
    .get((_req, res) => void res.json(hello))
    .all(methodNotAllowed(['GET']));
  app.use('/api/hello', noStoreGuard(), originGuard({ port }), router);
}

interface DataParts extends Pick<
  BridgeAppParts,
  'database' | 'reader' | 'clock' | 'routeBooksFolder' | 'statementsFolder' | 'lettersFolder'
> {
  readonly processor: CommandProcessor;
  readonly outputs: OutputDesk;
}

function dataRouter({
  database,
  reader,
  clock,
  routeBooksFolder,
  statementsFolder,
  lettersFolder,
  processor,
  outputs,
}: DataParts): Router {
  const router = Router();
  router.use(readingRoutes({ database, reader, clock }), pullRoutes({ database, reader, clock }));
  router.use(
    accountRoutes({ database, reader, clock }),
    tariffRoutes({ database }),
    loadRoutes({ database, routeBooksFolder }),
    statementRoutes({ reader, statementsFolder }),
    letterRoutes({ reader, lettersFolder }),
    outputRoutes(outputs),
    comparisonRoutes({ database, reader, clock }),
    commandRoutes(processor),
  );
  return router;
}
