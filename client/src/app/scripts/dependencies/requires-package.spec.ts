import { requiresPackage } from './requires-package';

describe('requiresPackage', () => {
  it.each([
    ['PyYAML', 'pyyaml>=6', true],
    ['python-slugify', 'python_slugify[unidecode] ; python_version > "3"', true],
    ['@scope/name', '@scope/name@1.0.0', true],
    ['left-pad', 'left-pad@^1', true],
    ['yaml', 'pyyaml', false],
    ['@scope/name', 'name', false],
  ])('looks for %s in %s: %s', (name, requirement, isThere) => {
    expect(requiresPackage(['other', requirement], name)).toBe(isThere);
  });

  it('finds nothing where there are no requirements', () => {
    expect(requiresPackage([], 'yaml')).toBe(false);
  });
});
