import assert from 'node:assert/strict';
import { messagesOf, readBounce } from '../../../../bridge/files/bounces/read-bounce.js';
import { bounceOf } from '../../../support/delivery/bounce-message.js';

const EMAIL = 'ada@example.com';
const MESSAGE_ID = '<1@water.test>';
const PLAIN = bounceOf({ email: EMAIL, messageId: MESSAGE_ID });
const STATUS = /(Content-Type: message\/delivery-status\r\n)\r\n([\s\S]*?)(\r\n--B=1)/;

const quotedPrintable = (text: string) => text.replaceAll('=', '=3D').replace('Final-', 'Fin=\r\nal-');

describe('a message that tells that mail came back', () => {
  const read = (file: string) => {
    const [message = ''] = messagesOf(file);
    const bounce = readBounce(message);
    return [bounce?.messageId, bounce?.recipients.map(({ email, action }) => [email, action])];
  };
  const reencoded = (encoding: string, encode: (body: string) => string) =>
    PLAIN.replace(STATUS, (_, head: string, body: string, end: string) => {
      return `${head}Content-Transfer-Encoding: ${encoding}\r\n\r\n${encode(body)}${end}`;
    });

  for (const [what, file] of [
    ['as Postfix writes it', PLAIN],
    ['whose report is in base64', reencoded('base64', (body) => Buffer.from(body).toString('base64'))],
    ['whose report is in quoted-printable', reencoded('quoted-printable', quotedPrintable)],
    [
      'of a server for addresses of any script',
      PLAIN.replaceAll('message/delivery-status', 'message/global-delivery-status'),
    ],
    [
      'in a file that begins with a byte order mark',
      `\u00ef\u00bb\u00bf${PLAIN.replace('From: MAILER', 'Content-Language: en\r\nFrom: MAILER')}`,
    ],
    [
      'of Exim, which names the recipient in the head',
      `From: Mailer-Daemon@mx.example.net\nMessage-ID: <daemon@mx>\nX-Failed-Recipients: ${EMAIL}\nSubject: Mail delivery failed\n\nA copy of the message:\n\nMessage-ID: ${MESSAGE_ID}\n`,
    ],
  ] as const)
    it(`is read ${what}`, () => {
      assert.deepEqual(read(file), [MESSAGE_ID, [[EMAIL, 'failed']]]);
    });

  it('is no answer of a customer', () => {
    assert.equal(readBounce(`From: ${EMAIL}\r\nSubject: Thanks\r\n\r\nThank you\r\n`), null);
  });
});
