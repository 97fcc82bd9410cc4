import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { readGoHead } from './imports.ts'

const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['package a\nimport "x"', ['x']],
  ['package a\n\nimport (\n\t"x"\n\ty "a.b/y"\n\t. "z"\n\t_ "w" // why\n)\n', ['x', 'a.b/y', 'z', 'w']],
  ['package a; import ("x"; `y`)', ['x', 'y']],
  ['// import "no"\n/* import "no" */ package a /* x */\nimport/* */"x"', ['x']],
  ['package a\nimport "C"\nimport "x"\nvar s = `\nimport "no"\n`', ['C', 'x']],
  ['package a\nfunc f() { import := "no" }', []],
  ['package a\nimport (\n"x"\nvar y = 1', ['x']],
  ['', []],
]

describe('imports of Go', () => {
  it.each(rows)('%s', (text, expected) => {
    expect(readGoHead(text).imports.map(({ path }) => path)).toEqual(expected)
  })

  it('knows files that no build of the product takes', () => {
    expect(readGoHead('//go:build ignore\n\npackage main').isIgnored).toBe(true)
    expect(readGoHead('// +build tools\n\npackage tools').isIgnored).toBe(true)
    expect(readGoHead('//go:build linux && !cgo\n\npackage a').isIgnored).toBe(false)
    expect(readGoHead('package a\n\n//go:build ignore\n').isIgnored).toBe(false)
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      'package ',
      'import ',
      '(',
      ')',
      '"',
      '`',
      '\n',
      'x',
      '/*',
      '*/',
      '//',
      '.',
      ';',
      '_',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 100 }),
        (pieces) => readGoHead(pieces.join('')).imports.length >= 0,
      ),
    )
  })
})
