/** Name of the package at the start of a requirement of pip or npm. */
const NAME = /^@?[^\s@[=<>!~;]+/;

/** Whether one of the requirements is of a package, in whatever version and spelling. */
export function requiresPackage(requirements: readonly string[], name: string): boolean {
  return requirements.some((requirement) => plain(requirement) === plain(name));
}

const plain = (requirement: string): string =>
  (NAME.exec(requirement)?.[0] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
