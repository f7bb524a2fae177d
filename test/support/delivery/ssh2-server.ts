import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from 'ssh2';

/** What goes wrong on a server, asked before each step of the protocol. */
export interface SftpFaults {
  /** The connection is lost before this many bytes of a file are written. */
  dropAfterBytes?: number | undefined;
  /** Writing fails, as on a full disk. */
  isFull?: boolean;
  /** It answers nothing any more once it is written to. */
  isSilent?: boolean;
  /** It asks for the password as a question. */
  asksQuestion?: boolean;
  /** The connection is lost when a file is to get its name: before that, or after it and before it is told. */
  dropAtRename?: 'before' | 'after' | undefined;
  /** Told when a file is to get its name, which then is never answered. */
  onRename?: (() => void) | undefined;
}

export interface TestSftpServer {
  readonly port: number;
  readonly hostKey: Buffer;
  readonly logins: () => number;
  close(): Promise<void>;
}

const { STATUS_CODE, flagsToString } = ssh2.utils.sftp;

/** A real SFTP server over a folder, which loses connections and room where a test wants it to. */
export async function startSsh2Server(
  folder: string,
  { user, password, faults = {}, hostKeys = [newHostKey()] }: ServerOptions,
): Promise<TestSftpServer> {
  let logins = 0;
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (faults.asksQuestion === true) askPassword(context, password);
      else if (context.method === 'password' && context.username === user && context.password === password)
        context.accept();
      else context.reject(['password']);
    });
    client.on('ready', () => {
      logins += 1;
      client.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => serve(acceptSftp(), { folder, faults, drop: () => client.end() }));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: publicKeyOf(hostKeys[0] ?? ''),
    logins: () => logins,
    close: () =>
      new Promise((resolve) => {
        for (const client of clients) client.end();
        server.close(() => resolve());
      }),
  };
}

export interface ServerOptions {
  readonly user: string;
  readonly password: string;
  readonly faults?: SftpFaults;
  readonly hostKeys?: string[];
}

/** One that ssh2 can read: now and then it writes a key that it calls malformed itself. */
export function newHostKey(kind: 'ed25519' | 'rsa' = 'ed25519'): string {
  for (;;) {
    const pair =
      kind === 'rsa' ? ssh2.utils.generateKeyPairSync(kind, { bits: 2048 }) : ssh2.utils.generateKeyPairSync(kind);
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair.private;
  }
}

export function publicKeyOf(hostKey: string): Buffer {
  const key = ssh2.utils.parseKey(hostKey);
  if (key instanceof Error) throw key;
  return key.getPublicSSH();
}

function askPassword(context: AuthContext, password: string): void {
  if (context.method !== 'keyboard-interactive') {
    context.reject(['keyboard-interactive']);
    return;
  }
  context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => {
    if (answer === password) context.accept();
    else context.reject();
  });
}

interface Serving {
  readonly folder: string;
  readonly faults: SftpFaults;
  readonly drop: () => void;
}

function serve(sftp: SFTPWrapper, { folder, faults, drop }: Serving): void {
  const at = (name: string) => path.join(folder, path.posix.normalize(`/${name}`));
  const handles = new Map<number, number>();
  let written = 0;
  const guarded = (id: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      sftp.status(id, isMissing ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
    }
  };
  const descriptor = (handle: Buffer): number => handles.get(handle.readUInt32BE(0)) ?? -1;
  sftp.on('OPEN', (id, name, flags) =>
    guarded(id, () => {
      const opened = openSync(at(name), flagsToString(flags) ?? 'r');
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(opened, 0);
      handles.set(opened, opened);
      sftp.handle(id, handle);
    }),
  );
  sftp.on('WRITE', (id, handle, offset, data) =>
    guarded(id, () => {
      if (faults.isSilent === true) return;
      written += data.length;
      if (faults.dropAfterBytes !== undefined && written > faults.dropAfterBytes) {
        drop();
        return;
      }
      if (faults.isFull === true) throw new Error('No space left on device');
      writeSync(descriptor(handle), data, 0, data.length, offset);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('READ', (id, handle, offset, length) =>
    guarded(id, () => {
      const data = Buffer.alloc(length);
      const count = readSync(descriptor(handle), data, 0, length, offset);
      if (count === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, data.subarray(0, count));
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    guarded(id, () => {
      closeSync(descriptor(handle));
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('FSTAT', (id, handle) => guarded(id, () => sftp.attrs(id, attributes(fstatSync(descriptor(handle))))));
  for (const event of ['STAT', 'LSTAT'] as const) {
    sftp.on(event, (id: number, name: string) => guarded(id, () => sftp.attrs(id, attributes(statSync(at(name))))));
  }
  for (const event of ['SETSTAT', 'FSETSTAT'] as const) sftp.on(event, (id: number) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('REMOVE', (id, name) =>
    guarded(id, () => {
      rmSync(at(name));
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  sftp.on('RENAME', (id, from, to) =>
    guarded(id, () => {
      if (faults.onRename !== undefined) {
        faults.onRename();
        return;
      }
      if (faults.dropAtRename !== 'before') {
        if (existsSync(at(to))) throw new Error('There is one already');
        renameSync(at(from), at(to));
      }
      if (faults.dropAtRename === undefined) sftp.status(id, STATUS_CODE.OK);
      else drop();
    }),
  );
}

function attributes({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats) {
  return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
}
