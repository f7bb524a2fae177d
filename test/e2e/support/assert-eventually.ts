import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something holds, as what a person sees comes a little after it is done. Fails where it does not come to hold. */
export async function assertEventually(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (await holds()) return;
    await wait(250);
  }
  assert.fail(`It did not come about: ${what}`);
}
