import assert from 'node:assert/strict';
import { noticeWordsSchema } from '../../../../bridge/contract/settings/ebill-mail.js';
import { composeNotice } from '../../../../bridge/domain/ebill/compose-notice.js';
import { startingEbillMail } from '../../../../migrations/starting-mailing.js';
import { mailedStatement } from '../../../support/delivery/mailed-statement.js';

const { from, replyTo, link, unsubscribe, subject } = startingEbillMail;
const WORDS = noticeWordsSchema.parse({ from, replyTo, link, unsubscribe, subject, utilityName: 'Water' });

describe('the notice of a bill', () => {
  for (const [accountId, said] of [
    ['10-0042-01', 'your bill of October 12, 2026 for the account ending in 01 is ready.'],
    ['100042010073', 'your bill of October 12, 2026 for the account ending in 0073 is ready.'],
    ['10000000004201', 'your bill of October 12, 2026 for the account ending in 4201 is ready.'],
    ['1042', 'your bill of October 12, 2026 is ready.'],
  ] as const)
    it(`shows at most a third of the signs of account ${accountId}, and none of a short one`, () => {
      const { statement } = mailedStatement({ accountId });
      const { text, html, subject } = composeNotice(statement, WORDS);
      assert.equal(text.split('\n')[1], said);
      for (const part of [text, html, subject]) assert.ok(!part.includes(accountId.replaceAll('-', '')));
    });
});
