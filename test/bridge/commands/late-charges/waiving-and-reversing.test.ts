import assert from 'node:assert/strict';
import { DUE } from '../../../support/town/late-charges.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { enter, refused, reverse } from '../../../support/town/run-reversal.js';
import { IN_ARREARS, PARTLY, useLateCharges } from '../../../support/town/use-late-charges.js';

describe('late charges that are waived or were reversed', () => {
  const { town, late } = useLateCharges();

  it('with a reason, which stays with who gave it', async () => {
    assert.deepEqual(await late().refusals({ [PARTLY]: { decision: 'waive' } }), ['reason missing']);
    assert.deepEqual(await late().refusals({ [PARTLY]: { reason: 'In hospital' } }), ['decision missing']);
    const { reply } = await late().decide({ [PARTLY]: { decision: 'waive', reason: 'In hospital' } });
    assert.deepEqual([reply.journal, reply.totals], [[], [{ label: 'Waived (1)', value: '$5.68' }]]);
    const row = await late().row(PARTLY);
    assert.deepEqual(
      ['decision', 'reason', 'state', 'todo'].map((id) => row?.(id)),
      ['waive', 'In hospital', 'waived', null],
    );
    assert.match(String(row?.('decided')), /^Waived \$5\.68 by Dana Whitlock/);
    assert.deepEqual(await late().refusals({ [PARTLY]: { decision: 'charge' } }), ['decision decided-already']);
    await assert.rejects(
      enter(town(), { account: PARTLY, what: 'late charge', charge: 'water-late-charge', amount: 1, date: DUE }),
      /charged-already/,
    );
  });

  it('until a supervisor reverses it', async () => {
    const { receiptNumber } = await late().decide({ [PARTLY]: { decision: 'waive', reason: 'In hospital' } });
    await reversePushed(town(), receiptNumber, { rows: [PARTLY] });
    assert.deepEqual(
      [(await late().row(PARTLY))?.('state'), (await late().row(PARTLY))?.('todo')],
      ['reversed', 'decide again'],
    );
    assert.equal((await late().decide({ [PARTLY]: { decision: 'charge', reason: 'Was not' } })).outcome, 'applied');
  });

  it('charges again only by a person who says why, in a fresh pull', async () => {
    const sheet = await late().pull();
    const edits = { [IN_ARREARS]: { decision: 'charge' }, [PARTLY]: { decision: 'charge' } };
    const { receiptNumber } = await late().push(sheet, edits);
    const { reply } = await reversePushed(town(), receiptNumber, { rows: [IN_ARREARS] });
    assert.deepEqual(reply.issues, []);
    const row = await late().row(IN_ARREARS);
    assert.deepEqual(
      ['state', 'todo', 'decision'].map((id) => row?.(id)),
      ['reversed', 'decide again', null],
    );
    assert.match(String(row?.('decided')), /reversed by receipt/);
    const stale = await late().push(sheet, { ...edits, [IN_ARREARS]: { decision: 'charge', reason: 'Again' } });
    assert.notEqual(stale.outcome, 'applied');
    assert.deepEqual(await late().refusals({ [IN_ARREARS]: { decision: 'charge' } }), ['reason missing']);
    await late().decide({ [IN_ARREARS]: { decision: 'charge', reason: 'The check bounced' } });
    assert.equal(await town().value<number>('SELECT max(turn) FROM late_charge_decision'), 2);
    assert.equal((await late().row(IN_ARREARS))?.('state'), 'charged');
  });

  it('charges again the same cents, though late money had paid all of it', async () => {
    const { receiptNumber } = await late().decide({ [PARTLY]: { decision: 'charge' } });
    await late().pay(PARTLY, 5677 + 568, '2026-11-23T14:30:00.000Z');
    await reversePushed(town(), receiptNumber);
    const row = await late().row(PARTLY);
    assert.deepEqual(
      ['owed', 'charge', 'todo', 'balance'].map((id) => row?.(id)),
      ['56.77', '5.68', 'decide again', '-5.68'],
    );
  });

  it('of the run nothing is late any more; while a charge stands on it, it is not reversed', async () => {
    const { receiptNumber } = await late().decide({ [IN_ARREARS]: { decision: 'charge' } });
    await refused(town(), 'run-not-reversible', /late charge/);
    await reversePushed(town(), receiptNumber);
    await reverse(town());
    await assert.rejects(late().pull(DUE), { code: 'unknown-due-date' });
    assert.notEqual((await late().pull()).rows[0]?.[14], DUE);
  });
});
