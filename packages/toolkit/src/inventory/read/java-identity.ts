/**
 * Who an archive of Java is: coordinates that Maven left in it, or else what its manifest calls it, which names no
 * group and so identifies nothing.
 */
import { decodeUtf8, type Result } from '../../base/index.ts'
import { parseManifest, parseProperties } from './java-manifest.ts'
import { parsePom } from './pom.ts'
import { readPomChain } from './pom-chain.ts'
import type { UnpackBudget, ZipEntry } from './zip.ts'

export interface Coordinates {
  readonly group: string
  readonly artifact: string
  /** Undefined where it is missing or a variable that nothing here resolves. */
  readonly version: string | undefined
  /** The entry that states them. */
  readonly from: string
}

/** What a manifest or the file name says of an archive without coordinates. */
export interface Hearsay {
  readonly name: string
  readonly version: string | undefined
  readonly from: string
}

export interface JavaIdentity {
  /** All that lie in the archive: more than one where it was shaded. */
  readonly coordinates: readonly Coordinates[]
  readonly hearsay: Hearsay
  /** Entries that should have told and could not be read. */
  readonly unread: readonly string[]
}

const place = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.(properties|xml)$/
const mostText = 4 * 1024 * 1024

/** `name`: the archive's file name, a hint only. */
export function identifyJar(entries: readonly ZipEntry[], name: string, budget: UnpackBudget): JavaIdentity {
  const unread: string[] = []
  const textOf = (entry: ZipEntry): string | undefined => {
    const bytes: Result<Uint8Array, string> | undefined =
      entry.size > mostText ? undefined : entry.read(budget)
    const text = bytes?.ok === true ? decodeUtf8(bytes.value) : undefined
    if (text?.ok === true) return text.value
    unread.push(entry.name)
    return undefined
  }
  const found = new Map<string, Coordinates>()
  for (const entry of entries.filter((one) => place.test(one.name)).sort(propertiesFirst)) {
    if (found.has(folderOf(entry.name))) continue
    const text = textOf(entry)
    const stated = text === undefined ? undefined : coordinatesOf(text, entry.name)
    if (stated !== undefined) found.set(folderOf(entry.name), stated)
  }
  const manifest = entries.find((entry) => entry.name.toUpperCase() === 'META-INF/MANIFEST.MF')
  const attributes = parseManifest((manifest === undefined ? undefined : textOf(manifest)) ?? '')
  const coordinates = [...found.values()]
  const known = coordinates.length > 0 ? undefined : ofModule(attributes)
  return {
    coordinates: known === undefined ? coordinates : [known],
    hearsay: hearsayOf(attributes, name),
    unread,
  }
}

function propertiesFirst(a: ZipEntry, b: ZipEntry): number {
  return Number(a.name.endsWith('.xml')) - Number(b.name.endsWith('.xml'))
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function coordinatesOf(text: string, from: string): Coordinates | undefined {
  return from.endsWith('.xml') ? ofPom(text, from) : ofProperties(text, from)
}

function ofProperties(text: string, from: string): Coordinates | undefined {
  const properties = parseProperties(text)
  const group = properties.get('groupId') ?? ''
  const artifact = properties.get('artifactId') ?? ''
  if (group === '' || artifact === '' || `${group}${artifact}`.includes('${')) return undefined
  return { group, artifact, version: plain(properties.get('version')), from }
}

function ofPom(text: string, from: string): Coordinates | undefined {
  const pom = parsePom(text)
  if (!pom.ok) return undefined
  const { resolve } = readPomChain(pom.value, () => undefined)
  const group = resolve(pom.value.groupId ?? pom.value.parent?.groupId ?? '')
  const artifact = resolve(pom.value.artifactId ?? '')
  if (group === '' || artifact === '' || `${group}${artifact}`.includes('${')) return undefined
  return {
    group,
    artifact,
    version: plain(resolve(pom.value.version ?? pom.value.parent?.version ?? '')),
    from,
  }
}

/** Projects that publish without pom.properties: automatic module names that only they bear, and their group. */
const modules: readonly (readonly [module: RegExp, group: string])[] = [
  [/^spring\.boot(?:\.[a-z0-9.]+)?$/, 'org.springframework.boot'],
  [/^spring\.security\.[a-z0-9.]+$/, 'org.springframework.security'],
  [
    /^spring\.(?:aop|aspects|beans|context(?:\.support|\.indexer)?|core(?:\.test)?|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
    'org.springframework',
  ],
]

/** The artifact is named like the module, and the manifest's title must agree where it has one. */
function ofModule(attributes: ReadonlyMap<string, string>): Coordinates | undefined {
  const module = attributes.get('automatic-module-name') ?? ''
  const group = modules.find(([pattern]) => pattern.test(module))?.[1]
  const artifact = module.replaceAll('.', '-')
  const title = attributes.get('implementation-title') ?? artifact
  const version = plain(attributes.get('implementation-version'))
  const isSame = title.toLowerCase().replaceAll(' ', '-') === artifact
  return group === undefined || !isSame
    ? undefined
    : { group, artifact, version, from: 'META-INF/MANIFEST.MF' }
}

function plain(version: string | undefined): string | undefined {
  return version === undefined || version === '' || version.includes('${') ? undefined : version
}

/** `NAME-VERSION.jar`: the version begins with the first digit after a hyphen. */
const fileName = /^(.+?)(?:-(\d[A-Za-z0-9.+_-]*))?\.[A-Za-z]+$/

const names = ['bundle-symbolicname', 'automatic-module-name', 'implementation-title']
const versions = ['implementation-version', 'bundle-version', 'specification-version']

function hearsayOf(attributes: ReadonlyMap<string, string>, file: string): Hearsay {
  const [, stem = file, fileVersion] = fileName.exec(file) ?? []
  const told = firstOf(attributes, names)?.split(';')[0]?.trim() ?? ''
  const version = plain(firstOf(attributes, versions)) ?? fileVersion
  if (told === '') return { name: stem, version, from: 'its file name' }
  return { name: told, version, from: 'its manifest' }
}

function firstOf(attributes: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined {
  const values = keys.map((key) => attributes.get(key) ?? '')
  return values.find((value) => value !== '')
}
