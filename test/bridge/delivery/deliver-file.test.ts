import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { MAILING_SERVICE } from '../../../bridge/delivery/recipient.js';
import { deliverFile, type Parcel } from '../../../bridge/delivery/deliver-file.js';
import { fileProof } from '../../../bridge/delivery/place/file-proof.js';
import { openFolder } from '../../../bridge/delivery/place/folder-place.js';
import { PassingTrouble, type Place } from '../../../bridge/delivery/place/place.js';
import { fingerprint, openSftp, type SftpSecret } from '../../../bridge/delivery/place/sftp-place.js';
import { startOpenSsh } from '../../support/delivery/open-ssh.js';
import {
  newHostKey,
  publicKeyOf,
  startSsh2Server,
  type SftpFaults,
  type TestSftpServer,
} from '../../support/delivery/ssh2-server.js';
import { emptyFolder } from '../../support/town/sample-town-file.js';

const NAME = 'mailing-1-2026-10-1.txt';
const CONTENT = Buffer.from('H|1-2026-10\r\n'.repeat(40_000));
const PASSWORD: SftpSecret = { password: 'open sesame' };

interface Sending extends Partial<Pick<Parcel, 'mayBeThere' | 'attempt' | 'closed'>> {
  readonly connect: () => Promise<Place>;
  readonly beforeNaming?: () => Promise<void>;
}

describe('delivering a file', () => {
  let folder: string;
  let file: string;
  let named: string[];
  let waited: number[];

  beforeEach(async () => {
    const root = await emptyFolder();
    folder = path.join(root, 'there');
    file = path.join(root, NAME);
    [named, waited] = [[], []];
    await mkdir(folder);
    await writeFile(file, CONTENT);
  });

  async function deliver({ connect, beforeNaming, mayBeThere = false, ...more }: Sending): Promise<string> {
    const proof = await fileProof(file);
    assert.ok(proof);
    const patience = { pauses: [10, 20], wait: (milliseconds: number) => Promise.resolve(waited.push(milliseconds)) };
    const noteNamed = (place: string) => Promise.resolve(void named.push(place));
    const parcel = { fileName: NAME, file, proof, mayBeThere, ...more };
    const toWhom = { service: 'mailing service', connect, patience };
    return deliverFile(parcel, { ...toWhom, beforeNaming: beforeNaming ?? noteNamed });
  }
  const there = async () => (await readdir(folder)).sort();
  const assertArrived = async () => {
    assert.deepEqual(await there(), [NAME]);
    assert.ok((await readFile(path.join(folder, NAME))).equals(CONTENT));
  };

  describe('into a folder', () => {
    const connect = () => openFolder(folder);

    it('puts it there whole under its name, and no second time', async () => {
      assert.equal(await deliver({ connect }), folder);
      await assertArrived();
      assert.equal(await deliver({ connect }), folder);
      assert.deepEqual(named, [folder]);
    });

    it('leaves another file of the name as it is', async () => {
      await writeFile(path.join(folder, NAME), 'other');
      await assert.rejects(deliver({ connect }), { code: 'delivery-differs' });
      assert.equal(await readFile(path.join(folder, NAME), 'utf8'), 'other');
      assert.deepEqual([named, await there()], [[], [NAME]]);
    });

    it('writes over what an earlier sending left half, and does not take it for the file', async () => {
      await writeFile(path.join(folder, `${NAME}.part`), CONTENT.subarray(0, 100));
      await deliver({ connect });
      await assertArrived();
    });

    it('has one name at any moment, so that a kill while it gets it leaves nothing that could be sent twice', async () => {
      const place = await connect();
      await place.put(`${NAME}.part`, file);
      await place.rename(`${NAME}.part`, NAME);
      assert.deepEqual([await there(), (await stat(path.join(folder, NAME))).nlink], [[NAME], 1]);
      await place.put('other', file);
      await assert.rejects(place.rename('other', NAME), { name: 'PassingTrouble' });
      assert.deepEqual(await there(), [NAME, 'other'].sort());
    });

    it('clears what killed sendings left of it and of files that are closed, once it is there, and nothing else', async () => {
      const [killed, closed, others] = [`${NAME}.killed.part`, 'mailing-0.txt.killed.part', 'mailing-9.txt.now.part'];
      for (const name of [killed, closed, others]) await writeFile(path.join(folder, name), 'half');
      const refuse = () => Promise.reject(new Error('another one sends it'));
      const more = { connect, attempt: 'own', closed: ['mailing-0.txt'] };
      await assert.rejects(deliver({ ...more, beforeNaming: refuse }), /another one sends it/);
      assert.deepEqual(await there(), [killed, closed, others].sort());
      await deliver(more);
      assert.deepEqual(await there(), [NAME, others].sort());
      await rm(path.join(folder, others));
      await assertArrived();
    });

    it('that may have been sent is proven where it lies, goes on where it waits for its name, and else is never sent again', async () => {
      await assert.rejects(deliver({ connect, mayBeThere: true }), { code: 'delivery-uncertain' });
      assert.deepEqual(await there(), []);
      await writeFile(path.join(folder, `${NAME}.part`), CONTENT);
      await deliver({ connect, mayBeThere: true });
      await assertArrived();
      await deliver({ connect, mayBeThere: true });
      await assertArrived();
    });

    it('that waits for its name is asked about again: refused, it never gets it, and after other trouble it still waits', async () => {
      await writeFile(path.join(folder, `${NAME}.part`), CONTENT);
      const trouble = () => Promise.reject(new Error('disk full'));
      await assert.rejects(deliver({ connect, mayBeThere: true, beforeNaming: trouble }), /disk full/);
      assert.deepEqual(await there(), [`${NAME}.part`]);
      const problem = { code: 'replaced', status: 409, message: 'A new one was made.', fix: 'Send that.' };
      const refuse = () => Promise.reject(new CurbstopError(problem));
      await assert.rejects(deliver({ connect, mayBeThere: true, beforeNaming: refuse }), { code: 'replaced' });
      assert.deepEqual(await there(), []);
    });
  });

  describe('into a folder that a setting names', () => {
    it('is refused where the folder is not there, as of a share that is not connected, and makes none', async () => {
      const share = path.join(folder, 'share');
      await assert.rejects(deliver({ connect: () => openFolder(share, { mustExist: true }) }), (error: Error) => {
        assert.match(error.message, /share is not there\. Nothing was sent/);
        return 'code' in error && error.code === 'folder-missing';
      });
      await assert.rejects(readdir(share), { code: 'ENOENT' });
      await mkdir(share);
      assert.equal(await deliver({ connect: () => openFolder(share, { mustExist: true }) }), share);
    });
  });

  describe('to an SFTP server', () => {
    let server: TestSftpServer;
    let faults: SftpFaults;

    beforeEach(async () => {
      faults = {};
      server = await startSsh2Server(folder, { user: 'board', password: 'open sesame', faults });
    });
    afterEach(() => server.close());

    const target = (hostKey = fingerprint(server.hostKey), folderThere = '.') =>
      ({ kind: 'sftp', host: '127.0.0.1', port: server.port, user: 'board', path: folderThere, hostKey }) as const;
    const connect = () => openSftp(target(), PASSWORD, MAILING_SERVICE);

    it('puts it there whole under its name, read back, and no second time', async () => {
      assert.equal(await deliver({ connect }), `sftp://board@127.0.0.1:${server.port}/.`);
      await assertArrived();
      await deliver({ connect });
      assert.deepEqual([named.length, server.logins(), waited], [1, 2, []]);
    });

    it('refuses a server whose key is another, with both fingerprints and what to do, and gives it no password', async () => {
      const known = `SHA256:${'A'.repeat(43)}`;
      const stranger = () => openSftp(target(known), PASSWORD, MAILING_SERVICE);
      await assert.rejects(deliver({ connect: stranger }), (error: Error & { code?: string; fix?: string }) => {
        assert.equal(error.code, 'host-key-changed');
        assert.ok(error.message.includes(known) && error.message.includes(fingerprint(server.hostKey)));
        assert.match(error.fix ?? '', /Call the mailing service.*mailing-target/);
        return true;
      });
      assert.deepEqual([server.logins(), waited, await there()], [0, [], []]);
    });

    it('refuses a wrong password at once, and a folder that is not there', async () => {
      const wrong = () => openSftp(target(), { password: 'wrong' }, MAILING_SERVICE);
      await assert.rejects(deliver({ connect: wrong }), { code: 'sftp-login-refused' });
      const nowhere = () => openSftp(target(undefined, 'nowhere'), PASSWORD, MAILING_SERVICE);
      await assert.rejects(deliver({ connect: nowhere }), { code: 'sftp-folder-missing' });
      assert.deepEqual(waited, []);
    });

    it('tries again with longer pauses when the connection is lost on the way, and nothing half has its name', async () => {
      faults.dropAfterBytes = 200_000;
      await assert.rejects(deliver({ connect }), { code: 'delivery-failed' });
      assert.deepEqual([waited, named], [[10, 20], []]);
      assert.ok(!(await there()).includes(NAME));
      faults.dropAfterBytes = undefined;
      await deliver({ connect });
      await assertArrived();
    });

    it('says that it was not sent when the disk there is full', async () => {
      faults.isFull = true;
      await assert.rejects(deliver({ connect }), { code: 'delivery-failed' });
      assert.deepEqual([named, (await there()).includes(NAME)], [[], false]);
    });

    it('proves by itself that it got its name when the connection is lost before that is told', async () => {
      faults.dropAtRename = 'after';
      await deliver({ connect });
      await assertArrived();
      assert.equal(named.length, 1);
    });

    it('that never gets its name is taken back, and is known not to be sent', async () => {
      faults.dropAtRename = 'before';
      await assert.rejects(deliver({ connect }), { code: 'delivery-failed' });
      // Asked before each of the tries, since it may be refused meanwhile.
      assert.deepEqual([named.length, await there()], [3, []]);
      faults.dropAtRename = undefined;
      await deliver({ connect });
      await assertArrived();
    });

    it('that can not be taken back is told as uncertain, and goes on when the server answers', async () => {
      faults.dropAtRename = 'before';
      let connections = 0;
      const lost = async () => {
        connections += 1;
        if (connections > 3) throw new PassingTrouble(new Error('no answer'));
        return connect();
      };
      await assert.rejects(deliver({ connect: lost }), { code: 'delivery-uncertain' });
      assert.deepEqual([named.length, await there()], [3, [`${NAME}.part`]]);
      faults.dropAtRename = undefined;
      await deliver({ connect, mayBeThere: true });
      await assertArrived();
    });

    it('is not sent twice when the other side took the file before its name was told', async () => {
      faults.dropAtRename = 'after';
      let connections = 0;
      const taken = async () => {
        connections += 1;
        if (connections === 2) await rm(path.join(folder, NAME));
        return connect();
      };
      await assert.rejects(deliver({ connect: taken }), { code: 'delivery-uncertain' });
      assert.deepEqual(await there(), []);
    });

    it('waits no longer for a server that stops answering than its limit, and then for nothing of it', async () => {
      faults.isSilent = true;
      const silent = () => openSftp(target(), PASSWORD, MAILING_SERVICE, { silenceMs: 300 });
      await assert.rejects(deliver({ connect: silent }), (error: Error & { code?: string }) => {
        assert.equal(error.code, 'delivery-failed');
        assert.match(error.message, /the server has not answered for 0.3 seconds/);
        return true;
      });
      assert.deepEqual([named, waited], [[], [10, 20]]);
    });

    it('knows a server by any of its keys, and takes one that has none of it for a stranger', async () => {
      const [rsa, ed25519] = [newHostKey('rsa'), newHostKey()];
      const both = await startSsh2Server(folder, { user: 'board', password: 'open sesame', hostKeys: [rsa, ed25519] });
      try {
        const known = { ...target(fingerprint(publicKeyOf(rsa))), port: both.port };
        const connectBoth = (password = 'open sesame') => openSftp(known, { password }, MAILING_SERVICE);
        await deliver({ connect: connectBoth });
        await assertArrived();
        await assert.rejects(connectBoth('wrong'), { code: 'sftp-login-refused' });
        const stranger = { ...known, hostKey: `SHA256:${'A'.repeat(43)}` };
        await assert.rejects(openSftp(stranger, PASSWORD, MAILING_SERVICE), { code: 'host-key-changed' });
        assert.equal(both.logins(), 1);
      } finally {
        await both.close();
      }
    });

    it('answers with the password where the server asks for it as a question', async () => {
      faults.asksQuestion = true;
      await deliver({ connect });
      await assertArrived();
    });

    for (const [what, privateKey] of [
      ['of no known format', 'not a key\n'],
      [
        'with a passphrase',
        ssh2.utils.generateKeyPairSync('rsa', { bits: 2048, passphrase: 'abc', cipher: 'aes256-cbc' }).private,
      ],
    ] as const)
      it(`says of a key ${what} that it can not be used, at once`, async () => {
        await assert.rejects(
          deliver({ connect: () => openSftp(target(), { privateKey }, MAILING_SERVICE) }),
          (error: Error & { code?: string; fix?: string }) => {
            assert.equal(error.code, 'secret-unusable');
            assert.match(error.fix ?? '', /without a passphrase into the file mailing-key/);
            return true;
          },
        );
        assert.deepEqual(waited, []);
      });

    it('takes a folder that is a link', async () => {
      await mkdir(path.join(folder, 'real'));
      await symlink(path.join(folder, 'real'), path.join(folder, 'upload'));
      await deliver({ connect: () => openSftp(target(undefined, 'upload'), PASSWORD, MAILING_SERVICE) });
      assert.deepEqual(await readdir(path.join(folder, 'real')), [NAME]);
    });

    it('says that no server answers', async () => {
      await server.close();
      await assert.rejects(deliver({ connect }), { code: 'delivery-failed' });
      assert.deepEqual(waited, [10, 20]);
    });
  });

  describe("to OpenSSH's server", () => {
    it('puts it there by a key, refuses a changed host key, and never writes over a file', async () => {
      const server = await startOpenSsh(await emptyFolder());
      try {
        const { port, user, privateKey } = server;
        const target = {
          kind: 'sftp',
          host: '127.0.0.1',
          port,
          user,
          path: folder,
          hostKey: server.fingerprint,
        } as const;
        const connect = () => openSftp(target, { privateKey }, MAILING_SERVICE);
        await writeFile(path.join(folder, `${NAME}.killed.part`), 'half');
        await deliver({ connect });
        await assertArrived();
        await deliver({ connect });
        assert.equal(named.length, 1);
        const stranger = { ...target, hostKey: `SHA256:${'A'.repeat(43)}` };
        await assert.rejects(deliver({ connect: () => openSftp(stranger, { privateKey }, MAILING_SERVICE) }), {
          code: 'host-key-changed',
        });
        await writeFile(path.join(folder, NAME), 'other');
        await assert.rejects(deliver({ connect }), { code: 'delivery-differs' });
        const place = await connect();
        await place.put('one', file);
        await assert.rejects(place.rename('one', NAME), { name: 'PassingTrouble' });
        await place.close();
        assert.equal(await readFile(path.join(folder, NAME), 'utf8'), 'other');
      } finally {
        await server.stop();
      }
    });
  });
});
