import { Option } from 'commander';
import { defaultDataFolder } from './data-folder.js';

/** Called with the exit code of the command that ran. */
export type Ended = (exitCode: number) => void;

export interface WithData {
  readonly data: string;
}

/** The option that names the utility's data folder. */
export function dataOption(): Option {
  return new Option('--data <folder>', "the utility's data folder").env('CURBSTOP_DATA').default(defaultDataFolder());
}
