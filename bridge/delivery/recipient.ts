import type { OfficeFolders } from './office.js';
import type { SecretName } from './secrets.js';

/** A service that takes files of the utility. */
export interface Recipient {
  /** As a sentence names it. */
  readonly service: string;
  /** The setting that says where it takes them. */
  readonly setting: 'mailing-target' | 'calls-target';
  /** Where its files are made. */
  readonly folder: keyof OfficeFolders & ('mailing' | 'calls');
  readonly key: SecretName;
  readonly password: SecretName;
}

export const MAILING_SERVICE: Recipient = {
  ...{ service: 'mailing service', setting: 'mailing-target', folder: 'mailing' },
  ...{ key: 'mailing-key', password: 'mailing-password' },
};

export const CALLING_SERVICE: Recipient = {
  ...{ service: 'calling service', setting: 'calls-target', folder: 'calls' },
  ...{ key: 'calls-key', password: 'calls-password' },
};
