import path from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import type { LoadsReply, SavedFilesReply } from '../../contract/api.js';
import { saveFiles } from '../../files/save-files.js';
import { loadedFiles, loads } from '../../queries/route-book-loads.js';
import type { Database } from '../../store/database.js';
import { methodNotAllowed } from '../guards/problems/not-found.js';
import { refuseAuditors } from './refuse-auditors.js';

export interface LoadParts {
  readonly database: Database;
  /** Where route books for handhelds are written, a folder for each load. */
  readonly routeBooksFolder: string;
}

const loadNumberSchema = z.coerce.number().int().positive();

/** What was loaded for handhelds; POST /loads/:loadNumber/files writes a load's files, as often as it is asked. */
export function loadRoutes({ database, routeBooksFolder }: LoadParts): Router {
  const router = Router();
  router
    .route('/loads')
    .get(async (_req, res) => void res.json({ loads: await loads(database) } satisfies LoadsReply))
    .all(methodNotAllowed(['GET']));
  router
    .route('/loads/:loadNumber/files')
    .post(async (req, res) => {
      refuseAuditors(res, 'An auditor writes no files for handhelds.');
      const loadNumber = loadNumberSchema.parse(req.params.loadNumber);
      const { load, files } = await loadedFiles(database, loadNumber);
      const folder = path.join(routeBooksFolder, folderName(load));
      await saveFiles(folder, files);
      res.json({ folder, files: files.map(({ fileName }) => fileName) } satisfies SavedFilesReply);
    })
    .all(methodNotAllowed(['POST']));
  return router;
}

/** A run's name may hold what no file system takes. */
function folderName({ billRunId, loadNumber }: { readonly billRunId: string; readonly loadNumber: number }): string {
  return `load-${loadNumber}-${billRunId.replace(/[^A-Za-z0-9-]/g, '_')}`;
}
