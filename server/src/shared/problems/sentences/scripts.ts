/** What can be wrong with scripts, their versions, parameters and dependencies, and with importing them. */
export const SCRIPT_SENTENCES = {
  SCRIPT_NOT_FOUND: ({ id }: { id: number }) => `There is no script ${id}.`,
  SCRIPT_NAME_TAKEN: ({ name }: { name: string }) =>
    `There is already a script named "${name}". Choose another name.`,
  SCRIPT_VERSION_CONFLICT: ({ base, current }: { base: number; current: number }) =>
    `The change is based on version ${base}, but the script is at version ${current} now. Compare the two and save again on top of version ${current}.`,
  SCRIPT_CHANGED: ({ fields }: { fields: string }) =>
    `Somebody else changed ${fields} meanwhile. Look at the script as it is now and send the change again with its values as base.`,
  SCRIPT_IN_USE: () => 'The script cannot be deleted.',
  SCRIPT_RUNS: ({ count }: { count: number }) =>
    `${count} of its executions have not ended: cancel them first.`,
  SCRIPT_IS_SCHEDULED: ({ name }: { name: string }) =>
    `The schedule "${name}" starts it: disable or delete the schedule first.`,
  VERSION_NOT_FOUND: ({ id, version }: { id: number; version: number }) =>
    `Script ${id} has no version ${version}.`,
  BASE_VERSION_MISSING: ({ current }: { current: number }) =>
    `Send the number of the version that the change is based on (now ${current}), so that nobody's change is lost.`,
  TAG_MALFORMED: () => 'A tag has no comma: send each tag on its own.',
  TOO_MANY_TAGS: ({ most }: { most: number }) =>
    `A script has at most ${most} tags. Remove some first.`,
  CATEGORY_MALFORMED: () => 'A category is a path of up to five names such as reports/daily.',
  FOLDER_MALFORMED: () =>
    'A readable folder is an absolute path without "." and "..", e.g. /srv/shared.',
  FOLDERS_FORBIDDEN: ({ folders, allowed }: { folders: string; allowed: string }) =>
    `No script may read ${folders}. Allowed are ${allowed} and what is below; an administrator sets READABLE_FOLDERS.`,
  NO_FOLDERS_ALLOWED: ({ folders }: { folders: string }) =>
    `No script may read ${folders}. An administrator allows folders with the setting READABLE_FOLDERS.`,
  LIMIT_TOO_LOW: ({ least }: { least: number }) => `Must be 0 (no limit) or at least ${least}.`,
  EXAMPLE_UNKNOWN: ({ keys, known }: { keys: string; known: string }) =>
    `There is no example ${keys}. Known are: ${known}.`,

  PARAMETER_KEY_MALFORMED: () =>
    'A key is made of letters, digits and _ and does not start with a digit, e.g. INPUT_FILE.',
  PARAMETER_KEY_RESERVED: ({ key }: { key: string }) =>
    `${key} is reserved for the system. Choose another key, e.g. MY_${key}.`,
  PARAMETER_KEY_TWICE: ({ key }: { key: string }) => `The key ${key} is used twice.`,
  RULE_OF_SELECT: ({ rule }: { rule: string }) => `Only a select has ${rule}.`,
  RULE_OF_NUMBER: ({ rule }: { rule: string }) => `Only a number has ${rule}.`,
  RULE_OF_TEXT: ({ rule }: { rule: string }) => `Only a text has ${rule}.`,
  OPTIONS_MISSING: () => 'A select needs at least one option.',
  OPTION_TWICE: () => 'An option is given twice.',
  MAX_BELOW_MIN: () => 'max is smaller than min.',
  MAX_LENGTH_BELOW_MIN_LENGTH: () => 'max_length is smaller than min_length.',
  PATTERN_MALFORMED: () => 'This is not a regular expression.',

  PARAMETER_UNKNOWN: ({ key, known }: { key: string; known: string }) =>
    `The script has no parameter ${key}. Known are: ${known}.`,
  NO_PARAMETERS: ({ key }: { key: string }) =>
    `The script has no parameter ${key}. The script has no parameters.`,
  VALUE_MISSING: ({ name }: { name: string }) => `${name} is required.`,
  VALUE_NOT_AN_OPTION: ({ options }: { options: string }) => `Must be one of: ${options}.`,
  VALUE_OF_SEVERAL_LINES: () => 'Must be a single line.',
  VALUE_AGAINST_PATTERN: ({ pattern }: { pattern: string }) => `Must match the pattern ${pattern}.`,
  PATTERN_TOO_COSTLY: ({ pattern }: { pattern: string }) =>
    `Whether it matches the pattern ${pattern} is too costly to find out. Give a simpler value, or the parameter a pattern without nested repetitions such as (a+)+.`,
  VALUES_TOO_LONG: () =>
    'The values are too long together for the environment of a process (1 MiB). Send long ones as a file.',
  VALUE_TOO_LONG: () => 'Is too long for an environment variable (128 KiB). Send it as a file.',

  REQUIREMENT_IS_OPTION: ({ text, example }: { text: string; example: string }) =>
    `“${text}” is an option of an installer. Write packages only, e.g. ${example}; indexes and proxies are settings of the server.`,
  REQUIREMENT_IS_ADDRESS: ({ text, example }: { text: string; example: string }) =>
    `“${text}” is a path or an address. Name a package of the index and its version, e.g. ${example}.`,
  PYTHON_REQUIREMENT_MALFORMED: ({ text, example }: { text: string; example: string }) =>
    `“${text}” is not a requirement of Python. Write a name and the versions, e.g. requests, ${example} or rich[jupyter]>=13,<14.`,
  NPM_REQUIREMENT_MALFORMED: ({ text, example }: { text: string; example: string }) =>
    `“${text}” is not a package of npm. Write a name and the versions, e.g. lodash, ${example} or @scope/name@1.2.3.`,
  REQUIREMENT_TWICE: ({ text, twin }: { text: string; twin: string }) =>
    `“${text}” and “${twin}” are the same package. Keep one of them.`,

  CODE_FILE_MALFORMED: () => 'Must be the name of a file in the same folder.',
  IMPORT_WITHOUT_SCRIPTS: () =>
    'There is no script in it. Choose files that end in .py, .js or .mjs, or a zip with such files.',
  ARCHIVE_DAMAGED: ({ name }: { name: string }) =>
    `"${name}" cannot be unpacked. Is it a zip file, and whole?`,
  NOT_AN_ARCHIVE: ({ name }: { name: string }) => `"${name}" is not a zip file.`,
  ARCHIVE_UNSAFE: ({ path }: { path: string }) =>
    `The archive has an unsafe file name: ${path}. Pack it again with plain relative names.`,
  ARCHIVE_OF_TOO_MANY: ({ name, most }: { name: string; most: number }) =>
    `"${name}" has more than ${most} entries. Import fewer at once.`,
  ARCHIVE_FILE_TOO_LARGE: ({ path, kib }: { path: string; kib: number }) =>
    `"${path}" is larger than ${kib} KiB unpacked. Leave it out.`,
  ARCHIVE_TOO_LARGE: ({ name, mib }: { name: string; mib: number }) =>
    `"${name}" is larger than ${mib} MiB unpacked. Import fewer scripts at once.`,
  IMPORT_OF_TOO_MANY: ({ count, most }: { count: number; most: number }) =>
    `These are ${count} scripts. Import at most ${most} at once.`,
  EXPORT_TOO_LARGE: ({ mib }: { mib: number }) =>
    `The code of these scripts is more than ${mib} MiB together. Export fewer at once.`,
  MANIFEST_MALFORMED: ({ manifest }: { manifest: string }) => `${manifest} is not a JSON object.`,
  MANIFEST_WITHOUT_CODE: ({ manifest }: { manifest: string }) =>
    `The file with the code is missing: name it as code_file in ${manifest}.`,
  IMPORT_NAME_TAKEN: () => 'A script of this name exists.',
} as const;
