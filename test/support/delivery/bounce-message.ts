interface Given {
  readonly email: string;
  /** Null where the server sent nothing of the message back. */
  readonly messageId: string | null;
  readonly action?: string;
  readonly status?: string;
}

/** A report of a mail server as Postfix writes it. */
export function bounceOf({ email, messageId, action = 'failed', status = '5.1.1' }: Given): string {
  const returned =
    messageId === null
      ? []
      : ['--B=1', 'Content-Type: message/rfc822', '', `Message-ID: ${messageId}`, `To: ${email}`, '', 'Your bill', ''];
  return [
    'From: MAILER-DAEMON@example.net (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="B=1"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--B=1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `<${email}>: host mx.example.com said: 550 no such user`,
    '',
    '--B=1',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.net',
    'Arrival-Date: Mon, 23 Nov 2026 09:00:00 -0600 (CST)',
    '',
    `Final-Recipient: rfc822; ${email}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.example.com',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    '    user here',
    '',
    ...returned,
    '--B=1--',
    '',
  ].join('\r\n');
}
