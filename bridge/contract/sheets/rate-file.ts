import { z } from 'zod';

/** The largest public rate file has 60,000 characters. A pull keeps the file that it was made from. */
export const RATE_FILE_LENGTH_MAX = 200_000;

/** A rate file that somebody chose, not yet a version of any tariff. */
export const rateFileSchema = z.object({
  name: z.string().min(1).max(200),
  text: z
    .string()
    .max(RATE_FILE_LENGTH_MAX, `The file is longer than ${RATE_FILE_LENGTH_MAX.toLocaleString('en-US')} characters.`),
});
