/** A category as the server keeps it: names without blanks around them; '' for none. */
export function tidyCategory(path: string): string {
  const names = path.split('/').map((name) => name.trim());
  return names.filter(Boolean).join('/');
}
