import type fc from 'fast-check';
import { operation, type Operation } from '../model/operation.js';
import type { PulledSheet } from './seen-sheet.js';
import type { SheetPlay } from './sheet-play.js';

export type SheetOperation = Operation<SheetPlay>;

/** Makes an operation of what it is done with and of how a person does it. */
export function sheetOperation<Value>(
  name: string,
  weight: number,
  values: fc.Arbitrary<Value>,
  perform: (play: SheetPlay, value: Value) => Promise<void> | void,
): SheetOperation {
  return operation(name, weight, values, async (play: SheetPlay, value) => perform(play, value));
}

/** The same for what is done to one of the sheets; nothing is done while there is none. */
export function onSheet<Value extends { readonly sheet: number }>(
  name: string,
  weight: number,
  values: fc.Arbitrary<Value>,
  perform: (play: SheetPlay, sheet: PulledSheet, value: Value) => Promise<void> | void,
): SheetOperation {
  return sheetOperation(name, weight, values, (play, value) => {
    const sheet = play.sheetAt(value.sheet);
    return sheet === null ? undefined : perform(play, sheet, value);
  });
}
