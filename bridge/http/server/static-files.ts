import express, { type RequestHandler } from 'express';

/** The build puts a hash of the contents into such names, so they never change: app.3f2a9c1b.js */
const HASHED_NAME = /[.-][0-9a-f]{8,}\.[a-z0-9]+$/;

/**
 * Serves the files of one folder: no dot files, no listing, nothing outside it. Names that carry a hash are cached for
 * a year; the others are asked for again each time, so that an update shows at once.
 */
export function staticFiles({ folder }: { readonly folder: string }): RequestHandler {
  return express.static(folder, {
    dotfiles: 'deny',
    redirect: false,
    cacheControl: false,
    setHeaders: (res, file) => {
      const hashed = HASHED_NAME.test(file);
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
