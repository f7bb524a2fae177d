import fc from 'fast-check';
import { startingApplication } from '../../migrations/starting-chart.js';
import { World } from '../model/world.js';
import { checkSequences } from '../support/check-sequences.js';
import { createOfficeHost, type OfficeHost } from '../support/office-host/office-host.js';
import type { Step } from '../model/operation.js';
import { LoopbackBridge } from './loopback-bridge.js';
import { sheetOperations } from './operations/index.js';
import { pullAndCheck } from './pull-and-check.js';
import { pushAndCheck } from './push-and-check.js';
import { SheetBooks } from './sheet-books.js';
import { SheetPlay } from './sheet-play.js';

const STEPS_MAX = 25;

const RULES = {
  method: 'oldest-first',
  order: startingApplication.order,
  cityBasis: 'billed',
  writeOffBearer: 'utility',
} as const;

type SheetSteps = readonly Step<SheetPlay>[];

/**
 * Plays random sequences of what people do to pulled sheets, on the real office.js and against the real bridge. What the
 * bridge holds must be what plain lists say, after each push. Rejects with the seed and the smallest sequence that fails.
 */
export async function playSheets(count: number): Promise<void> {
  const office = await createOfficeHost();
  const remove = office.install();
  const desk = new Desk(office);
  const steps = fc.array(fc.oneof(...sheetOperations), { minLength: 1, maxLength: STEPS_MAX, size: 'max' });
  const first = fc.constantFrom<('adjustments' | 'readings')[]>('adjustments', 'readings');
  try {
    await checkSequences(
      count,
      fc.asyncProperty(first, steps, (kind, sequence) => desk.play(kind, sequence)),
    );
  } finally {
    await desk.close();
    remove();
    office.dispose();
  }
}

interface OpenWorld {
  readonly world: World;
  readonly bridge: LoopbackBridge;
}

/** One Excel for all sequences, and a bridge that is another one after so many of them and after a failure. */
class Desk {
  readonly #empty;
  #open: OpenWorld | null = null;

  constructor(private readonly office: OfficeHost) {
    this.#empty = office.person.save();
  }

  async play(kind: 'adjustments' | 'readings', sequence: SheetSteps): Promise<void> {
    const { world, bridge } = (this.#open ??= await openWorld());
    try {
      const play = new SheetPlay(this.office, bridge, await SheetBooks.open(world), this.#empty);
      await play.pull(kind);
      for (const step of sequence) await step.perform(play);
      for (const sheet of play.sheets) {
        if (play.isThere(sheet)) await pushAndCheck(play, sheet, { dryRun: false, mode: 'valid', line: 'good' });
      }
      // What was refused just now must outlive the next pull.
      await pullAndCheck(play, kind);
      await play.books.compare();
      play.books.ledger.end();
    } catch (error) {
      await this.#drop();
      throw error;
    }
    if (world.isFull) await this.close();
  }

  /** Proves the books and closes them. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.bridge.close();
    await open?.world.close();
  }

  async #drop(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.bridge.close();
    await open?.world.database.destroy();
  }
}

async function openWorld(): Promise<OpenWorld> {
  const world = await World.open(RULES);
  return { world, bridge: await LoopbackBridge.start(world) };
}
