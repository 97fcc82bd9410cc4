import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { goMod } from './go-mod.ts'

const file = `module example.com/app // the app

go 1.22
toolchain go1.22.1

require (
	example.com/A/Upper v1.0.0
	example.com/b v1.1.0 // indirect
	"example.com/quoted" v1.2.0 // indirect; why
	example.com/forked v1.3.0
	example.com/local v1.4.0
	example.com/never v1.5.0
	example.com/branch master
)
require example.com/single/v2 v2.0.0+incompatible

exclude example.com/never v1.5.0
exclude (
	example.com/b v1.0.9
)
replace (
	example.com/forked v1.3.0 => example.com/fork v1.3.1
	example.com/b v0.9.0 => example.com/unused v0.9.1
	example.com/local => ../local
)
retract [v0.1.0, v0.2.0]
tool (
	example.com/b/cmd
)
`

describe('go.mod', () => {
  test('require after replace and exclude', () => {
    const read = readRows(goMod, file, { 'go.sum': `example.com/b v1.1.0 h1:${'A'.repeat(43)}=\n` })
    expect(read.rows).toEqual([
      '7 pkg:golang/example.com/A/Upper@v1.0.0 direct unknown',
      '8 pkg:golang/example.com/b@v1.1.0 transitive unknown SHA-256 0000',
      '9 pkg:golang/example.com/quoted@v1.2.0 transitive unknown',
      '10 pkg:golang/example.com/fork@v1.3.1 direct unknown alias example.com/forked',
      '11 pkg:golang/example.com/local direct unknown path first-party',
      '12 pkg:golang/example.com/never direct unknown wants v1.5.0',
      '13 pkg:golang/example.com/branch direct unknown wants master',
      '15 pkg:golang/example.com/single/v2@v2.0.0%2Bincompatible direct unknown',
      '1 pkg:golang/example.com/app unknown unknown workspace first-party',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:11', 'VERSION_UNRESOLVED:12', 'VERSION_UNRESOLVED:13'])
  })

  test.each([
    ['empty', '', 'parsed', ['SHAPE_UNEXPECTED:1']],
    ['no go.mod', 'this is not\na go.mod', 'unreadable', ['SYNTAX_INVALID:1']],
    [
      'open block',
      'module a\nrequire (\n\tb.c/d v1.0.0\n',
      'partial',
      ['SYNTAX_INVALID:2', 'LOCK_MISSING:1'],
    ],
    ['unknown block', 'module a\nfuture (\n\tx y\n)\n', 'partial', ['ENTRY_UNREADABLE:3']],
    ['half a requirement', 'module a\nrequire b.c/d\n', 'partial', ['ENTRY_UNREADABLE:2']],
    ['half a replacement', 'module a\nreplace b.c/d =>\n', 'partial', ['ENTRY_UNREADABLE:2']],
    ['before 1.17', 'module a\ngo 1.16\nrequire b.c/d v1.0.0\n', 'partial', ['LOCK_MISSING:1']],
    ['windows lines', 'module a\r\ngo 1.20\r\nrequire b.c/d v1.0.0\r\n', 'parsed', []],
    ['empty block', 'module a\ngo 1.20\nrequire ()\n', 'parsed', []],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(goMod, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})
