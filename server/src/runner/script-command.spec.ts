import { scriptCommand } from './script-command.js';

describe('scriptCommand', () => {
  const flagsFor = (version: string) =>
    scriptCommand(
      { language: 'javascript', path: '/n/node', prefix: '/n/node', version },
      (file) => file,
      false,
    ).command.slice(1, -1);

  it.each(['18.20.4', '20.10.0', '21.2.0'])(
    'gives Node.js %s no flag it does not know',
    (version) => {
      expect(flagsFor(version)).toEqual([]);
    },
  );

  it.each(['20.11.0', '21.3.0', '24.0.0'])(
    'keeps Node.js %s quiet about module types',
    (version) => {
      expect(flagsFor(version)).toEqual(['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON']);
    },
  );
});
