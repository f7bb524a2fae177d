import assert from 'node:assert/strict';
import { refusedBy } from '../../../../bridge/domain/ebill/refused-by.js';

describe('a refusal of a mail server', () => {
  for (const response of [
    '550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown',
    '550-5.1.1 The email account that you tried to reach does not exist.',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found',
    '552 5.2.2 Mailbox full',
    '550 5.4.1 Recipient address rejected: Access denied',
    '550 No such user here',
    '553 sorry, that mailbox name is not allowed',
  ])
    it(`is of the mailbox: ${response}`, () => {
      assert.equal(refusedBy(Number(response.slice(0, 3)), response), 'mailbox');
    });

  for (const response of [
    '554 5.7.1 <ada@example.com>: Relay access denied',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    '550 5.4.5 Daily user sending limit exceeded',
    '553 5.1.8 <billing@example.com>: Sender address rejected: Domain not found',
    '550 5.1.7 Invalid address of the sender',
    '554 Transaction failed',
    '530 Authentication required',
  ])
    it(`is of the sender: ${response}`, () => {
      assert.equal(refusedBy(Number(response.slice(0, 3)), response), 'sender');
    });
});
