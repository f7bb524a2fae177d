import { existsSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { CurbstopError } from '../contract/problem.js';
import { clearUnfinished } from '../delivery/clear-unfinished.js';
import { packageRoot, packageVersion } from '../files/package-root.js';
import { removeUnfinished } from '../files/save-files.js';
import { bridgeApp } from '../http/app.js';
import { bridgeLog } from '../http/guards/request-log/bridge-log.js';
import type { Announcement } from '../http/pairing/pairing-desk.js';
import { listen } from '../http/server/listen.js';
import { stopOnSignals } from '../http/server/stop-on-signals.js';
import { personById } from '../queries/people.js';
import { ensureCertificate, type BridgeCertificate } from '../setup/certificate.js';
import { openReader, type Database } from '../store/database.js';
import { forgetOldPulls } from '../store/sheet-pulls.js';
import { Backups } from './backups.js';
import { say } from './console.js';
import { keepDailyBackup } from './daily-backup.js';
import { openUtility, type DataFolder } from './data-folder.js';
import { keepCertificate } from './keep-certificate.js';
import { openDesk } from './open-desk.js';
import { STOPPING } from './stoppable.js';
import { ACCOUNTS_DEFAULT, SEED_DEFAULT, sampleTown } from './sample-town.js';

export interface StartOptions {
  readonly port: number;
  /** The person that the next client is paired to. */
  readonly person: string;
  /** Open Excel, or the workbench where Excel can't be side-loaded. */
  readonly open: boolean;
  /** Open the workbench also where Excel is. */
  readonly workbench: boolean;
}

/** Starts the bridge and keeps it running: database, certificate, server, pairing code; then opens the desk. */
export async function start(folder: DataFolder, options: StartOptions): Promise<void> {
  if (!existsSync(folder.database)) {
    say('There is no data yet: making a sample town to try Curbstop with. It takes a few seconds.');
    await sampleTown(folder, { accounts: ACCOUNTS_DEFAULT, seed: SEED_DEFAULT });
  }
  const database = await openUtility(folder);
  const reader = await openReader(folder.database).catch(async (error: unknown) => {
    await database.destroy();
    throw error;
  });
  const close = async () => {
    await Promise.all([reader.destroy(), database.destroy()]);
  };
  try {
    await serve(folder, { database, reader, close }, options);
  } catch (error) {
    await close();
    throw error;
  }
}

interface OpenBooks {
  readonly database: Database;
  readonly reader: Database;
  readonly close: () => Promise<void>;
}

async function serve(
  folder: DataFolder,
  { database, reader, close }: OpenBooks,
  { port, person, open, workbench }: StartOptions,
): Promise<void> {
  const clock = () => new Date();
  await forgetOldPulls(database, clock());
  await removeUnfinished(folder.statements);
  await removeUnfinished(folder.letters);
  await clearUnfinished({ database, folders: folder }).catch(sayRefusal);
  const backups = new Backups(folder, { clock, tell: say });
  const invitee = { person: await personById(database, person) };
  const ensure = () => ensureCertificate({ folder: folder.certificate, clock, install: open });
  const certificate = await ensure();
  const { app, desk, outputs } = bridgeApp({
    database,
    reader,
    clock,
    port,
    log: bridgeLog(pino.destination({ dest: folder.log, mkdir: true, mode: 0o600 })),
    version: packageVersion(),
    routeBooksFolder: folder.routeBooks,
    statementsFolder: folder.statements,
    lettersFolder: folder.letters,
    officeFolders: folder,
    addinFolder: path.join(packageRoot(), 'dist', 'addin'),
    announce,
    beforePosting: () => backups.beforePosting(database),
  });
  const server = await listen({ app, port, tls: certificate });
  keepCertificate({ server, certificate, ensure, tell: say });
  const stopDailyBackup = keepDailyBackup({ backUp: () => backups.daily(database), tell: say });
  stopOnSignals({
    server,
    sending: {
      stop: () => {
        if (outputs.isSending) say(STOPPING);
        outputs.stop();
      },
      ended: async () => {
        const failure = await outputs.ended();
        if (failure !== null) say(`${failure.message} ${failure.fix}`);
      },
    },
    afterwards: async () => {
      stopDailyBackup();
      await close();
    },
  });
  greet(port, certificate);
  desk.invite(invitee);
  if (open) await openDesk({ port, workbench });
}

/** What keeps no bridge from starting. */
function sayRefusal(error: unknown): void {
  if (!(error instanceof CurbstopError)) throw error;
  say(`${error.message} ${error.fix}`);
}

function greet(port: number, certificate: BridgeCertificate): void {
  for (const note of certificate.notes) say(note);
  say(`Curbstop's bridge is at https://localhost:${port}. The workbench is at https://localhost:${port}/workbench/`);
  say('Stop it with Ctrl+C.');
}

function announce({ code, invitee, expiresAt }: Announcement): void {
  const until = expiresAt.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
  say(`Pairing code for ${invitee.person.name} (${invitee.person.role}): ${code}  (good until ${until})`);
}
