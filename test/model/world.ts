import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { loadTariffs } from '../../bridge/sample-town/load/load-tariffs.js';
import { writeUtility } from '../../bridge/sample-town/load/write-town.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { migrate } from '../../bridge/store/migrate.js';
import { keepPull } from '../../bridge/store/sheet-pulls.js';
import { startingAccounting, startingApplication } from '../../migrations/starting-chart.js';
import { emptyFolder } from '../support/town/sample-town-file.js';
import type { ModelPosting } from './ledger-model.js';
import type { ModelRules } from './model-rules.js';
import { writeWaterTariff } from './water-tariff.js';

const SEQUENCES_MAX = 40;
const PUSHED_SHEETS = ['adjustments', 'account-entries'] as const;
type PushedSheet = (typeof PUSHED_SHEETS)[number];
const BEGINNING = new Date('2026-03-02T15:00:00Z');

/** A ledger in a file, by one set of rules, in which one sequence after the other is played, each with accounts of its own. */
export class World {
  sequences = 0;
  /** What earlier sequences posted to what is due to the City. */
  readonly dueToCity: ModelPosting[] = [];
  /** What was remitted by all of them. */
  readonly remitted: { readonly service: string; readonly amount: number; readonly on: string }[] = [];
  /** The clock of the next sequence: it never goes back. */
  now = BEGINNING;

  private constructor(
    readonly rules: ModelRules,
    readonly database: Database,
    /** The pull of each sheet that rows are pushed to. */
    readonly pullIds: Readonly<Record<PushedSheet, string>>,
  ) {}

  static async open(rules: ModelRules): Promise<World> {
    const file = path.join(await emptyFolder(), 'curbstop.db');
    await copyFile(await beginning(rules), file);
    const database = await openDatabase(file);
    await database.raw('PRAGMA synchronous = OFF');
    const pullIds = { adjustments: randomUUID(), 'account-entries': randomUUID() };
    for (const kind of PUSHED_SHEETS) {
      const pull = {
        pullId: pullIds[kind],
        kind,
        parameters: {},
        asOf: BEGINNING.toISOString(),
        personId: 'supervisor',
      };
      await keepPull(database, pull, []);
    }
    return new World(rules, database, pullIds);
  }

  get isFull(): boolean {
    return this.sequences >= SEQUENCES_MAX;
  }

  /** Closes the file; throws when its books do not prove. */
  async close(): Promise<void> {
    try {
      const { findings } = await verifyLedger(this.database);
      if (findings.length > 0) throw new Error(`The books do not prove: ${JSON.stringify(findings.slice(0, 5))}`);
    } finally {
      await this.database.destroy();
    }
  }
}

const beginnings = new Map<string, Promise<string>>();

/** An empty utility by these rules; made once per process. */
function beginning(rules: ModelRules): Promise<string> {
  const key = JSON.stringify(rules);
  const made = beginnings.get(key) ?? makeBeginning(rules);
  beginnings.set(key, made);
  return made;
}

async function makeBeginning({ method, order, cityBasis, writeOffBearer }: ModelRules): Promise<string> {
  const file = path.join(await emptyFolder(), 'curbstop.db');
  const database = await openDatabase(file);
  await migrate(database);
  const { services } = startingAccounting;
  const [sewer, garbage] = [services.sewer, services.garbage].map((owner) => ({ ...owner, basis: cityBasis }));
  const settings = {
    'payment-application': { ...startingApplication, method, order },
    accounting: {
      ...startingAccounting,
      services: { ...services, sewer, garbage },
      lateCharges: { ...startingAccounting.lateCharges, garbage: 'city' },
      writeOffBearer,
    },
  };
  await database.transaction(async (trx) => {
    await writeUtility(trx);
    await loadTariffs(trx);
    await writeWaterTariff(trx);
    for (const [name, value] of Object.entries(settings)) {
      await trx('setting')
        .where('name', name)
        .update({ value: JSON.stringify(value) });
    }
  });
  await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await database.destroy();
  return file;
}
