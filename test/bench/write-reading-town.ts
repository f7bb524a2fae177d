import { writeFileSync } from 'node:fs';
import { writeBeaconCsv } from '../../bridge/files/reading-file/beacon-write.js';
import { openDatabase } from '../../bridge/store/database.js';
import { fieldRecords, writeReadTown } from './reading-town.js';

/** Makes the town of the readings benchmark and the file of its reads: the two files and the accounts are the arguments. */
const [file = '', readingFile = '', accounts = ''] = process.argv.slice(2);
const database = await openDatabase(file);
await writeReadTown(database, Number(accounts));
await database.destroy();
writeFileSync(readingFile, writeBeaconCsv(fieldRecords(Number(accounts))));
