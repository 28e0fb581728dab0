/** What can be wrong with executions, with what they are given, and with reading what they left. */
export const EXECUTION_SENTENCES = {
  EXECUTION_NOT_FOUND: ({ id }: { id: number }) => `There is no execution ${id}.`,
  EXECUTION_NOT_FINISHED: ({ id }: { id: number }) =>
    `Execution ${id} has not ended yet. Cancel it, then delete it.`,
  EXECUTION_FINISHED: ({ id }: { id: number }) =>
    `Execution ${id} has ended already, there is nothing to cancel.`,
  RESULT_REFUSED: ({ id, why }: { id: number; why: string }) =>
    `Execution ${id} has no result. ${why}`,
  RESULT_NOT_GIVEN: ({ id }: { id: number }) => `Execution ${id} has no result. It gave none.`,
  RESULT_NOT_YET: ({ id }: { id: number }) =>
    `Execution ${id} has no result. It has not ended yet.`,
  DRAFT_NOT_FOUND: ({ id, version }: { id: number; version: number }) =>
    `Execution ${id} is no run of a draft: it runs version ${version} as it was saved.`,
  UPLOADS_GONE: ({ names }: { names: string }) =>
    `These uploaded files are gone: ${names}. Run the script and upload them again.`,
  IDEMPOTENCY_KEY_REUSED: ({ id }: { id: number }) =>
    `This Idempotency-Key has started execution ${id} for another request. Send a new key for a new request.`,

  UPLOAD_TOO_LARGE: ({ name, bytes }: { name: string; bytes: number }) =>
    `${name} is too large: a file may have at most ${bytes} bytes.`,
  UPLOAD_UNREADABLE: ({ why }: { why: string }) => `The multipart body could not be read: ${why}.`,
  UPLOAD_REFUSED: ({ why }: { why: string }) => `The upload was refused: ${why}.`,
  UPLOAD_OF_TOO_MANY: () =>
    'The upload has more files than are taken at once, or files in another field than `files`.',
  UPLOAD_STORAGE_FULL: () => "The server's disk is full. Delete old executions, then upload again.",
  UPLOAD_NAMELESS: ({ name }: { name: string }) =>
    `The file ${name} was refused: this is not a name for a file.`,
  UPLOAD_NAME_UNSAFE: ({ name }: { name: string }) =>
    `The file ${name} was refused: a name must not hold slashes or NUL characters.`,
  UPLOAD_NAME_TOO_LONG: ({ name, bytes }: { name: string; bytes: number }) =>
    `The file ${name} was refused: a name may have at most ${bytes} bytes in UTF-8.`,
  UPLOAD_NAME_OF_SCRIPT: ({ name }: { name: string }) =>
    `The file ${name} was refused: the script itself is stored under this name. Rename the file.`,
  UPLOAD_NAME_TWICE: ({ name }: { name: string }) =>
    `The file ${name} was refused: the upload has several files of this name.`,
  UNSAFE_PATH: () =>
    "Only files inside the execution's own folder can be read. Take a path from its list.",
  FILE_NOT_FOUND: ({ path }: { path: string }) => `The execution has no file ${path}.`,

  EXECUTION_NOT_INTERACTIVE: ({ id }: { id: number }) =>
    `Execution ${id} takes no input. Start the script with \`interactive\` to give it some while it runs.`,
  EXECUTION_READS_NO_MORE: ({ id }: { id: number }) =>
    `Execution ${id} has ended, it reads nothing any more.`,
  EXECUTION_READS_NOT_YET: ({ id }: { id: number }) =>
    `Execution ${id} does not run yet. Send the input once it does.`,
  INPUT_CLOSED: ({ id }: { id: number }) =>
    `The input of execution ${id} is closed: it was ended, or the script has closed it. Nothing was sent.`,
  INPUT_FULL: ({ id }: { id: number }) =>
    `The script of execution ${id} has not read what it was sent earlier. Nothing of this was sent: try again once it reads, or send less at once.`,
  INPUT_UNCERTAIN: ({ id }: { id: number }) =>
    `Whether execution ${id} was sent the input is not known. Look at its log before you send it again.`,
  INPUT_EMPTY: () => 'There is nothing to send. Give some text, or set end.',
  INPUT_TOO_LONG: ({ bytes, most }: { bytes: number; most: number }) =>
    `It has ${bytes} bytes, at most ${most} can be sent at once. Send it in parts.`,

  LOG_SEARCH_TOO_COMPLEX: () =>
    'The search was stopped: with some line this expression takes too much time or memory. Avoid nested repetitions such as (a+)+, or search for plain text.',
  LOG_SEARCH_BUSY: () => 'Too many searches are waiting. Try again in a few seconds.',
  LOG_EXPRESSION_MALFORMED: ({ why }: { why: string }) =>
    `${why}. Correct the expression, or search without regex=true.`,
  INSTALL_LOG_WITHOUT_LINES: () =>
    'The lines of what was installed are not counted. Ask for its bytes by offset and limit.',
  LOG_BYTES_AND_LINES: () =>
    'Ask for bytes (offset, limit) or for lines (line, lines), not for both.',
  LOG_LIMIT_OF_LINES: () => 'Lines are limited by lines; limit counts bytes.',
  LOG_DOWNLOAD_OF_LINES: () =>
    'Lines are answered as JSON. Download the whole log, or a part of it by offset and limit.',
  TIMELINE_WINDOW: () => 'to must be after from, and at most 31 days later.',

  RUN_PRESET_NOT_FOUND: ({ script, id }: { script: number; id: number }) =>
    `Script ${script} has no preset ${id}.`,
  RUN_PRESET_NAME_TAKEN: ({ name }: { name: string }) =>
    `This script has already a preset named "${name}". Choose another name.`,
  TOO_MANY_RUN_PRESETS: ({ most }: { most: number }) =>
    `This script has ${most} presets already. Delete one that nobody needs.`,
  SAVED_VIEW_NOT_FOUND: ({ id }: { id: number }) => `There is no saved view ${id}.`,
  SAVED_VIEW_NAME_TAKEN: ({ name }: { name: string }) =>
    `There is already a view named "${name}". Choose another name.`,
  TOO_MANY_SAVED_VIEWS: ({ most }: { most: number }) =>
    `There are ${most} saved views already. Delete one that nobody needs.`,
} as const;
