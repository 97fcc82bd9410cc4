/** Assemblies of .NET without a list beside them: named and never matched; whatever is changed in them gives an answer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { readCliAssembly } from '../../../packages/toolkit/src/inventory/read/cli-assembly.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import '../../property-seed.ts'
import { assemblyFile } from './assembly-writer.ts'
import { pe } from './executable-writer.ts'

const json = {
  name: 'Newtonsoft.Json',
  version: [13, 0, 0, 0],
  attributes: {
    AssemblyTitleAttribute: 'Json.NET',
    AssemblyFileVersionAttribute: '13.0.3.27908',
    AssemblyInformationalVersionAttribute: `13.0.3+${'0a'.repeat(20)}`,
  },
} as const

function look(files: Readonly<Record<string, Uint8Array | string>>): Inventory {
  return readInventory(memoryTree(files), { name: 'product' })
}

function listed(inventory: Inventory): readonly string[] {
  return (inventory.unidentified ?? []).map(({ name, version, path }) => `${name} ${version} ${path}`)
}

describe('assemblies', () => {
  test.each([
    ['narrow indexes', json],
    ['wide indexes', { ...json, isWide: true }],
  ])('%s: name and version of the product, and no package', (_title, facts) => {
    const inventory = look({ 'bin/Newtonsoft.Json.dll': assemblyFile(facts) })
    expect(listed(inventory)).toEqual(['Newtonsoft.Json 13.0.3 bin/Newtonsoft.Json.dll'])
    expect(inventory.components).toEqual([])
    const [reason = ''] = (inventory.unidentified ?? []).map((one) => one.reason)
    for (const part of [
      'assembly 13.0.0.0',
      'file 13.0.3.27908',
      'product 13.0.3+0a0a',
      'no package of NuGet',
    ]) {
      expect(reason).toContain(part)
    }
    expect(inventory.files.map(({ ecosystem, status }) => `${ecosystem} ${status}`)).toEqual([
      'dotnet-assembly parsed',
    ])
  })

  test.each([
    [{}, '13.0.0.0'],
    [{ AssemblyFileVersionAttribute: '13.0.3.1' }, '13.0.3.1'],
    [{ AssemblyInformationalVersionAttribute: 'nightly build' }, '13.0.0.0'],
    [{ AssemblyInformationalVersionAttribute: 'x'.repeat(300) }, '13.0.0.0'],
    [{ AssemblyInformationalVersionAttribute: `1.2.3-${'x'.repeat(150)}` }, '13.0.0.0'],
    [{ AssemblyInformationalVersionAttribute: '', AssemblyFileVersionAttribute: '2023-07-22' }, '13.0.0.0'],
  ])('attributes %j', (attributes, version) => {
    const inventory = look({ 'A.EXE': assemblyFile({ ...json, attributes }) })
    expect((inventory.unidentified ?? []).map((one) => one.version)).toEqual([version])
  })

  test('what a deps.json beside it names is stated there; what it does not name is listed', () => {
    const deps = JSON.stringify({
      runtimeTarget: { name: '.NETCoreApp,Version=v8.0' },
      targets: {
        '.NETCoreApp,Version=v8.0': {
          'App/1.0.0': { dependencies: { 'Newtonsoft.Json': '13.0.3' }, runtime: { 'App.dll': {} } },
          'Newtonsoft.Json/13.0.3': { runtime: { 'lib/net6.0/Newtonsoft.Json.dll': {} } },
        },
      },
      libraries: {
        'App/1.0.0': { type: 'project', serviceable: false, sha512: '' },
        'Newtonsoft.Json/13.0.3': { type: 'package', serviceable: true, sha512: '' },
      },
    })
    const inventory = look({
      'out/App.deps.json': deps,
      'out/App.dll': assemblyFile({ name: 'App', version: [1, 0, 0, 0] }),
      'out/Newtonsoft.Json.dll': assemblyFile(json),
      'out/Plugin.dll': assemblyFile({ name: 'Plugin', version: [2, 1, 0, 0] }),
      'elsewhere/Newtonsoft.Json.dll': assemblyFile(json),
    })
    expect(inventory.components.filter((one) => !one.isFirstParty).map(({ purl }) => purl)).toEqual([
      'pkg:nuget/Newtonsoft.Json@13.0.3',
    ])
    expect(listed(inventory)).toEqual([
      'Newtonsoft.Json 13.0.3 elsewhere/Newtonsoft.Json.dll',
      'Plugin 2.1.0.0 out/Plugin.dll',
    ])
  })

  test('translations are parts of another assembly; native libraries and modules state nothing', () => {
    const inventory = look({
      'de/App.resources.dll': assemblyFile({ name: 'App.resources', version: [1, 0, 0, 0], culture: 'de' }),
      'native.dll': pe([['.text', Buffer.alloc(64)]]),
      'part.dll': assemblyFile({ ...json, isModule: true }),
      'text.dll': 'version https://git-lfs.github.com/spec/v1\n',
    })
    expect(listed(inventory)).toEqual([])
    expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'de/App.resources.dll parsed',
    ])
    expect(inventory.issues.map(({ level, message }) => `${level} ${message.slice(0, 36)}`)).toEqual([
      'note this and 1 more programs state no pa',
    ])
  })

  test('metadata that is cut or leads nowhere is told of', () => {
    const whole = assemblyFile(json)
    const cut = look({ 'a.dll': whole.subarray(0, whole.length - 400) })
    expect(cut.files.map(({ status }) => status)).toEqual(['unreadable'])
    const lost = Buffer.from(whole)
    lost.writeUInt32LE(0x7fffffff, 0x400 + 8)
    expect(readCliAssembly(lost)).toEqual({ ok: false, error: 'its header of .NET leads to no metadata' })
  })

  test('no change of a few bytes makes it fail', () => {
    const whole = new Uint8Array(assemblyFile(json))
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(edits, fc.nat(whole.length), (changes, end) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        for (const one of [bytes, bytes.subarray(0, end)]) {
          const read = readCliAssembly(one)
          expect(readCliAssembly(one)).toEqual(read)
          if (read.ok && read.value !== undefined) expect(read.value.name.length).toBeLessThanOrEqual(1_000)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('tables that promise more rows than there are bytes end at once', () => {
    const bytes = assemblyFile(json)
    const tables = bytes.indexOf('#~') - 8
    const at = 0x400 + 0x48 + bytes.readUInt32LE(tables)
    for (let table = 0; table < 5; table++) bytes.writeUInt32LE(0xffffffff, at + 24 + table * 4)
    expect(readCliAssembly(bytes)).toEqual({ ok: false, error: 'its tables go beyond their end' })
  })
})
