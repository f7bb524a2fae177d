import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server says of a mailbox: that it is taken, a refusal with its code, nothing ever, or it hangs up. */
export type Answer = 'taken' | 'hang-up' | 'silent' | number;

export interface SmtpFaults {
  /** When a mailbox is named. */
  recipient?: (email: string) => Answer;
  /** When the whole message is there. */
  message?: (email: string) => Answer;
  /** Waited for before it says what of a whole message. */
  hold?: (email: string) => Promise<void>;
  /** What a refusal says after its code, of all or of each mailbox. */
  words?: string;
  wordsOf?: (email: string) => string;
  /** Whether it asks for a password, which is "open sesame". */
  asksPassword?: boolean;
}

/** How a server is secured: from the first byte, or when it is asked for. */
export interface SmtpSecurity {
  readonly kind: 'tls' | 'starttls';
  readonly key: string;
  readonly cert: string;
}

export interface TestSmtpServer {
  readonly port: number;
  /** What was taken, as it travelled. */
  readonly taken: { readonly to: string; readonly message: string; readonly isSecure: boolean }[];
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A real mail server, which refuses and hangs up where a test wants it to. */
export async function startSmtpServer(faults: SmtpFaults = {}, security?: SmtpSecurity): Promise<TestSmtpServer> {
  const taken: TestSmtpServer['taken'] = [];
  let connections = 0;
  const server = new SMTPServer({
    disabledCommands: [
      ...(security?.kind === 'starttls' ? [] : ['STARTTLS']),
      ...(faults.asksPassword ? [] : ['AUTH']),
    ],
    ...(security === undefined ? {} : { secure: security.kind === 'tls', key: security.key, cert: security.cert }),
    ...{ authOptional: faults.asksPassword !== true, allowInsecureAuth: true, logger: false },
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (password === 'open sesame') done(null, { user: username });
      else done(new Error('Wrong password'));
    },
    onRcptTo({ address }, session, done) {
      answer(faults.recipient?.(address) ?? 'taken', address, session, done);
    },
    onData(stream, session, done) {
      const blocks: Buffer[] = [];
      stream.on('data', (block: Buffer) => blocks.push(block));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const said = faults.message?.(to) ?? 'taken';
        if (said === 'taken')
          taken.push({ to, message: Buffer.concat(blocks).toString('utf8'), isSecure: session.secure });
        void (faults.hold?.(to) ?? Promise.resolve()).then(() => answer(said, to, session, done));
      });
    },
  });
  server.on('error', () => undefined);

  function answer(
    said: Answer,
    to: string,
    session: { readonly id: string },
    done: (error?: Error | null) => void,
  ): void {
    if (said === 'taken') done();
    else if (said === 'hang-up') hangUp(session.id);
    else if (said !== 'silent') {
      const usual = said >= 500 ? '5.1.1 No such mailbox' : '4.2.0 Try later';
      done(Object.assign(new Error(faults.wordsOf?.(to) ?? faults.words ?? usual), { responseCode: said }));
    }
  }

  function hangUp(id: string): void {
    for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
      if (connection.id === id) connection._socket.destroy();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
