import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { CurbstopError } from '../../contract/problem.js';
import type { SmtpServer } from '../../contract/settings/ebill-mail.js';
import { refusedBy } from '../../domain/ebill/refused-by.js';
import { PassingTrouble } from '../place/place.js';
import type { HandedOver, PostBox } from './post-box.js';

const CONNECT_MS_MAX = 20_000;
/** A server may look at a message for a while before it says that it took it. */
const SILENCE_MS_MAX = 120_000;

const LASTING = { mailbox: 'refused', sender: 'unwanted' } as const;

/** What TLS says of a certificate, or of a server that does not speak it on this port. */
const NOT_SECURED = /certificate|wrong version number/i;

type SmtpError = SmtpConnection.SMTPError;

/** An SMTP server, over one connection at a time, which is made anew when it is lost. */
export class SmtpBox implements PostBox {
  readonly name: string;
  #connection: SmtpConnection | null = null;
  /** One that is not through the door yet. */
  #opening: SmtpConnection | null = null;

  constructor(
    private readonly server: SmtpServer,
    private readonly from: string,
    private readonly password: string | null,
    /** Certificates that are trusted instead of this computer's, as PEM text. */
    private readonly trusted?: string,
  ) {
    this.name = `smtp://${server.host}:${server.port}`;
  }

  async hand({ email }: { readonly email: string }, message: Buffer): Promise<HandedOver> {
    const connection = await this.#connected();
    let isUnderWay = false;
    // The message is asked for only when the server waits for it: from then on it may take it.
    const asked = new Readable({
      read() {
        isUnderWay = true;
        this.push(message);
        this.push(null);
      },
    });
    try {
      const response = await sent(connection, { from: this.from, to: email, size: message.length }, asked);
      return { state: 'sent', detail: response.slice(0, 500) };
    } catch (error) {
      return await this.#judged(error as SmtpError, isUnderWay);
    }
  }

  hangUp(): void {
    this.#opening?.close();
    this.#drop();
  }

  close(): Promise<void> {
    this.#connection?.quit();
    this.#connection = null;
    return Promise.resolve();
  }

  async #judged(error: SmtpError, isUnderWay: boolean): Promise<HandedOver> {
    const { responseCode = 0, response, message, command } = error;
    const detail = (response ?? message).replace(/\s+/g, ' ').slice(0, 500);
    const isOfMailbox = command === 'RCPT TO' || command === 'DATA';
    if (responseCode >= 500 && !isOfMailbox) throw serverRefuses(this.server, detail);
    const answered = responseCode >= 500 ? LASTING[refusedBy(responseCode, response ?? message)] : 'deferred';
    if (responseCode >= 400 && responseCode !== 421 && (await this.#isReset())) return { state: answered, detail };
    this.#drop();
    return { state: isUnderWay && responseCode === 0 ? 'uncertain' : answered, detail };
  }

  /** After a refusal the server waits for the next message, unless it hung up. */
  #isReset(): Promise<boolean> {
    const connection = this.#connection;
    if (connection === null) return Promise.resolve(false);
    return new Promise((resolve) => {
      const ended = () => resolve(false);
      connection.once('end', ended);
      connection.reset((error) => {
        connection.off('end', ended);
        resolve(!error);
      });
    });
  }

  #drop(): void {
    this.#connection?.close();
    this.#connection = null;
  }

  async #connected(): Promise<SmtpConnection> {
    if (this.#connection !== null) return this.#connection;
    const { host, port, security, user } = this.server;
    const connection = new SmtpConnection({
      ...(this.trusted === undefined ? {} : { tls: { ca: this.trusted } }),
      ...{
        host,
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
      },
      ...{ connectionTimeout: CONNECT_MS_MAX, greetingTimeout: CONNECT_MS_MAX, socketTimeout: SILENCE_MS_MAX },
    });
    this.#opening = connection;
    connection.on('end', () => {
      if (this.#connection === connection) this.#connection = null;
    });
    await settled((done) => connection.connect(done), connection).catch((error: SmtpError) => {
      connection.close();
      throw error.code === 'ETLS' || NOT_SECURED.test(error.message)
        ? unsecured(this.server, error.message)
        : new PassingTrouble(error);
    });
    if (user !== null) {
      const credentials = { user, pass: this.password ?? '' };
      await settled((done) => connection.login(credentials, done), connection).catch((error: SmtpError) => {
        connection.close();
        throw (error.responseCode ?? 0) >= 500 ? loginRefused(this.server) : new PassingTrouble(error);
      });
    }
    // What is lost later is told by whoever waits for it.
    connection.on('error', () => undefined);
    this.#opening = null;
    this.#connection = connection;
    return connection;
  }
}

function sent(connection: SmtpConnection, envelope: SmtpConnection.Envelope, message: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The connection was lost'));
    connection.once('error', reject);
    connection.once('end', ended);
    connection.send(envelope, message, (error, info) => {
      connection.off('error', reject);
      connection.off('end', ended);
      if (error) reject(error);
      else resolve(info.response);
    });
  });
}

function settled(start: (done: (error?: Error | null) => void) => void, connection: SmtpConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The connection was lost'));
    connection.once('error', reject);
    connection.once('end', ended);
    start((error) => {
      connection.off('error', reject);
      connection.off('end', ended);
      if (error) reject(error);
      else resolve();
    });
  });
}

function loginRefused({ host, user }: SmtpServer): CurbstopError {
  return new CurbstopError({
    code: 'smtp-login-refused',
    status: 409,
    message: `The mail server ${host} does not let "${user ?? ''}" in with the password that lies in the data folder's secrets.`,
    fix: 'Check the user in the setting ebill-mail, and the file ebill-password.',
  });
}

function unsecured({ host }: SmtpServer, why: string): CurbstopError {
  return new CurbstopError({
    code: 'smtp-not-secured',
    status: 409,
    message: `The connection to the mail server ${host} can't be secured (${why}). Nothing was sent.`,
    fix: 'Ask whoever runs the server for its name and security, and set them in the setting ebill-mail.',
  });
}

function serverRefuses({ host }: SmtpServer, why: string): CurbstopError {
  return new CurbstopError({
    code: 'smtp-refuses',
    status: 409,
    message: `The mail server ${host} takes nothing from this sender: ${why}`,
    fix: 'Check the sender in the setting ebill-mail, or ask whoever runs the server.',
  });
}
