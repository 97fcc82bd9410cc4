/** The floors of the house as data: who may import whom (house-style section 2, design 10.5). */

/** Modules of the toolkit by floor, from the ground up; neighbours share a floor and never import each other. */
export const floors: readonly (readonly string[])[] = [
  ['base'],
  ['translog'],
  ['model'],
  ['versions', 'small-files'],
  ['csaf'],
  ['inventory', 'sbom', 'advisories', 'licenses', 'ledger', 'reachability', 'timestamps'],
  ['foreign', 'lifecycle'],
  ['matching', 'vex', 'attestations'],
  ['policy', 'evidence-package'],
  ['cra'],
  ['documents'],
  ['assistant'],
  ['adapters'],
]

/** Built-in modules that a module may use; absent means none. */
export const builtins: Readonly<Record<string, readonly string[]>> = {
  base: ['node:crypto', 'node:zlib', 'node:buffer'],
  adapters: ['*'],
}

/** Workspaces and the workspaces that they may import (sub-paths in brackets where only some are allowed). */
export const workspaces: Readonly<Record<string, readonly string[]>> = {
  'packages/toolkit': ['@occtet/ui'],
  'packages/contract': ['@occtet/toolkit/model'],
  'packages/ui': [],
  'apps/cli': [
    '@occtet/toolkit/*',
    '@occtet/contract',
    '@occtet/ui',
    '@occtet/server/feddb',
    '@occtet/server/app',
  ],
  'apps/server': ['@occtet/toolkit/*', '@occtet/contract/api', '@occtet/ui'],
  'apps/web': ['@occtet/contract/api', '@occtet/ui', '@occtet/toolkit/translog'],
  'apps/verifier': ['@occtet/toolkit/*', '@occtet/ui'],
}

/** Toolkit modules that may import a workspace at all. */
export const mayImportUi: readonly string[] = ['documents']
