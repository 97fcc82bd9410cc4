/** pixi.lock, versions 4 to 6 (rattler_lock): packages of Conda and PyPI for the environments and platforms of a project. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { condaPurl } from '../read/conda.ts'
import { hexHash } from '../read/hash.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { pypiPurl } from '../read/python.ts'
import { field, listField, textField } from '../read/shape.ts'
import { noteDuplicateYamlKeys, readYamlFile } from '../read/yaml.ts'

export const pixiLock: Ecosystem = {
  id: 'pixi-lock',
  purlType: 'mixed',
  versions: 'generic',
  files: ['pixi.lock'],
  title: 'pixi.lock',
  knows: { transitive: 'full', scope: false, edges: false, license: true, hashes: true },
  parse: parsePixi,
}

const known = ['4', '5', '6']

function parsePixi(file: SourceFile): ParsedFile {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml.error
  const draft = startDraft(file.path)
  noteDuplicateYamlKeys(draft, yaml.value)
  const version = textField(yaml.value.value, 'version')
  if (version === undefined || !known.includes(version)) {
    const message = `version ${version ?? '(none)'} is unknown; it was read as 6`
    addIssue(draft, { code: 'FORMAT_VERSION_UNSUPPORTED', line: 1, message })
  }
  if (!Array.isArray(field(yaml.value.value, 'packages'))) {
    addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected a list `packages`' })
  }
  for (const entry of listField(yaml.value.value, 'packages'))
    addEntry(draft, entry, yaml.value.lineOf(entry))
  return finishDraft(draft)
}

/** Since version 6 the kind is the key of the address (`- conda: …`); before it stood in `kind`. */
function addEntry(draft: Draft, entry: unknown, line: number): void {
  const kind = textField(entry, 'kind')
  const conda = textField(entry, 'conda') ?? (kind === 'conda' ? textField(entry, 'url') : undefined)
  const pypi = textField(entry, 'pypi') ?? (kind === 'pypi' ? textField(entry, 'url') : undefined)
  if (conda !== undefined) addConda(draft, { entry, address: conda, line })
  else if (pypi !== undefined || kind === 'pypi') addPypi(draft, { entry, address: pypi ?? '', line })
  else addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'expected a package of conda or pypi' })
}

interface Entry {
  readonly entry: unknown
  readonly address: string
  readonly line: number
}

/** A folder instead of an address is a package of this tree. */
function addConda(draft: Draft, { entry, address, line }: Entry): void {
  const file = readAddress(address)
  const name = textField(entry, 'name') ?? file.name
  if (name === undefined) {
    const message = `${address.slice(0, 100)} names no package`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  addPackage(draft, {
    purl: condaPurl({
      ...file,
      name,
      version: textField(entry, 'version') ?? file.version,
      build: textField(entry, 'build') ?? file.build,
      subdir: textField(entry, 'subdir') ?? file.subdir,
    }),
    line,
    origin: /^https?:/.test(address) ? 'registry' : 'path',
    license: textField(entry, 'license'),
    hashes: [...hexHash('SHA-256', field(entry, 'sha256')), ...hexHash('MD5', field(entry, 'md5'))],
  })
}

/** `…/CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda` */
function readAddress(
  address: string,
): Record<'name' | 'version' | 'build' | 'subdir' | 'channel', string | undefined> {
  const parts = (address.split(/[?#]/)[0] ?? '').split('/')
  const last = (parts.pop() ?? '').slice(0, 500)
  const [, name, version, build] = /^(.+)-([^-]+)-([^-]+?)(?:\.conda|\.tar\.bz2)$/.exec(last) ?? []
  const isElsewhere = /^https?:/.test(address)
  const subdir = isElsewhere ? parts.pop() : undefined
  return { name, version, build, subdir, channel: isElsewhere ? parts.join('/') : undefined }
}

function addPypi(draft: Draft, { entry, address, line }: Entry): void {
  const name = textField(entry, 'name')
  const version = textField(entry, 'version')
  if (name === undefined) {
    const message = `${address.slice(0, 100)} names no package`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const isPath = address !== '' && !/^[a-z+]+:/.test(address)
  if (version === undefined && !isPath) {
    addIssue(draft, { code: 'VERSION_UNRESOLVED', line, message: `${name} has no version` })
  }
  addPackage(draft, {
    purl: pypiPurl(name, version),
    line,
    origin: isPath ? 'path' : 'registry',
    hashes: hexHash('SHA-256', field(entry, 'sha256')),
  })
}
