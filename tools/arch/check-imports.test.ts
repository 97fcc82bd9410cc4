/** Each rule of the architecture gate is proven by a planted breach. */
import { expect, test } from 'vitest'
import { readSources } from '../sources.ts'
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
  ['island of a component', { 'apps/web/src/main.tsx': '', 'apps/web/src/alone.tsx': '' }, ['island']],
  [
    'a component that imports the server',
    { 'apps/web/src/main.tsx': `import { x } from '@occtet/server/app'\nexport const A = () => <p>it</p>` },
    ['workspace'],
  ],
  [
    'cycle of components',
    {
      'apps/web/src/main.tsx': `import { A } from './a.tsx'`,
      'apps/web/src/a.tsx': `import { B } from './b.tsx'`,
      'apps/web/src/b.tsx': `import type { A } from './a.tsx'`,
    },
    ['cycle'],
  ],
  [
    'a pattern leads to what fits it',
    {
      'apps/web/src/main.tsx': `const files = import.meta.glob<Page>('./pages/*/*-page.tsx')`,
      'apps/web/src/pages/home/home-page.tsx': '',
    },
    [],
  ],
  [
    'a pattern leads to nothing else',
    {
      'apps/web/src/main.tsx': `const files = import.meta.glob('./pages/*/*-page.tsx')`,
      'apps/web/src/pages/home/alone.tsx': '',
      'apps/web/src/pages/home/deeper/other-page.tsx': '',
    },
    ['island'],
  ],
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

test('the sources that the gate reads have components among them', () => {
  expect([...readSources(['apps/web']).keys()]).toContain('apps/web/src/main.tsx')
})
