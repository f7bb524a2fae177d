import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { keepCertificate } from '../../../bridge/cli/keep-certificate.js';

describe('a bridge that runs longer than its certificate', () => {
  /** Runs until something was done so many times, then stops. */
  async function run(answers: readonly (string | Error)[]): Promise<{ used: string[]; told: string[] }> {
    const used: string[] = [];
    const told: string[] = [];
    let asked = 0;
    const stop = keepCertificate({
      server: { useCertificate: ({ cert }) => void used.push(cert) },
      certificate: { cert: 'first' },
      ensure: async () => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? 'first';
        asked += 1;
        if (answer instanceof Error) throw answer;
        return Promise.resolve({ cert: answer, key: `key of ${answer}`, notes: [`Note of ${answer}`] });
      },
      tell: (sentence) => void told.push(sentence),
      everyMilliseconds: 1,
    });
    while (asked < answers.length + 2) await wait(1);
    stop();
    const askedThen = asked;
    await wait(5);
    assert.equal(asked, askedThen, 'it goes on after it was stopped');
    return { used, told };
  }

  it('leaves a certificate that is still good as it is, and says nothing', async () => {
    assert.deepEqual(await run(['first']), { used: [], told: [] });
  });

  it('uses a renewed certificate once, and tells what there is to know', async () => {
    assert.deepEqual(await run(['first', 'second']), { used: ['second'], told: ['Note of second'] });
  });

  it('tells what failed and tries again', async () => {
    const { used, told } = await run([new Error('disk full'), 'second']);
    assert.deepEqual(used, ['second']);
    assert.match(told[0] ?? '', /disk full/);
    assert.equal(told.length, 2);
  });
});
