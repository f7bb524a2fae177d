import { playSheets } from '../sheet-model/play-sheets.js';

describe('what is pushed, through any of very many sequences of what people do to sheets', () => {
  it('is what plain lists say, and no edit vanishes without a word', async function () {
    this.timeout(0);
    await playSheets(2_000);
  });
});
