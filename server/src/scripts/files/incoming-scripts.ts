import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { basename, dirname, extname } from 'node:path/posix';
import { CreateScriptDto } from '../dto/create-script.dto.js';
import { ScriptType } from '../script-type.js';
import { type IncomingFile, readArchive } from './archive-reader.js';
import { ImportRefusedError, TransferTooLargeError } from './script-files.errors.js';
import { MANIFEST_NAME, ScriptManifestDto } from './script-manifest.dto.js';
import { inheritedNameProblems } from '../../shared/http/inherited-names.js';
import { fieldProblems } from '../../shared/errors/validation.js';
import { at, type FieldProblem, problem } from '../../shared/problems/problem.js';

/** Scripts of one import; the bulk limit of the other calls. */
const MAX_SCRIPTS = 500;
/** Bytes of one file: code has at most 1 MiB characters, most of them one byte. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 2_000;

const TYPES: Record<string, ScriptType> = {
  '.py': ScriptType.Python,
  '.js': ScriptType.JavaScript,
  '.mjs': ScriptType.JavaScript,
};

/** A script of an upload: ready to be made, or why it cannot be. */
export interface IncomingScript {
  path: string;
  name: string;
  dto: CreateScriptDto | null;
  /** What is wrong with it; empty when it is ready. */
  problems: readonly FieldProblem[];
}

/**
 * Reads uploaded zips and files as scripts. In a folder with a `script.json`, that describes the code beside it.
 * @throws ImportRefusedError when there is no script at all, or an archive cannot be read
 * @throws TransferTooLargeError
 */
export function readScripts(uploads: IncomingFile[]): {
  scripts: IncomingScript[];
  ignored: string[];
} {
  const files = unpack(uploads);
  const manifests = files.filter(({ path }) => basename(path) === MANIFEST_NAME);
  const described = manifests.map((manifest) => fromManifest(manifest, files));
  const used = new Set(described.flatMap(({ files: paths }) => paths));
  const rest = files.filter(({ path }) => !used.has(path));
  const plain = rest.filter(({ path }) => typeOf(path)).map((file) => fromCode(file));
  const scripts = [...described.map(({ script }) => script), ...plain];
  if (!scripts.length) {
    throw new ImportRefusedError(problem('IMPORT_WITHOUT_SCRIPTS'));
  }
  if (scripts.length > MAX_SCRIPTS) {
    throw new TransferTooLargeError(
      problem('IMPORT_OF_TOO_MANY', { count: scripts.length, most: MAX_SCRIPTS }),
    );
  }
  const ignored = rest.filter(({ path }) => !typeOf(path)).map(({ path }) => path);
  return { scripts, ignored };
}

/** As it was read, before its rules are checked. */
type Manifest = Record<string, unknown>;

const typeOf = (path: string): ScriptType | undefined => TYPES[extname(path).toLowerCase()];

function unpack(uploads: IncomingFile[]): IncomingFile[] {
  const limits = {
    entries: MAX_ENTRIES,
    fileBytes: MAX_FILE_BYTES,
    totalBytes: MAX_TOTAL_BYTES,
  };
  const archives = uploads.filter(({ path }) => /\.zip$/i.test(path));
  return uploads.flatMap((upload) => {
    if (!archives.includes(upload)) return [upload];
    const files = readArchive(upload.path, upload.content, limits);
    limits.totalBytes -= files.reduce((total, { content }) => total + content.length, 0);
    limits.entries -= files.length;
    if (archives.length === 1) return files;
    // two archives may hold the same path
    return files.map((file) => ({ ...file, path: `${upload.path}/${file.path}` }));
  });
}

function fromCode({ path, content }: IncomingFile): IncomingScript {
  const name = basename(path, extname(path)).slice(0, 100);
  return checked(path, name, { name, type: typeOf(path), code: decode(content) });
}

function fromManifest(
  { path, content }: IncomingFile,
  files: IncomingFile[],
): { script: IncomingScript; files: string[] } {
  const folder = dirname(path);
  const fallback = folder === '.' ? basename(path) : basename(folder);
  const refuse = (problems: FieldProblem[]) => ({
    script: { path, name: fallback, dto: null, problems },
    files: [path],
  });
  const manifest = parse(content);
  const about = { manifest: MANIFEST_NAME };
  if (!manifest) return refuse([at(MANIFEST_NAME, problem('MANIFEST_MALFORMED', about))]);
  const beside = files.filter((file) => dirname(file.path) === folder && typeOf(file.path));
  const { code_file: codeFile } = manifest;
  const code = codeFile
    ? files.find((file) => dirname(file.path) === folder && basename(file.path) === codeFile)
    : beside.length === 1
      ? beside[0]
      : undefined;
  const inherited = inheritedNameProblems(manifest);
  if (inherited.length) return refuse(inherited);
  const wrong = problemsOf(plainToInstance(ScriptManifestDto, manifest));
  if (wrong.length) return refuse(wrong);
  if (!code) return refuse([at('code_file', problem('MANIFEST_WITHOUT_CODE', about))]);
  const name = typeof manifest.name === 'string' ? manifest.name.trim() : fallback;
  const given = {
    type: typeOf(code.path),
    ...manifest,
    // about the file, not the script
    format: undefined,
    code_file: undefined,
    name,
    code: decode(code.content),
  };
  return { script: checked(path, name, given), files: [path, code.path] };
}

function parse(content: Uint8Array): Manifest | null {
  try {
    const value: unknown = JSON.parse(decode(content) ?? '');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Manifest) : null;
  } catch {
    // JSON.parse is the only test for JSON
    return null;
  }
}

function checked(path: string, name: string, fields: object): IncomingScript {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const dto = plainToInstance(CreateScriptDto, Object.fromEntries(given));
  const problems = problemsOf(dto);
  return { path, name, dto: problems.length ? null : dto, problems };
}

const problemsOf = (dto: object): FieldProblem[] =>
  fieldProblems(validateSync(dto, { whitelist: true, forbidNonWhitelisted: true }));

/** UTF-8 without its byte order mark; undefined for anything else, e.g. a picture that is called `a.py`. */
function decode(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    // decoding is the only test for UTF-8; text that is none is refused by the rules of `code`
    return undefined;
  }
}
