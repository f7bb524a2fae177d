import { openDatabase } from '../../bridge/store/database.js';
import { writeBillTown } from './bill-town.js';

/** Makes the town of the bill run's benchmark: the file and the accounts are the arguments. */
const [file = '', accounts = ''] = process.argv.slice(2);
const database = await openDatabase(file);
await writeBillTown(database, Number(accounts));
await database.destroy();
