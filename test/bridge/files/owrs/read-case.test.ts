import assert from 'node:assert/strict';
import { readCase } from '../../../../bridge/files/owrs/read-case.js';

describe('reading a case', () => {
  it('takes a class and inputs as text or numbers', () => {
    assert.deepEqual(readCase('{"class": "HOME", "inputs": {"usage_ccf": 2.5, "meter_size": "1\\""}}'), {
      class: 'HOME',
      inputs: { usage_ccf: '2.5', meter_size: '1"' },
    });
    assert.deepEqual(readCase('{"class": "HOME"}').inputs, {});
  });

  const WRONG: readonly (readonly [text: string, why: RegExp])[] = [
    ['nonsense', /: it is no JSON \(.*\)\.$/],
    ['[1]', /: it is no JSON object\.$/],
    ['"HOME"', /: it is no JSON object\.$/],
    ['{"klass": "HOME"}', /: "class" is missing, or is no text\.$/],
    ['{"class": 5}', /: "class" is missing, or is no text\.$/],
    ['{"class": "HOME", "inputs": []}', /: "inputs" is no object of names and values\.$/],
    ['{"class": "HOME", "inputs": {"usage_ccf": null}}', /: the input "usage_ccf" is neither text nor a number\.$/],
    [`{"class": "${'x'.repeat(100_000)}"}`, /100013 characters; the limit is 100000\.$/],
  ];
  for (const [text, why] of WRONG) {
    it(`says what is wrong with ${text.slice(0, 50)}`, () => {
      assert.throws(() => readCase(text), { code: 'bad-case', message: why, fix: /one JSON object a line/ });
    });
  }
});
