import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of this clone of Curbstop. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
