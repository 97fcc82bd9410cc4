/** Each rule of the architecture gate is proven by a planted breach. */
import { expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'

const t = 'packages/toolkit/src/'

function rulesOf(files: Readonly<Record<string, string>>): string[] {
  const breaches = checkImports(new Map(Object.entries(files)))
  return [...new Set(breaches.map((breach) => breach.rule))].sort()
}

const planted: readonly [string, Record<string, string>, string[]][] = [
  [
    'down through the front door is fine',
    { [`${t}model/index.ts`]: `import { ok } from '../base/index.ts'`, [`${t}base/index.ts`]: '' },
    [],
  ],
  [
    'up',
    { [`${t}base/index.ts`]: `import type { Purl } from '../model/index.ts'`, [`${t}model/index.ts`]: '' },
    ['floor'],
  ],
  [
    'sideways',
    { [`${t}sbom/index.ts`]: `export { x } from '../inventory/index.ts'`, [`${t}inventory/index.ts`]: '' },
    ['floor'],
  ],
  [
    'back door',
    {
      [`${t}model/index.ts`]: `import { ok } from '../base/result.ts'`,
      [`${t}base/index.ts`]: `export { ok } from './result.ts'`,
      [`${t}base/result.ts`]: '',
    },
    ['front-door'],
  ],
  [
    'own index',
    { [`${t}base/index.ts`]: `import './a.ts'`, [`${t}base/a.ts`]: `const x = import('./index.ts')` },
    ['cycle', 'front-door'],
  ],
  [
    'disk outside adapters',
    { [`${t}matching/index.ts`]: `import { readFileSync } from 'node:fs'` },
    ['purity'],
  ],
  ['disk in adapters is fine', { [`${t}adapters/index.ts`]: `import { readFileSync } from 'node:fs'` }, []],
  [
    'another workspace by path',
    {
      'apps/cli/src/main.ts': `import { x } from '../../../packages/ui/src/index.ts'`,
      'packages/ui/src/index.ts': '',
    },
    ['workspace'],
  ],
  [
    'ui below documents',
    { [`${t}model/index.ts`]: `import { x } from '@occtet/ui'`, 'packages/ui/src/index.ts': '' },
    ['workspace'],
  ],
  [
    'ui imports the toolkit',
    { 'packages/ui/src/index.ts': `import { x } from '@occtet/toolkit/model'`, [`${t}model/index.ts`]: '' },
    ['workspace'],
  ],
  [
    'cycle',
    {
      [`${t}base/index.ts`]: `import './a.ts'`,
      [`${t}base/a.ts`]: `import './b.ts'`,
      [`${t}base/b.ts`]: `import './a.ts'`,
    },
    ['cycle'],
  ],
  ['star', { [`${t}base/index.ts`]: `export * from './a.ts'`, [`${t}base/a.ts`]: '' }, ['star']],
  ['island', { [`${t}base/index.ts`]: '', [`${t}base/alone.ts`]: '' }, ['island']],
  [
    'module without a floor',
    { [`${t}helpers/index.ts`]: `import { ok } from '../base/index.ts'`, [`${t}base/index.ts`]: '' },
    ['unknown-module'],
  ],
  [
    'comments and strings are no imports',
    { [`${t}base/index.ts`]: `// import 'node:fs'\n/* import 'node:fs' */ const s = "import 'node:fs'"` },
    [],
  ],
]

test.each(planted)('%s', (_title, files, rules) => {
  expect(rulesOf(files)).toEqual(rules)
})
