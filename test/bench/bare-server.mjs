// The baseline of the start benchmark: the least that a program can do to answer one https request.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [port, folder] = process.argv.slice(2);
const tls = { key: readFileSync(`${folder}/localhost.key`), cert: readFileSync(`${folder}/localhost.crt`) };
createServer(tls, (_req, res) => res.end('{}')).listen(Number(port), '127.0.0.1');
