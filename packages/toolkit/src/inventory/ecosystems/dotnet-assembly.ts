/**
 * Assemblies of .NET where they lie (ECMA-335): their name and versions. Which package of NuGet one came in no assembly
 * says, so it is listed without a purl, as an archive of Java without coordinates is.
 */
import type { ParsedFile } from '../../model/index.ts'
import type { BinaryEcosystem, BinaryFile, Near } from '../ecosystem.ts'
import { type CliAssembly, readCliAssembly } from '../read/cli-assembly.ts'
import { finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { statedVersion } from '../read/stated-version.ts'

export const dotnetAssembly: BinaryEcosystem = {
  id: 'dotnet-assembly',
  purlType: 'nuget',
  versions: 'nuget',
  files: [],
  title: 'Assembly of .NET that no *.deps.json beside it names (listed without a package)',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  isInstalled: true,
  mayBe: (name) => /\.(?:dll|exe|winmd)$/i.test(name),
  magic: (head) => head[0] === 0x4d && head[1] === 0x5a,
  parseBytes: parseAssembly,
}

function parseAssembly({ path, bytes }: BinaryFile, near: Near): ParsedFile | undefined {
  const assembly = readCliAssembly(bytes)
  if (!assembly.ok) {
    const hint = 'build or fetch it again'
    return unreadableFile(path, { code: 'SYNTAX_INVALID', message: assembly.error, hint })
  }
  if (assembly.value === undefined) return undefined
  const parsed = finishDraft(startDraft(path))
  const isPart = assembly.value.culture !== undefined
  return isPart || isStated(path, near)
    ? parsed
    : { ...parsed, unidentified: [toUnidentified(path, assembly.value)] }
}

/** `*.deps.json` beside it names the files of the packages and projects that it lists. */
function isStated(path: string, near: Near): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  // Without a list of files, asking for one tells the caller that neighbours matter here.
  const files = near.matching?.('*.deps.json') ?? [`${name.replace(/\.[^.]*$/, '')}.deps.json`]
  return files.some((file) => {
    const text = near(file)?.text ?? ''
    return text.includes(`/${name}"`) || text.includes(`"${name}"`)
  })
}

type Unidentified = NonNullable<ParsedFile['unidentified']>[number]

/** The version for people: a tool writes that of the package first, where it writes it, with the commit behind a plus. */
function toUnidentified(
  path: string,
  { name, version, fileVersion, productVersion }: CliAssembly,
): Unidentified {
  const product = statedVersion(productVersion?.replace(/[+ ].*$/, '') ?? '')
  const stated = [
    `assembly ${version}`,
    ...(fileVersion === undefined ? [] : [`file ${fileVersion.slice(0, 50)}`]),
    ...(productVersion === undefined ? [] : [`product ${productVersion.slice(0, 80)}`]),
  ]
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  return {
    ref: 'unidentified:1',
    name: (name === '' ? file : name).slice(0, 200),
    version: product ?? statedVersion(fileVersion ?? '') ?? version,
    line: 1,
    reason: `an assembly of .NET names no package of NuGet; its versions are: ${stated.join(', ')}`,
    dependsOn: [],
    dependents: [],
  }
}
