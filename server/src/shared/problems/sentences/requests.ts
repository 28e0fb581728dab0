/** What can be wrong with a request as such, and with a field whatever it is about. */
export const REQUEST_SENTENCES = {
  VALIDATION_FAILED: () => 'Some fields need another value.',
  ROUTE_NOT_FOUND: ({ method, path }: { method: string; path: string }) =>
    `There is no ${method} ${path}.`,
  HOST_REFUSED: () =>
    'This server answers only to localhost, 127.0.0.1 or [::1]. Open it by one of these names.',
  ORIGIN_REFUSED: () =>
    'Pages of other origins may not call this server. An origin that you trust can be listed in CORS_ORIGINS.',
  BROKEN_JSON: () => 'The body is not valid JSON. Check its quotes, commas and brackets.',
  BROKEN_ADDRESS: () => 'The address is not correctly percent-encoded.',
  BODY_TOO_LARGE: () => 'The body is too large. Send big data as a file of the run.',
  UNSUPPORTED_MEDIA_TYPE: () =>
    'Send the body as UTF-8 JSON, with the header Content-Type: application/json, or files as multipart/form-data.',
  REQUEST_REFUSED: ({ why }: { why: string }) => why,
  DISK_FULL: () =>
    'The disk of the server is full, so nothing was stored. Delete old executions or files.',
  INTERNAL: () => 'The server failed unexpectedly. Its log has the details under this request id.',
  ID_MALFORMED: ({ most }: { most: number }) => `Must be a whole number from 1 to ${most}.`,
  IDEMPOTENCY_KEY_MALFORMED: () => 'Must be 1 to 200 visible ASCII characters.',

  FIELD_REFUSED: ({ why }: { why: string }) => why,
  FIELD_UNKNOWN: ({ field }: { field: string }) => `There is no field ${field} here.`,
  NOT_A_LIST: () => 'Must be a list.',
  NOT_AN_OBJECT: () => 'Must be a JSON object.',
  NOT_A_TEXT: () => 'Must be text.',
  NOT_UNICODE: () => 'It has half of a character (a lone surrogate). Remove it.',
  CONTROL_CHARACTER: () =>
    'It has a character that nobody sees, such as a tab, a line break or NUL. Remove it.',
  VALUE_WITH_NUL: () => 'It has a NUL character. Remove it.',
  NOT_A_NUMBER: () => 'Must be a number.',
  NOT_WHOLE: () => 'Must be a whole number.',
  NOT_A_BOOLEAN: () => 'Must be true or false.',
  TOO_SMALL: ({ least }: { least: number }) => `Must be at least ${least}.`,
  TOO_LARGE: ({ most }: { most: number }) => `Must be at most ${most}.`,
  TOO_SHORT: ({ least }: { least: number }) =>
    least === 1 ? 'Must not be empty.' : `Must have at least ${least} characters.`,
  TOO_LONG: ({ most }: { most: number }) => `Must have at most ${most} characters.`,
  TOO_MANY: ({ most }: { most: number }) => `There may be at most ${most}.`,
  NOT_UNIQUE: () => 'Something is given twice.',
} as const;
