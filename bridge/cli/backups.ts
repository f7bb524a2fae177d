import { CurbstopError } from '../contract/problem.js';
import { dateInTimeZone } from '../contract/calendar-date.js';
import { outlivedBackups } from '../domain/backup/outlived-backups.js';
import { backupRetention } from '../queries/ledger-settings.js';
import { utilitySettings } from '../queries/utility-settings.js';
import { isAsRecorded, keptBackups, removeBackup, removeHalfCopies } from '../store/backup-files.js';
import { backup, headOf, type BackupRequest } from '../store/backup.js';
import type { Database } from '../store/database.js';
import { booksProve, fileProves } from './proofs.js';

/** The database that is backed up, and the folder of its backups. */
export interface BackupPlaces {
  readonly database: string;
  readonly backups: string;
}

export interface BackupsOptions {
  readonly clock?: () => Date;
  /** Told what went wrong while old backups were removed; the new one is safe all the same. */
  readonly tell?: (sentence: string) => void;
  readonly freeBytes?: BackupRequest['freeBytes'];
}

const DAY_MS = 86_400_000;

/** The backups of one utility: made when they are due, proven, and removed when the rule no longer keeps them. */
export class Backups {
  readonly #places: BackupPlaces;
  readonly #clock: () => Date;
  readonly #tell: (sentence: string) => void;
  readonly #freeBytes: BackupRequest['freeBytes'];
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    places: BackupPlaces,
    { clock = () => new Date(), tell = () => undefined, freeBytes }: BackupsOptions = {},
  ) {
    this.#places = places;
    this.#clock = clock;
    this.#tell = tell;
    this.#freeBytes = freeBytes;
  }

  /** Writes a copy in which the books were proven, among the other backups unless told otherwise. Gives its path. */
  async asked(database: Database, target?: string): Promise<string> {
    return this.#inTurn(async () => {
      const file = await this.#take('asked', 'books', target);
      if (target === undefined) await this.#removeOutlived(database);
      return file;
    });
  }

  /** Writes a copy with proven books when the newest such one is a day old; else gives null. */
  async daily(database: Database): Promise<string | null> {
    return this.#inTurn(async () => {
      const newest = (await keptBackups(this.#places.backups)).find(({ booksProven }) => booksProven);
      const age = newest ? this.#clock().getTime() - newest.at.getTime() : Infinity;
      if (age >= 0 && age < DAY_MS) return null;
      const file = await this.#take('daily', 'books');
      await this.#removeOutlived(database);
      return file;
    });
  }

  /**
   * Writes a copy before a posting, unless the newest backup holds all that was done and is still as it was proven. It is
   * compared with the database row by row, which is quick; the books themselves are proven once a day. Throws `backup-failed`.
   */
  async beforePosting(database: Database): Promise<void> {
    await this.#inTurn(async () => {
      if (await this.#isBackedUp(database)) return;
      await this.#take('posting', 'row-by-row').catch(refusePosting);
      await this.#removeOutlived(database);
    });
  }

  /** Writes a copy of a database in the shape of an older program, which this one can't prove but row by row. */
  async beforeMigration(): Promise<string> {
    return this.#inTurn(() => this.#take('migration', 'row-by-row'));
  }

  async #isBackedUp(database: Database): Promise<boolean> {
    const [newest] = await keptBackups(this.#places.backups);
    if (!newest) return false;
    const head = await headOf(database);
    const { lastCommand, lastCommandId, lastEntry, lastEntryHash } = newest.record;
    const isSame =
      lastCommand === head.lastCommand &&
      lastCommandId === head.lastCommandId &&
      lastEntry === head.lastEntry &&
      lastEntryHash === head.lastEntryHash;
    return isSame && (await isAsRecorded(newest.file, newest.record));
  }

  async #take(kind: BackupRequest['kind'], proof: BackupRequest['proof'], target?: string): Promise<string> {
    return backup({
      database: this.#places.database,
      folder: target ?? this.#places.backups,
      at: this.#clock(),
      kind,
      proof,
      prove: proof === 'books' ? booksProve : fileProves,
      ...(this.#freeBytes ? { freeBytes: this.#freeBytes } : {}),
    });
  }

  async #removeOutlived(database: Database): Promise<void> {
    try {
      const now = this.#clock();
      const { timeZone } = await utilitySettings(database, now);
      const rule = await backupRetention(database, dateInTimeZone(now, timeZone));
      const backups = await keptBackups(this.#places.backups);
      for (const { file } of outlivedBackups(backups, now, timeZone, rule)) await removeBackup(file);
      await removeHalfCopies(this.#places.backups, now);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell(`Old backups in ${this.#places.backups} could not be removed (${reason}).`);
    }
  }

  /** One at a time: a copy that is proven takes the machine enough. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function refusePosting(failure: unknown): never {
  if (!(failure instanceof CurbstopError)) throw failure;
  const { code, status, message, fix } = failure;
  throw new CurbstopError({ code, status, message: `Nothing was posted. ${message}`, fix });
}
