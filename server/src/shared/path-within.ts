/** Whether a path is a folder or lies below it. Both are absolute and without `..`; links are not followed. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
