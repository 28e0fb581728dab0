const SUPPORTED = 'Scripts need at least';

/** What can be wrong with interpreters and with installed dependencies. */
export const SYSTEM_SENTENCES = {
  INTERPRETER_NOT_FOUND: ({ id }: { id: number }) => `There is no interpreter ${id}.`,
  INTERPRETER_NAME_TAKEN: ({ name }: { name: string }) =>
    `There is already an interpreter named "${name}". Choose another name.`,
  INTERPRETER_LISTED: ({ name }: { name: string }) =>
    `This program is in the list already, as "${name}". Rename that one instead.`,
  INTERPRETER_FOUND: ({ name }: { name: string }) =>
    `"${name}" is installed on this machine and would be found again. Uninstall it there if nobody needs it.`,
  INTERPRETER_IS_DEFAULT: () =>
    'The interpreter cannot be removed: it is the default. Make another one the default first.',
  INTERPRETER_CHOSEN: ({ names }: { names: string }) =>
    `The interpreter cannot be removed: scripts have chosen it: ${names}. Choose another one for them first.`,
  INTERPRETER_CHOSEN_BY_MANY: ({ names, more }: { names: string; more: number }) =>
    `The interpreter cannot be removed: scripts have chosen it: ${names} and ${more} more. Choose another one for them first.`,
  INTERPRETER_OF_ANOTHER_LANGUAGE: ({ name, language }: { name: string; language: string }) =>
    `"${name}" does not run ${language}. Choose one that does, or null for the default.`,
  INTERPRETER_UNKNOWN: ({ id }: { id: number }) =>
    `There is no interpreter ${id}. Choose one of the list, or null for the default.`,
  PROGRAM_TOO_OLD: (one: { product: string; version: string; supported: string }) =>
    `This is ${one.product} ${one.version}. ${SUPPORTED} ${one.supported}.`,
  PROGRAM_UNKNOWN: ({ supported }: { supported: string }) =>
    `Asked who it is, this program did not answer like Python or Node.js. ${SUPPORTED} ${supported}.`,
  PROGRAM_PATH_RELATIVE: () => 'Give the whole path, e.g. /opt/python3.13/bin/python3.',
  PROGRAM_ABSENT: () => 'There is no such file on the server, or the server may not look at it.',
  PROGRAM_IS_FOLDER: () => 'This is a folder. Give the program in it, e.g. bin/python3.',
  PROGRAM_NOT_EXECUTABLE: () => 'The server may not execute this file.',
  PROGRAM_IS_TEXT: () =>
    'This is a script or a text, not an interpreter. Give the program itself: a shim of a version manager only starts it.',

  ENVIRONMENT_NOT_FOUND: ({ id }: { id: number }) =>
    `There is no environment ${id}. It may have been removed because nothing used it.`,
  ENVIRONMENT_IN_USE: ({ id }: { id: number }) =>
    `The environment ${id} cannot be removed: a run needs it now. Wait for its end.`,
  ENVIRONMENT_BEING_INSTALLED: ({ id }: { id: number }) =>
    `The environment ${id} cannot be removed: an installation needs it now. Wait for its end.`,
} as const;
