import fc from 'fast-check';
import type { Play } from './play.js';

/** One step of a sequence: prints itself as its operation and what it is done with. */
export class Step<Player = Play> {
  constructor(
    readonly name: string,
    readonly value: unknown,
    readonly perform: (play: Player) => Promise<void>,
  ) {}

  [fc.toStringMethod](): string {
    return `${this.name} ${fc.stringify(this.value)}`;
  }
}

/** How often an operation comes beside the others, and its steps. */
export interface Operation<Player = Play> {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Step<Player>>;
}

/** Makes an operation of what it is done with, and of how it is done to the ledger and to the model. */
export function operation<Value, Player = Play>(
  name: string,
  weight: number,
  values: fc.Arbitrary<Value>,
  perform: (play: Player, value: Value) => Promise<void>,
): Operation<Player> {
  return { weight, arbitrary: values.map((value) => new Step(name, value, (play) => perform(play, value))) };
}
