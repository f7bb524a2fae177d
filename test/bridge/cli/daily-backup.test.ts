import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepDailyBackup } from '../../../bridge/cli/daily-backup.js';

/** Waits until something holds; the test's own limit ends it where it never does. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(1);
}

describe('the daily backup', () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  it('is looked after at once, and again and again', async () => {
    let looks = 0;
    stop = keepDailyBackup({
      backUp: () => Promise.resolve(`backup ${(looks += 1)}`),
      tell: assert.fail,
      everyMilliseconds: 1,
    });
    assert.equal(looks, 1);
    await until(() => looks >= 3);
  });

  it('tells why it was not made, and is tried again', async () => {
    const told: string[] = [];
    stop = keepDailyBackup({
      backUp: () => Promise.reject(new Error('There is no room.')),
      tell: (sentence) => told.push(sentence),
      everyMilliseconds: 1,
    });
    await until(() => told.length >= 2);
    assert.match(told[0] ?? '', /not made; .* again .* There is no room\./);
  });

  it('is never made twice at once, and no more once the bridge stops', async () => {
    let looks = 0;
    let finish: () => void = () => undefined;
    stop = keepDailyBackup({
      backUp: () => {
        looks += 1;
        return new Promise((resolve) => (finish = () => resolve(null)));
      },
      tell: assert.fail,
      everyMilliseconds: 1,
    });
    await sleep(20);
    assert.equal(looks, 1);
    finish();
    await until(() => looks === 2);
    stop();
    finish();
    await sleep(20);
    assert.equal(looks, 2);
  });
});
