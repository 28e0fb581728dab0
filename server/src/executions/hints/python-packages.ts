/** Packages that are installed under another name than they are imported under. */
const RENAMED: Readonly<Record<string, string>> = {
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
  'google.api_core': 'google-api-core',
  'google.cloud.secretmanager': 'google-cloud-secret-manager',
  'google.cloud.sql.connector': 'cloud-sql-python-connector',
  'google.oauth2': 'google-auth',
  'google.protobuf': 'protobuf',
  googleapiclient: 'google-api-python-client',
  jose: 'python-jose',
  jwt: 'PyJWT',
  ldap: 'python-ldap',
  magic: 'python-magic',
  mpl_toolkits: 'matplotlib',
  MySQLdb: 'mysqlclient',
  nacl: 'PyNaCl',
  'opentelemetry.metrics': 'opentelemetry-api',
  'opentelemetry.trace': 'opentelemetry-api',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  'ruamel.yaml': 'ruamel.yaml',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  'snowflake.connector': 'snowflake-connector-python',
  'snowflake.snowpark': 'snowflake-snowpark-python',
  socks: 'PySocks',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  win32com: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
  'zope.component': 'zope.component',
  'zope.event': 'zope.event',
  'zope.interface': 'zope.interface',
  'zope.schema': 'zope.schema',
};

/** Parts of namespaces whose packages are called as they are imported, with `-` for `.` and `_`. */
const NAMESAKES: readonly string[] = [
  ...['auth', 'genai', 'generativeai'].map((name) => `google.${name}`),
  ...[
    ...['aiplatform', 'bigquery', 'bigquery_storage', 'bigtable', 'compute', 'datastore', 'dlp'],
    ...['documentai', 'error_reporting', 'firestore', 'functions', 'kms', 'language', 'logging'],
    ...['monitoring', 'ndb', 'pubsub', 'run', 'scheduler', 'spanner', 'speech', 'storage', 'tasks'],
    ...['texttospeech', 'translate', 'videointelligence', 'vision'],
  ].map((name) => `google.cloud.${name}`),
  ...[
    ...['ai.documentintelligence', 'ai.formrecognizer', 'ai.inference', 'ai.ml'],
    ...['ai.textanalytics', 'appconfiguration', 'batch', 'cognitiveservices.speech'],
    ...['containerregistry', 'core', 'cosmos'],
    ...['data.tables', 'eventgrid', 'eventhub', 'functions', 'identity', 'keyvault.certificates'],
    ...['keyvault.keys', 'keyvault.secrets', 'kusto.data', 'mgmt.compute', 'mgmt.monitor'],
    ...['mgmt.network', 'mgmt.resource', 'mgmt.storage', 'monitor.ingestion', 'monitor.query'],
    ...['search.documents', 'servicebus', 'storage.blob', 'storage.queue'],
  ].map((name) => `azure.${name}`),
  'opentelemetry.exporter.otlp',
  'opentelemetry.sdk',
];

const PACKAGES: ReadonlyMap<string, string> = new Map([
  ...NAMESAKES.map((module) => [module, module.replace(/[._]/g, '-')] as const),
  ...Object.entries(RENAMED),
]);

/** First words that many packages share: alone, none of them names a package, or one of that name that is another thing. */
const NAMESPACES: readonly string[] = [
  ...['azure', 'backports', 'google', 'jaraco', 'opentelemetry', 'ruamel', 'snowflake', 'zope'],
];

/** How the client libraries of Google call a version of an interface: `pubsub_v1`. */
const VERSION = /_v\d\w*$/;

/**
 * The package that brings a module.
 * @param imported as a script imports it, or a name in it: `google.cloud.storage.Client`
 * @returns with the part of the name that stands for the package; null when nothing certain is known
 */
export function packageOf(imported: string): { module: string; package: string } | null {
  const words = imported.split('.');
  for (let count = words.length; count > 0; count--) {
    const module = words.slice(0, count).join('.');
    const known = PACKAGES.get(module) ?? PACKAGES.get(module.replace(VERSION, ''));
    if (known !== undefined) return { module, package: known };
  }
  const [module = ''] = words;
  // what begins with `_` is a part of the interpreter itself (_tkinter), which is in no index
  if (module.startsWith('_') || NAMESPACES.includes(module)) return null;
  return { module, package: module };
}
