import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { readPythonImports } from './imports.ts'
import { moduleTable, sameNames } from './module-table.ts'
import { createModuleFinder, normalizeName } from './modules.ts'
import { readNotebook } from './notebook.ts'
import { createSources, memorySources } from '../source-tree.ts'

function read(text: string): readonly string[] {
  const { uses, computed } = readPythonImports(text)
  const found = uses.filter(({ kind }) => kind !== 'string').map(({ kind, module }) => `${kind} ${module}`)
  return [...found, ...computed.map(({ prefix }) => `computed ${prefix}`)].sort()
}

const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ['import x', ['load x']],
  ['import a.b as c, d , e.f', ['load a.b', 'load d', 'load e.f']],
  ['from x import a, b as c', ['load x', 'load x.a', 'load x.b']],
  ['from x import (\n  a,  # no\n  b,\n)\nimport y', ['load x', 'load x.a', 'load x.b', 'load y']],
  ['from x import *', ['load x']],
  ['from . import a\nfrom .b import c\nfrom ...d.e import f', []],
  ['from google.cloud import storage', ['load google.cloud', 'load google.cloud.storage']],
  ['try: import x\nexcept ImportError: x = None', ['load x']],
  ['if a: import x; import y', ['load x', 'load y']],
  ['def f():\n\timport x', ['load x']],
  ['import \\\n  x', ['load x']],
  ['importlib.import_module("x.y"); __import__(\'z\')', ['load x.y', 'load z']],
  ['import_module(".x", package="p"); import_module(f".{n}", __name__)', []],
  ['import_module(name); __import__(f"plugin_{n}")', ['computed ', 'computed plugin_']],
  ['def import_module(name): pass', []],
  ['pytest.importorskip("x")', ['load x']],
  ['# import x\n"""\nimport y\n"""\ns = "import z"', []],
  ["s = '''\nimport x\n'''\nimport y", ['load y']],
  ['s = r"\\" import x"\nimport y', ['load y']],
  ['s = f"{d["import x"]} {{" + f\'{a!r:>{w}}\'\nimport y', ['load y']],
  [
    'if TYPE_CHECKING:\n    import x\n    from y import z\nimport w',
    ['load w', 'types x', 'types y', 'types y.z'],
  ],
  ['if typing.TYPE_CHECKING:\n    import x\nelse:\n    import y', ['load y', 'types x']],
  ['def f():\n    if TYPE_CHECKING: import x\n    import y', ['load y', 'types x']],
  ['raise E from x\nyield from y', []],
  ['print >>f, "x"\nimport y', ['load y']],
]

describe('imports of Python', () => {
  it.each(rows)('%s', (text, expected) => {
    expect(read(text)).toEqual([...expected].sort())
  })

  it('looks line by line where a bracket or string does not close', () => {
    expect(read('a = (\nimport x')).toContain('load x')
    expect(read("a = 'open\nimport x")).toContain('load x')
  })

  it('keeps strings that may name a module, and no others', () => {
    const { uses } = readPythonImports('A = ["whitenoise.middleware.X", "a b", "pkg.mod:obj", "é"]')
    expect(uses.map(({ module }) => module)).toEqual(['whitenoise.middleware.X', 'pkg.mod'])
  })

  it('gives what was planted and nothing else', () => {
    const decoy = fc.constantFrom(
      '# import no',
      '"import no"',
      "'''\nimport no\n'''",
      'r"\\d"',
      'f\'{a["import no"]}\'',
      'x = 1',
    )
    const line = fc.oneof(
      decoy.map((text) => ({ text, name: undefined })),
      fc.stringMatching(/^p[a-z]{3,8}$/).map((name) => ({ text: `import ${name}`, name })),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const found = read(lines.map(({ text }) => text).join('\n'))
        expect(found).toEqual(
          lines.flatMap(({ name }) => (name === undefined ? [] : [`load ${name}`])).sort(),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('never throws, in bounded time', () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '"""',
      '\\',
      '\n',
      '{',
      '}',
      '(',
      ')',
      'f"',
      'import ',
      'from ',
      ' x ',
      '#',
      ':',
      '\t',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 200 }),
        (pieces) => readPythonImports(pieces.join('')).uses.length >= 0,
      ),
    )
    for (const text of [
      'f"{'.repeat(100_000),
      'from x import a,'.repeat(40_000),
      '('.repeat(300_000),
      'import_module('.repeat(50_000),
    ]) {
      const start = process.cpuUsage()
      readPythonImports(text)
      expect(process.cpuUsage(start).user).toBeLessThan(3_000_000)
    }
  })
})

describe('modules of distributions', () => {
  it('come from dist-info, then from the table, then from a guess', () => {
    const find = createModuleFinder(
      createSources(
        memorySources({
          '.venv/lib/python3/site-packages/odd_name-1.0.dist-info/top_level.txt': 'odd\n_odd\n',
          '.venv/lib/python3/site-packages/other-2.dist-info/RECORD':
            'othermod/__init__.py,sha256=x,1\nsingle.py,,\nother-2.dist-info/RECORD,,\n',
        }),
      ),
    )
    expect(find('Odd.Name')).toEqual({ names: ['_odd', 'odd'], isGuess: false })
    expect(find('other')).toEqual({ names: ['othermod', 'single'], isGuess: false })
    expect(find('PyYAML')).toEqual({ names: ['yaml', '_yaml'], isGuess: false })
    expect(find('requests')).toEqual({ names: ['requests'], isGuess: false })
    expect(find('some-unheard-of')).toMatchObject({ isGuess: true })
    expect(find('some-unheard-of').names).toContain('some_unheard_of')
  })

  it('are in the table once, under normal names, at least 150 of them different', () => {
    const names = [...moduleTable.keys(), ...sameNames]
    expect(names.filter((name) => name !== normalizeName(name))).toEqual([])
    const different = [...moduleTable].filter(
      ([name, modules]) => !modules.includes(name.replaceAll('-', '_')),
    )
    expect(different.length).toBeGreaterThan(150)
    for (const [name, modules] of moduleTable) {
      expect(modules.length, name).toBeGreaterThan(0)
      for (const module of modules) expect(module, name).toMatch(/^[A-Za-z_]\w*(\.\w+)*$/)
    }
  })
})

describe('notebooks', () => {
  const cells = [
    { cell_type: 'markdown', source: ['import no'] },
    { cell_type: 'code', source: ['%pip install no\n', '!pip install no\n', 'import x\n', 'y = "a\\n"'] },
    { cell_type: 'code', source: 'import z' },
  ]

  it('give the code of their cells with lines of the file', () => {
    const file = JSON.stringify({ nbformat: 4, cells }, null, 1)
    const notebook = readNotebook(file)
    expect(read(notebook?.text ?? '')).toEqual(['load x', 'load z'])
    const at = notebook?.text.split('\n').indexOf('import x') ?? -1
    expect(file.split('\n')[(notebook?.lines[at] ?? 0) - 1]).toContain('import x')
  })

  it('may be anything', () => {
    for (const file of [
      '',
      '[]',
      '{"cells":1}',
      '{"cells":[1,{"cell_type":"code"},{"cell_type":"code","source":[1]}]}',
    ])
      expect(() => readNotebook(file)).not.toThrow()
  })
})
