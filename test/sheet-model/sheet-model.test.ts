import { playSheets } from './play-sheets.js';

describe('what is pushed, through any sequence of what people do to sheets', () => {
  it('is what plain lists say, and no edit vanishes without a word', async function () {
    this.timeout(600_000);
    await playSheets(20);
  });
});
