import { z } from 'zod';

/**
 * A folder by its whole path, on any system: a path that begins elsewhere would mean another folder for each program that
 * reads it.
 */
export const absoluteFolder = z
  .string()
  .min(1)
  .max(500)
  .refine((folder) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(folder), {
    message: 'must be the whole path of a folder, such as /srv/mailing or D:\\Mailing',
  });
