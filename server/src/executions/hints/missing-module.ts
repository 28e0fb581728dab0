import type { ScriptLanguage } from '../../runner/run.types.js';

/** Packages that are imported under another name than they are installed under. */
const PYTHON_PACKAGES: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python-headless',
  dateutil: 'python-dateutil',
  discord: 'discord.py',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  'google.cloud': 'google-cloud-core',
  'google.cloud.bigquery': 'google-cloud-bigquery',
  'google.cloud.storage': 'google-cloud-storage',
  'google.protobuf': 'protobuf',
  googleapiclient: 'google-api-python-client',
  jose: 'python-jose',
  jwt: 'PyJWT',
  ldap: 'python-ldap',
  magic: 'python-magic',
  MySQLdb: 'mysqlclient',
  nacl: 'PyNaCl',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  socks: 'PySocks',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  win32com: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
};

/** The last line of an uncaught error. A part of a package that is there, or of a script's own module, has a dot or more words. */
const PYTHON_MISSING = /^ModuleNotFoundError: No module named '([\w.]+)'$/;
const NODE_MISSING = /^(?:\w*Error(?: \[\w+\])?: )Cannot find (?:module|package) '([^']+)'/gm;
/** How Node ends an uncaught error, and says that this is the one. */
const NODE_UNCAUGHT = /code: '(?:ERR_)?MODULE_NOT_FOUND'[\s\S]*Node\.js v\d/;
/** A package, and perhaps a path in it. */
const NPM_PACKAGE = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*(?=\/|$)/i;

/** A module that a script could not import. */
export interface MissingModule {
  /** As the script calls it: `yaml`. */
  readonly module: string;
  /** What to install for it: `PyYAML`. */
  readonly package: string;
}

/**
 * Finds the module that a script has ended for.
 * @param errorTail the end of its stderr
 * @param dependencies that it has
 * @returns null when it did not end for a missing module, or the package is among its dependencies
 */
export function missingModule(
  language: ScriptLanguage,
  errorTail: string,
  dependencies: string[],
): MissingModule | null {
  const missing = MISSING[language](errorTail);
  return missing && !dependencies.some((text) => isOf(missing.package, text)) ? missing : null;
}

/** What would let the script find it, in a sentence. */
export const hintOf = ({ module, package: name }: MissingModule): string =>
  `The module “${module}” is not installed. Add “${name}” to the dependencies of the script.`;

const MISSING: Record<ScriptLanguage, (errorTail: string) => MissingModule | null> = {
  python: (errorTail) => {
    const lastLine = errorTail.trimEnd().split('\n').at(-1) ?? '';
    const module = PYTHON_MISSING.exec(lastLine)?.[1];
    if (module === undefined) return null;
    const known = PYTHON_PACKAGES[module];
    // a part of a package, or of the interpreter itself (_tkinter), is in no index under its name
    if (known === undefined && /^_|\./.test(module)) return null;
    return { module, package: known ?? module };
  },
  javascript: (errorTail) => {
    const module = [...errorTail.matchAll(NODE_MISSING)].at(-1)?.[1];
    if (module === undefined || !NODE_UNCAUGHT.test(errorTail)) return null;
    const name = NPM_PACKAGE.exec(module)?.[0];
    return name === undefined ? null : { module, package: name };
  },
};

/** Whether a requirement is of a package, in whatever spelling. */
function isOf(name: string, requirement: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-');
  const [written = ''] = /^@?[^\s@[=<>!~;]+/.exec(requirement) ?? [];
  return plain(written) === plain(name);
}
