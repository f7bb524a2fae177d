import assert from 'node:assert/strict';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { callsResultsLayoutSchema } from '../../../../bridge/contract/settings/calls-results-layout.js';
import { parseCallResults } from '../../../../bridge/files/calls/parse-call-results.js';
import { RESULTS_LAYOUT } from '../../../support/calls/given-calls.js';

const HEADER = 'reference,phone,result,called_at,cost\n';

function parse(text: string | Buffer, layout = RESULTS_LAYOUT) {
  return parseCallResults(Buffer.from(text), { fileName: 'r.csv', layout, timeZone: 'America/Chicago' });
}

function issuesOf(text: string | Buffer, layout = RESULTS_LAYOUT): (readonly [string, string, string])[] {
  try {
    parse(text, layout);
  } catch (error) {
    assert.ok(error instanceof CurbstopError);
    assert.equal(error.code, 'call-results-invalid');
    return error.issues.map(({ code, rowKey, column }) => [code, rowKey, column] as const);
  }
  return [];
}

describe('a file of results of calls', () => {
  it('is read by the names of its columns, with the words of the service, by the clock of the utility', () => {
    assert.deepEqual(
      parse(`${HEADER}R.1.0001,2055550143,LIVE,2026-11-23 11:05,0.05\nR.1.0002,,No Answer,2026-07-01T09:00:30,\n`),
      [
        {
          ...{ line: 2, reference: 'R.1.0001', phone: '2055550143', outcome: 'answered', told: 'LIVE' },
          calledAt: new Date('2026-11-23T17:05:00Z'),
        },
        {
          ...{ line: 3, reference: 'R.1.0002', phone: '', outcome: 'no-answer', told: 'No Answer' },
          calledAt: new Date('2026-07-01T14:00:30Z'),
        },
      ],
    );
  });

  it('may have the time in a column of its own, other separators and no reference', () => {
    const layout = callsResultsLayoutSchema.parse({
      ...RESULTS_LAYOUT,
      delimiter: ';',
      columns: { phone: 'Number', outcome: 'Disposition', date: 'Day', time: 'Time' },
      dateFormat: 'MM/DD/YYYY',
      timeFormat: 'h:mm A',
    });
    const [result] = parse('Day;Time;Number;Disposition\r\n11/23/2026;1:30 PM;(205) 555-0143;busy\r\n', layout);
    assert.deepEqual(result, {
      ...{ line: 2, reference: '', phone: '(205) 555-0143', outcome: 'busy', told: 'busy' },
      calledAt: new Date('2026-11-23T19:30:00Z'),
    });
  });

  it('is refused whole with everything that is wrong, by line and column', () => {
    assert.deepEqual(
      issuesOf(
        `${HEADER}R.1,,LIVE,2026-11-23 11:05,\n,,LIVE,2026-11-23 11:05,\nR.2,,SHRUG,2026-11-23 11:05,\nR.3,,LIVE,2026-02-30 11:05,\n` +
          `R.4,,LIVE,2026-11-23,\nR.5,,LIVE\n${'R'.repeat(121)},,busy,2026-11-23 11:05,\nR.6,,,2026-11-23 11:05,\n`,
      ),
      [
        ['call-missing', 'line 3', ''],
        ['outcome-unknown', 'line 4', 'result'],
        ['time-invalid', 'line 5', 'called_at'],
        ['time-invalid', 'line 6', 'called_at'],
        ['column-count', 'line 7', ''],
        ['text-too-long', 'line 8', 'reference'],
        ['call-missing', 'line 8', ''],
        ['outcome-unknown', 'line 9', 'result'],
      ],
    );
  });

  it('is refused without its columns, without a result, empty, cut in a quote, or of bytes that are no text', () => {
    assert.deepEqual(issuesOf('reference,phone,called_at\nR,,x\n'), [['column-missing', 'line 1', 'result']]);
    assert.deepEqual(issuesOf('phone,reference,result,result,called_at\n'), [['column-missing', 'line 1', 'result']]);
    assert.deepEqual(issuesOf(HEADER), [['no-records', 'line 1', '']]);
    assert.equal(issuesOf('')[0]?.[0], 'column-missing');
    assert.equal(issuesOf(`${HEADER}R.1,"205`)[0]?.[0], 'line-broken');
    assert.ok(issuesOf(Buffer.concat([Buffer.from(HEADER), Buffer.from([0x52, 0xff, 0xfe])])).length > 0);
  });
});

describe('the setting calls-results-layout', () => {
  const isValid = (change: object) => callsResultsLayoutSchema.safeParse({ ...RESULTS_LAYOUT, ...change }).success;

  it('names the call by its reference or its phone, each word once, and how an opt-out is told', () => {
    assert.equal(isValid({}), true);
    assert.equal(isValid({ columns: { outcome: 'o', date: 'd' } }), false);
    assert.equal(isValid({ outcomes: { ...RESULTS_LAYOUT.outcomes, busy: ['LIVE'] } }), false);
    assert.equal(isValid({ outcomes: { ...RESULTS_LAYOUT.outcomes, 'opted-out': [] } }), false);
    assert.equal(isValid({ delimiter: '"' }), false);
  });
});
