/** Imports of the bundle that go past a module's door: the same names, from where they are. */
import { expect, test } from 'vitest'
import { rewriteImports } from './direct-imports.ts'

const door = new Map([
  ['a', { file: '/src/x/a.ts', name: 'a' }],
  ['b', { file: '/src/x/deep/b.ts', name: 'inner' }],
])
const doorOf = (): typeof door => door

const rows = [
  ['a name', "import { a } from '../x/index.ts'", 'import { a as a } from "/src/x/a.ts"'],
  [
    'a name that the door changes',
    "import { b } from '../x/index.ts'",
    'import { inner as b } from "/src/x/deep/b.ts"',
  ],
  [
    'a name of its own here',
    "import { a as own } from '../x/index.ts'",
    'import { a as own } from "/src/x/a.ts"',
  ],
  ['types stay', "import { type T } from '../x/index.ts'", "import { type T } from '../x/index.ts'"],
  [
    'what the door itself holds stays',
    "import { a, made } from '@occtet/toolkit/x'",
    'import { a as a } from "/src/x/a.ts";import { made } from \'@occtet/toolkit/x\'',
  ],
  ['files are no doors', "import { a } from './x.ts'", "import { a } from './x.ts'"],
  ['packages are no doors', "import { a } from 'commander'", "import { a } from 'commander'"],
  [
    'type imports cost nothing',
    "import type { a } from '../x/index.ts'",
    "import type { a } from '../x/index.ts'",
  ],
] as const

test.each(rows)('%s', (_, text, expected) => {
  expect(rewriteImports(text, '/src/y/file.ts', doorOf)).toBe(expected)
})
