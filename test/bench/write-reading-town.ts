import { openDatabase } from '../../bridge/store/database.js';
import { writeReadTown } from './reading-town.js';

/** Makes the town of the readings benchmark: its file and its accounts are the arguments. */
const [file = '', accounts = ''] = process.argv.slice(2);
const database = await openDatabase(file);
await writeReadTown(database, Number(accounts));
await database.destroy();
