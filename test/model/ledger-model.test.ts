import { playSequences } from './play-sequences.js';

describe('the ledger, through any sequence of commands', () => {
  it('has the balances, open items, credit and totals that the same sequence makes in plain lists', async function () {
    this.timeout(600_000);
    await playSequences(100);
  });
});
