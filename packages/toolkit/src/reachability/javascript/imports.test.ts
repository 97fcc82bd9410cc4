import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { readImports } from './imports.ts'
import { kindOf, scriptOf } from './scripts.ts'

/** Imports of a text as `kind specifier`; strings elsewhere are left out. */
function read(path: string, text: string): readonly string[] {
  const { uses, computed } = readImports(scriptOf(path, text), kindOf(path, text))
  const found = uses
    .filter(({ kind }) => kind !== 'string')
    .map(({ kind, specifier }) => `${kind} ${specifier}`)
  return [...found, ...computed.map(({ prefix, suffix }) => `computed ${prefix}…${suffix}`)].sort()
}

const rows: readonly (readonly [path: string, text: string, expected: readonly string[]])[] = [
  ['a.js', `import 'x'`, ['load x']],
  ['a.js', `import a from "x"`, ['load x']],
  ['a.js', `import a, { b as c, default as d } from 'x'`, ['load x']],
  ['a.js', `import * as a from 'x'; import{b}from'y'`, ['load x', 'load y']],
  ['a.js', `import a from 'x' with { type: 'json' }`, ['load x']],
  [
    'a.js',
    `export * from 'x'; export { a } from 'y'; export * as z from 'z'`,
    ['load x', 'load y', 'load z'],
  ],
  ['a.js', `export { a }; const from = 'x'`, []],
  ['a.js', `export const a = from('x')`, []],
  ['a.js', `import { "string name" as a } from 'x'`, ['load x']],
  ['a.js', `import('x').then(f); await import(\`y\`)`, ['load x', 'load y']],
  ['a.js', `import(/* webpackChunkName: "c" */ 'x')`, ['load x']],
  ['a.js', `import(\`./pages/\${name}.js\`); require('./' + name)`, []],
  ['a.js', `import(\`plugin-\${name}/index\`)`, ['computed plugin-…/index']],
  ['a.js', `require('prefix-' + name)`, ['computed prefix-…']],
  ['a.js', `require(name)`, ['computed …']],
  ['a.js', `require(isOld ? 'x' : 'y')`, ['load x', 'load y']],
  ['a.js', `require(isOld ? 'x' : other)`, ['computed …']],
  ['a.js', `require(["fs"].join())`, ['load fs']],
  ['a.js', `require(path.join(__dirname, name)); import(new URL(name, import.meta.url))`, []],
  ['a.js', `__webpack_require__(12); require(12); require()`, []],
  ['a.js', `import.meta.resolve('x'); import.meta.glob('./*.js'); import.defer('y')`, ['load x', 'load y']],
  [
    'a.js',
    `const a = require("x"), b = require.resolve('y'), c = module.require('z')`,
    ['load x', 'load y', 'load z'],
  ],
  ['a.js', `foo.require('x'); function require(a) {} foo.import('y'); a.export('z')`, []],
  ['a.js', `require?.('x')`, ['load x']],
  ['a.js', `jest.requireActual('x')`, ['load x']],
  ['a.js', `require('\\x6codash'); require('\\u{78}')`, ['load lodash', 'load x']],
  ['a.js', `// import 'x'\n/* require('y') */ const a = "import 'z'"`, []],
  [
    'a.js',
    `const a = \`import 'x' \${ require('y') } require('z') \${ \`\${ import('w') }\` }\``,
    ['load w', 'load y'],
  ],
  ['a.js', `const a = /require('x')/; b = c / d; require('y') / 2`, ['load y']],
  ['a.js', `if (a) /'/.test(b); require('x') // '`, ['load x']],
  ['a.js', `a = b\n/c/g; require('x')`, ['load x']],
  ['a.js', `const a = {}\n/ 2; const b = "'"; require('x')`, ['load x']],
  ['a.js', `a++ / 2; require('x') / 3`, ['load x']],
  ['a.js', `function f() {} /'/.test(a); require('x')`, ['load x']],
  ['a.js', `x = a ? /[/']/ : /\\//; require('x')`, ['load x']],
  ['a.js', `return /'/.exec(a); require('x')`, ['load x']],
  ['a.js', `a = 1 << b; c = d << e; require('x')`, ['load x']],
  ['a.js', `#!/usr/bin/env node 'it\nrequire('x')`, ['load x']],
  ['a.jsx', `const a = <p>Don't import 'x' from "y" {require('z')}</p>; import 'w'`, ['load w', 'load z']],
  ['a.jsx', `const a = <A b="it's" c={require('x')} {...d} />, e = require('y')`, ['load x', 'load y']],
  ['a.jsx', `const a = <><b.c d:e='"'>'</b.c>{/* ' */}</>; require('x')`, ['load x']],
  ['a.jsx', `const a = b < c, d = e > f; require('x')`, ['load x']],
  ['a.tsx', `const f = <T,>(a: T) => a; const g = <T extends U>(a: T) => a; import 'x'`, ['load x']],
  ['a.tsx', `type F = <T>(a: T) => void; const a = <p>it's</p>; import 'x'`, ['load x']],
  ['a.tsx', `interface I { <T>(a: T): T; b: <U>() => '"' } import 'x'`, ['load x']],
  ['a.tsx', `const a = <Foo<string> b="c">it's</Foo>; import 'x'`, ['load x']],
  ['a.ts', `const a = <Foo>b; const c = "<p>"; import 'x'`, ['load x']],
  [
    'a.ts',
    `import type { A } from 'x'; import type B from 'y'; import type * as C from 'z'`,
    ['types x', 'types y', 'types z'],
  ],
  [
    'a.ts',
    `import type from 'x'; import type, { a } from 'y'; import { type } from 'z'`,
    ['load x', 'load y', 'load z'],
  ],
  ['a.ts', `import { type A, type B } from 'x'; import { type A, b } from 'y'`, ['inline-types x', 'load y']],
  ['a.ts', `export type { A } from 'x'; export type * from 'y'; export type C = 'z'`, ['types x', 'types y']],
  ['a.ts', `import a = require('x'); import type b = require('y'); import c = A.B`, ['load x', 'types y']],
  [
    'a.ts',
    `let a: typeof import('x'); let b: import('y').T; const c = import('z')`,
    ['load z', 'types x', 'types y'],
  ],
  ['a.ts', `/// <reference types="x" />\n/// <reference path="./y" />`, ['types x']],
  ['a.ts', `const a = b! / c; const d = "'"; require('x')`, ['load x']],
  ['a.ts', `class A { private import = 1; get export() { return 'x' } }`, []],
  [
    'a.vue',
    `<template><p>import 'x' it's</p></template>\n<script setup lang="ts">\nimport a from 'y'\n</script>`,
    ['load y'],
  ],
  [
    'a.vue',
    `<!-- <script>import 'x'</script> --><script>import 'y'</script><script setup>import 'z'</script>`,
    ['load y', 'load z'],
  ],
  ['a.svelte', `<script context="module">import 'x'</script><p>{"import 'y'"}</p>`, ['load x']],
  ['a.astro', `---\nimport A from 'x'\n---\n<p>it's</p><script>import 'y'</script>`, ['load x', 'load y']],
]

describe('imports of JavaScript and TypeScript', () => {
  it.each(rows)('%s: %s', (path, text, expected) => {
    expect(read(path, text)).toEqual([...expected].sort())
  })

  it('tells the place', () => {
    const text = `// first\nimport a from 'x'\n\nconst b = require('y')`
    const lines = readImports(text, { jsx: true, types: false }).uses.map(
      ({ at }) => text.slice(0, at).split('\n').length,
    )
    expect(lines).toEqual([2, 4])
  })

  it('looks line by line where brackets or strings do not close', () => {
    for (const broken of [
      `const a = \`\${\nimport b from 'x'`,
      `f((\nrequire('x')\n`,
      `const a = 'open\nimport 'x'`,
    ]) {
      const { uses, isSound } = readImports(broken, { jsx: true, types: false })
      expect(isSound).toBe(false)
      expect(uses.some(({ specifier, kind }) => specifier === 'x' && kind === 'load')).toBe(true)
    }
  })
})

/** A line that imports nothing, whatever it holds. */
const decoys = [
  `// import 'no' ' " \` /*`,
  `/* require('no') ' " \` */`,
  `s1 = "import 'no' \\" \` // /*"`,
  `s2 = 'require("no") \\' \` // /*'`,
  `s3 = \`import 'no' " ' // \\\` \\\${\``,
  `r1 = /require\\('no'\\) ['"\`]/g`,
  `r2 = [/[/"'\`]/, x].map(/\\//.test)`,
  `n = a / b / c`,
  `o = { import: 'no', require: "no" }; o.import('no'); o.require("no")`,
  `if (a) /'"/.test(b)`,
  `t = <p title='"'>Don't import "no" &amp; {' " '} // no</p>`,
  `v = cond ? <a href="//no">it's</a> : <></>`,
  `w = a < b && c > d`,
]

const real: readonly ((name: string) => string)[] = [
  (name) => `import ${name} from '${name}'`,
  (name) => `import { a as ${name} } from "${name}"`,
  (name) => `const ${name} = require('${name}')`,
  (name) => `const ${name} = <p a={require('${name}')}>it's</p>`,
  (name) => `const ${name} = \`it's \${import('${name}')}\``,
  (name) => `export * as ${name} from '${name}'`,
  (name) => `f(/'/, require('${name}'), '/')`,
]

describe('random programs', () => {
  it('give what was planted and nothing else', () => {
    const line = fc.oneof(
      fc.constantFrom(...decoys).map((text) => ({ text, name: undefined })),
      fc.tuple(fc.nat(real.length - 1), fc.stringMatching(/^[a-z]{3,8}$/)).map(([kind, name]) => ({
        text: real[kind]?.(`p${name}`) ?? '',
        name: `p${name}`,
      })),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const planted = lines.flatMap(({ name }) => name ?? [])
        const found = readImports(lines.map(({ text }) => `${text};`).join('\n'), { jsx: true, types: false })
        expect(found.isSound).toBe(true)
        expect(found.uses.filter(({ kind }) => kind === 'load').map(({ specifier }) => specifier)).toEqual(
          planted,
        )
      }),
      { numRuns: 500 },
    )
  })

  it('never throw', () => {
    const piece = fc.constantFrom(
      ...'\'"`/*\\\n<>{}()[]$=!+-'.split(''),
      '${',
      'import',
      'from',
      'require',
      '</',
      ' x ',
      '=>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.boolean(), (pieces, jsx) => {
        const text = pieces.join('')
        for (const { at } of readImports(text, { jsx, types: !jsx }).uses)
          expect(at).toBeLessThan(text.length)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['tags that never close', '<a>'.repeat(60_000)],
    ['tags in attributes', '<a b='.repeat(60_000)],
    ['open brackets', '(['.repeat(200_000)],
    ['open templates', '`${'.repeat(200_000)],
    ['slashes', '/'.repeat(400_001)],
    ['a regular expression without an end', `/${'['.repeat(400_000)}`],
    ['quotes', `'"`.repeat(200_000)],
    ['type parameters', 'a=<'.repeat(130_000)],
    ['calls in calls', 'require('.repeat(40_000)],
    ['imports without from', 'import {a,'.repeat(40_000)],
  ])('are read in bounded time: %s', (_, text) => {
    const start = process.cpuUsage()
    readImports(text, { jsx: true, types: false })
    expect(process.cpuUsage(start).user).toBeLessThan(3_000_000)
  })
})
