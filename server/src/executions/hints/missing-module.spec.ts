import { hintOf, missingModule } from './missing-module.js';

const python = (last: string, code = 'import x') => `Traceback (most recent call last):
  File "/exec/work/main.py", line 1, in <module>
    ${code}
${last}
`;
const node = (first: string, code: string) => `node:internal/modules/cjs/loader:1210
  throw err;
  ^

${first}
Require stack:
- /exec/work/main.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15) {
  code: '${code}',
  requireStack: [ '/exec/work/main.js' ]
}

Node.js v20.20.2
`;

describe('the module that a run has ended for', () => {
  it.each([
    ["ModuleNotFoundError: No module named 'requests'", 'requests', 'requests'],
    ["ModuleNotFoundError: No module named 'yaml'", 'yaml', 'PyYAML'],
  ])('names the package for %s', (last, module, name) => {
    expect(missingModule('python', python(last), [])).toEqual({ module, package: name });
  });

  it.each([
    ['import google.protobuf', 'google', 'google.protobuf', 'protobuf'],
    ['from google.protobuf import json_format', 'google', 'google.protobuf', 'protobuf'],
    ['from google import genai', 'google', 'google.genai', 'google-genai'],
    ['import google.generativeai as ai', 'google', 'google.generativeai', 'google-generativeai'],
    ['from google.oauth2 import service_account', 'google', 'google.oauth2', 'google-auth'],
    [
      'from google.cloud import storage as gcs, bigquery',
      ...['google', 'google.cloud.storage', 'google-cloud-storage'],
    ],
    [
      'from google.cloud import pubsub_v1',
      ...['google.cloud', 'google.cloud.pubsub_v1', 'google-cloud-pubsub'],
    ],
    [
      'import os, google.cloud.storage.blob',
      ...['google.cloud.storage', 'google.cloud.storage', 'google-cloud-storage'],
    ],
    [
      'from azure.storage.blob.aio import BlobServiceClient',
      ...['azure', 'azure.storage.blob', 'azure-storage-blob'],
    ],
    ['from azure.identity import (', 'azure', 'azure.identity', 'azure-identity'],
    ['from ruamel.yaml import YAML', 'ruamel', 'ruamel.yaml', 'ruamel.yaml'],
    ['    if 1: import zope.interface\n    ^^^~', 'zope', 'zope.interface', 'zope.interface'],
    ['import requests.adapters', 'requests', 'requests', 'requests'],
    ['import yaml.x as y', 'yaml', 'yaml', 'PyYAML'],
  ])('names the package for %j', (code, missing, module, name) => {
    const tail = python(`ModuleNotFoundError: No module named '${missing}'`, code);
    expect(missingModule('python', tail, [])).toEqual({ module, package: name });
  });

  it.each([
    ['from google.cloud import something_new', 'google'],
    ['from google.cloud import something_new', 'google.cloud'],
    ['from google.cloud import (', 'google'],
    ['import google', 'google'],
    ['__import__("google.protobuf")', 'google'],
    ['import azure.storage', 'azure'],
    ['import google.protobuf.nope', 'google.protobuf.nope'],
    ['from yaml.nope import x', 'yaml.nope'],
  ])('is none for %j where nothing certain is known of %s', (code, missing) => {
    const tail = python(`ModuleNotFoundError: No module named '${missing}'`, code);
    expect(missingModule('python', tail, [])).toBeNull();
  });

  it.each([
    ["ModuleNotFoundError: No module named 'requests.nope'"],
    ["ModuleNotFoundError: No module named '_tkinter'"],
    ["ModuleNotFoundError: No module named 'a.b'; 'a' is not a package"],
    ["ModuleNotFoundError: No module named 'x'\nValueError: another end"],
    ['ValueError: x'],
  ])('is none for %j', (last) => {
    expect(missingModule('python', python(last), [])).toBeNull();
  });

  it.each([
    ["Error: Cannot find module 'lodash'", 'MODULE_NOT_FOUND', 'lodash'],
    ["Error: Cannot find module 'lodash/fp'", 'MODULE_NOT_FOUND', 'lodash'],
    ["Error: Cannot find module '@scope/name/part'", 'MODULE_NOT_FOUND', '@scope/name'],
    [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'chalk' imported from /exec/work/main.js",
      'ERR_MODULE_NOT_FOUND',
      'chalk',
    ],
  ])('names the package for %s', (first, code, name) => {
    expect(missingModule('javascript', node(first, code), [])).toMatchObject({ package: name });
  });

  it.each([
    ["Error: Cannot find module './own.js'", 'MODULE_NOT_FOUND'],
    [
      "Error: Cannot find module '/exec/work/x.mjs' imported from /exec/work/main.js",
      'ERR_MODULE_NOT_FOUND',
    ],
    ["Error: Cannot find module 'x'", 'OTHER'],
  ])('is none for %s, %s', (first, code) => {
    expect(missingModule('javascript', node(first, code), [])).toBeNull();
  });

  it('is none when the package is a dependency already', () => {
    const tail = python("ModuleNotFoundError: No module named 'yaml'");
    expect(missingModule('python', tail, ['pyyaml>=6'])).toBeNull();
    expect(missingModule('python', tail, ['pyyaml-extra'])).not.toBeNull();
    const error = node("Error: Cannot find module '@s/x'", 'MODULE_NOT_FOUND');
    expect(missingModule('javascript', error, ['@s/x@1'])).toBeNull();
  });

  it('is told in a sentence with the remedy', () => {
    expect(hintOf({ module: 'yaml', package: 'PyYAML' })).toBe(
      'The module “yaml” is not installed. Add “PyYAML” to the dependencies of the script.',
    );
  });
});
