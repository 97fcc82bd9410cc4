/** pubspec.yaml (Dart, "The pubspec file") where no pubspec.lock states the same. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { vcsPurl } from '../read/forge.ts'
import { indexLines } from '../read/line-index.ts'
import { addPackage, finishDraft, startDraft } from '../read/package.ts'
import { partsOf } from '../read/purl-parts.ts'
import { entriesField, field, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const pubspec: Ecosystem = {
  id: 'pubspec',
  purlType: 'pub',
  versions: 'semver',
  files: ['pubspec.yaml'],
  title: 'pubspec.yaml without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['pubspec.lock'],
  coveredBy: findWorkspaceLock,
  parse: parsePubspec,
}

const lists: readonly (readonly [key: string, scope: Scope])[] = [
  ['dependencies', 'runtime'],
  ['dev_dependencies', 'development'],
  ['dependency_overrides', 'unknown'],
]

/** A member of a workspace (`resolution: workspace`) has its lock file some folders above. */
function findWorkspaceLock(file: SourceFile, near: Near): string | undefined {
  if (!/^resolution:\s*workspace\b/m.test(file.text)) return undefined
  const up = [1, 2, 3, 4].map((depth) => `${'../'.repeat(depth)}pubspec.lock`)
  return up.find((path) => near(path) !== undefined)
}

function parsePubspec(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const { value } = yaml.value
  const { lineOf } = indexLines(file.text)
  const declared = lists.flatMap(([key, scope]) =>
    entriesField(value, key).flatMap(([name, spec]): Declared[] => {
      const line = lineOf(`${name}:`)
      return textField(spec, 'sdk') === undefined ? [{ ...readSpec(name, spec), line, scope }] : []
    }),
  )
  const dependsOn = addDeclared(draft, declared, 'commit pubspec.lock')
  const name = textField(value, 'name')
  if (name !== undefined) {
    const purl = partsOf({ type: 'pub', name, version: textField(value, 'version') })
    addPackage(draft, { key: '.', purl, line: 1, origin: 'workspace', isFirstParty: true, dependsOn })
  }
  return finishDraft(draft)
}

/** A plain version allows no other (Dart, "Version constraints"). */
function readSpec(name: string, spec: unknown): Pick<Declared, 'purl' | 'requirement' | 'origin'> {
  const git = field(spec, 'git')
  const url = typeof git === 'string' ? git : textField(git, 'url')
  if (url !== undefined && url !== '') {
    const { qualifiers } = vcsPurl(url, textField(git, 'ref'))
    return { purl: { type: 'pub', name, qualifiers }, origin: 'git' }
  }
  const requirement = typeof spec === 'string' ? spec : textField(spec, 'version')
  const version = /^\d+\.\d+\.\d+[\w.+-]*$/.test(requirement ?? '') ? requirement : undefined
  return {
    purl: { type: 'pub', name, version },
    requirement: version === undefined ? requirement : undefined,
    origin: textField(spec, 'path') === undefined ? 'registry' : 'path',
  }
}
