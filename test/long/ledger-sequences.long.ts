import { playSequences } from '../model/play-sequences.js';

describe('the ledger, through any of very many sequences of commands', () => {
  it('has the balances, open items, credit and totals that the same sequence makes in plain lists', async function () {
    this.timeout(0);
    await playSequences(10_000);
  });
});
