/**
 * Writes docs/settings.md from the docstrings and defaults of the settings class.
 * With `--check` it writes nothing and fails when the file is not what the class says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCE = 'server/src/config/server-config.ts';
const DOCUMENT = 'docs/settings.md';
/** Defaults that are computed: what a reader sees instead of the expression. */
const COMPUTED = {
  DATA_DIR: '`data`',
  EXECUTION_SPACES_DIR: '`execution_spaces`',
  PYENV_ROOT: '`~/.pyenv`',
  NVM_DIR: '`~/.nvm`',
  EXECUTION_CONCURRENCY: 'cores, at least 2',
  DEFAULT_TIMEZONE: 'zone of the server',
};

const file = ts.createSourceFile(
  SOURCE,
  readFileSync(SOURCE, 'utf8'),
  ts.ScriptTarget.Latest,
  true,
);
const settings = file.statements.find(
  (node) => ts.isClassDeclaration(node) && node.name?.text === 'ServerConfig',
);
const rows = settings.members.filter(ts.isPropertyDeclaration).map((member) => {
  const name = member.name.getText(file);
  const text = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0].comment);
  return `| \`${name}\` | ${COMPUTED[name] ?? defaultOf(member.initializer)} | ${text.replace(/\s+/g, ' ').replaceAll('|', '\\|')} |`;
});

/** Products of numbers are multiplied out; an empty list is nothing. */
function defaultOf(initializer) {
  const text = initializer.getText(file);
  if (ts.isArrayLiteralExpression(initializer)) return '(none)';
  if (ts.isStringLiteral(initializer)) return `\`${initializer.text}\``;
  const factors = text.split('*').map((factor) => Number(factor.replaceAll('_', '')));
  return `\`${factors.every(Number.isFinite) ? factors.reduce((product, factor) => product * factor, 1) : text}\``;
}

const document = `# Settings

Environment variables, also read from a file \`.env\` in the folder where the server starts. A value that is not valid stops
the start with one message that names all of them. This page is written by \`npm run docs:settings\`.

| Variable | Default | Meaning |
| --- | --- | --- |
${rows.join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(DOCUMENT, document);
else if (readFileSync(DOCUMENT, 'utf8') !== document) {
  console.error(
    `${DOCUMENT} is not what ${SOURCE} says: run \`npm run docs:settings\` and commit the result.`,
  );
  process.exit(1);
}
