/** The files of .NET beside packages.lock.json: deps.json, packages.config and central versions. */
import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { nugetDeps } from './nuget-deps.ts'
import { packagesConfig } from './packages-config.ts'
import { packagesProps } from './packages-props.ts'

describe('deps.json', () => {
  const deps = `{
  "targets": { "net8.0": {
    "App/1.0.0": { "dependencies": { "Direct": "2.0.0" } },
    "Direct/2.0.0": { "dependencies": { "Deep": "3.0.0" } }
  } },
  "libraries": {
    "App/1.0.0": { "type": "project", "sha512": "" },
    "Direct/2.0.0": { "type": "package", "sha512": "sha512-${'A'.repeat(86)}==" },
    "Deep/3.0.0": { "type": "package" },
    "Runtime.Reference/8.0.0": { "type": "referenceassembly" },
    "Bare": { "type": "package" }
  }
}`

  test('libraries with the edges of their target', () => {
    const read = readRows(nugetDeps, deps)
    expect(read.rows).toEqual([
      '7 pkg:nuget/App@1.0.0 unknown unknown workspace first-party',
      '8 pkg:nuget/Direct@2.0.0 direct unknown SHA-512 0000',
      '9 pkg:nuget/Deep@3.0.0 transitive unknown',
      '11 pkg:nuget/Bare transitive unknown',
    ])
    expect(edgesOf(read)).toEqual(['App/1.0.0 -> Direct/2.0.0', 'Direct/2.0.0 -> Deep/3.0.0'])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:11'])
  })

  test.each(['', '[]', '{"libraries": '])('%s is unreadable', (text) => {
    expect(readRows(nugetDeps, text).status).toBe('unreadable')
  })
})

describe('packages.config', () => {
  test('packages and development dependencies', () => {
    const text = `<?xml version="1.0"?>\r\n<packages>\r\n  <package id="A" version="1.0.0" />\r\n  <package id="B" version="2.0.0" developmentDependency="true" />\r\n  <package id="C" />\r\n  <package version="1" />\r\n</packages>`
    const read = readRows(packagesConfig, text)
    expect(read.rows).toEqual([
      '3 pkg:nuget/A@1.0.0 unknown runtime',
      '4 pkg:nuget/B@2.0.0 unknown development',
      '5 pkg:nuget/C unknown runtime',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:5', 'ENTRY_UNREADABLE:6'])
  })

  test.each(['', '<configuration/>', '<packages>'])('%s is unreadable', (text) => {
    expect(readRows(packagesConfig, text).status).toBe('unreadable')
  })
})

describe('Directory.Packages.props', () => {
  test('versions, properties, ranges', () => {
    const text = `<Project>
<PropertyGroup><V>3.1.0</V></PropertyGroup>
<ItemGroup>
<PackageVersion Include="A" Version="1.0.0" />
<PackageVersion Include="B" Version="$(V)" />
<PackageVersion Include="C"><Version>[2.0.0]</Version></PackageVersion>
<GlobalPackageReference Include="D" Version="[1.0,2.0)" />
<PackageVersion Include="E" Version="$(Gone)" />
<PackageVersion Version="1" />
<Compile Include="x.cs" />
</ItemGroup>
</Project>`
    const read = readRows(packagesProps, text)
    expect(read.rows).toEqual([
      '4 pkg:nuget/A@1.0.0 direct unknown',
      '5 pkg:nuget/B@3.1.0 direct unknown',
      '6 pkg:nuget/C@2.0.0 direct unknown',
      '7 pkg:nuget/D direct build wants [1.0,2.0)',
      '8 pkg:nuget/E direct unknown wants $(Gone)',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:7', 'VERSION_UNRESOLVED:8', 'ENTRY_UNREADABLE:9'])
  })
})
