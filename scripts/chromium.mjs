/**
 * What new windows of Chromium load for their address bar: some 400 modules each, which takes the processor from the page
 * that is tested or measured.
 */
const ADDRESS_BAR = ['WebUIOmniboxAimPopup', 'WebUIOmniboxPopup', 'WebUIOmniboxFullPopup'];

/** What Playwright turns off that can matter here: Chromium takes only the last list, which is ours. */
const OF_PLAYWRIGHT = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
];

/** How the tests and the benchmarks start Debian's Chromium; `CHROME_BIN` names another one. */
export const CHROMIUM = {
  executablePath: process.env['CHROME_BIN'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    `--disable-features=${[...ADDRESS_BAR, ...OF_PLAYWRIGHT].join()}`,
  ],
};
