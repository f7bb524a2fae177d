import assert from 'node:assert/strict';
import { ebillMailSchema } from '../../../../bridge/contract/settings/ebill-mail.js';
import { mailingTargetSchema } from '../../../../bridge/contract/settings/mailing-target.js';
import { startingEbillMail } from '../../../../migrations/starting-mailing.js';

const smtp = (more: object) => ({
  ...startingEbillMail,
  server: { kind: 'smtp', host: 'mail.water.test', port: 587, security: 'starttls', user: 'board', ...more },
});

describe('the settings of what leaves the office', () => {
  for (const [folder, isTaken] of [
    ['/srv/mailing', true],
    ['D:\\Mailing', true],
    ['\\\\server\\share', true],
    ['out', false],
    ['./out', false],
    ['~/out', false],
  ] as const)
    it(`${isTaken ? 'take' : 'refuse'} the folder ${folder}`, () => {
      assert.equal(mailingTargetSchema.safeParse({ kind: 'folder', folder }).success, isTaken);
      const mail = { ...startingEbillMail, server: { kind: 'folder', folder } };
      assert.equal(ebillMailSchema.safeParse(mail).success, isTaken);
    });

  it('send no password in clear, but within this machine', () => {
    const isTaken = (more: object) => ebillMailSchema.safeParse(smtp(more)).success;
    assert.deepEqual([{}, { security: 'none', user: null }, { security: 'none', host: '127.0.0.1' }].map(isTaken), [
      true,
      true,
      true,
    ]);
    assert.equal(isTaken({ security: 'none' }), false);
  });

  for (const bad of [
    'https://water.test/x\r\nBcc: a@b.test',
    'mailto:end@water.test?subject=a>b',
    'https://water.test/x">',
  ])
    it(`take no link that would break the head of a message: ${JSON.stringify(bad)}`, () => {
      assert.equal(ebillMailSchema.safeParse({ ...startingEbillMail, unsubscribe: bad }).success, false);
      assert.equal(ebillMailSchema.safeParse({ ...startingEbillMail, link: bad }).success, false);
    });

  it('take an address and a page to end e-bills', () => {
    for (const unsubscribe of ['mailto:end@water.test?subject=End', 'https://water.test/end?id=1&x=2']) {
      assert.equal(ebillMailSchema.safeParse({ ...startingEbillMail, unsubscribe }).success, true);
    }
  });
});
