/**
 * Archives of Java (JAR File Specification), those that lie in them too (Spring Boot, web and enterprise archives), and
 * several projects in one (shading): each that left Maven coordinates is a package. An archive without coordinates is
 * listed without a purl, since a manifest names no group; nothing is guessed from file names.
 */
import { err, ok, type Result, sha1Hex, sha256Hex } from '../../base/index.ts'
import type { ParsedFile, UnidentifiedComponent } from '../../model/index.ts'
import type { BinaryEcosystem, BinaryFile } from '../ecosystem.ts'
import { type Coordinates, identifyJar, type JavaIdentity } from '../read/java-identity.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { readZip, type UnpackBudget } from '../read/zip.ts'

const endings = ['jar', 'war', 'ear', 'aar', 'rar', 'sar', 'par', 'kar', 'hpi', 'jpi', 'lpkg', 'nar']

export const javaArchive: BinaryEcosystem = {
  id: 'java-archive',
  purlType: 'maven',
  versions: 'maven',
  files: endings.map((ending) => `*.${ending}`),
  title: 'Archive of Java, with those inside it',
  knows: { transitive: 'partial', scope: false, edges: true, license: false, hashes: true },
  isInstalled: true,
  magic: isZip,
  parseBytes: parseArchive,
}

/** An archive in an enterprise archive in an installer: nobody nests deeper. */
const mostDepth = 8
/** Archives in one archive, all levels together. */
const mostArchives = 10_000
const mostUnpacked = 1024 * 1024 * 1024

interface Work {
  readonly draft: Draft
  readonly budget: UnpackBudget
  readonly unidentified: UnidentifiedComponent[]
  archives: number
  /** Entries that could not be read. */
  unread: number
}

/** A jar that starts itself begins with a script. */
function isZip(head: Uint8Array): boolean {
  const isPacked = head[0] === 0x50 && head[1] === 0x4b
  return isPacked || (head[0] === 0x23 && head[1] === 0x21)
}

function parseArchive({ path, bytes }: BinaryFile): ParsedFile {
  const work: Work = {
    draft: startDraft(path),
    budget: { left: mostUnpacked },
    unidentified: [],
    archives: 0,
    unread: 0,
  }
  const added = addArchive(work, { name: baseName(path), within: undefined, depth: 0 }, bytes)
  const hint = 'build or fetch it again, and look whether that ended without an error'
  if (!added.ok) return unreadableFile(path, { code: 'SYNTAX_INVALID', message: added.error, hint })
  noteMoreUnread(work)
  const parsed = finishDraft(work.draft)
  return work.unidentified.length === 0 ? parsed : { ...parsed, unidentified: work.unidentified }
}

interface Place {
  readonly name: string
  /** Path inside the file; undefined for the file itself. */
  readonly within: string | undefined
  readonly depth: number
}

/** Keys of the packages that it adds for itself, or what is wrong with the archive. */
function addArchive(work: Work, place: Place, bytes: Uint8Array): Result<readonly string[], string> {
  const zip = readZip(bytes)
  if (!zip.ok) return err(zip.error)
  const inside = zip.value.filter(({ name }) => isArchiveName(name))
  const below = inside.flatMap((entry) => {
    const inner = {
      name: baseName(entry.name),
      within: join(place.within, entry.name),
      depth: place.depth + 1,
    }
    if (!roomFor(work, inner)) return []
    const unpacked = entry.read(work.budget)
    const added = unpacked.ok ? addArchive(work, inner, unpacked.value) : unpacked
    if (added.ok) return added.value
    noteUnread(work, inner, added.error)
    return []
  })
  const identity = identifyJar(zip.value, place.name, work.budget)
  for (const entry of identity.unread)
    noteUnread(work, { ...place, within: join(place.within, entry) }, 'it is damaged')
  return ok(addIdentity(work, { place, identity, bytes }, below))
}

function isArchiveName(name: string): boolean {
  return endings.includes(name.slice(name.lastIndexOf('.') + 1)) && !name.endsWith('/')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function join(within: string | undefined, name: string): string {
  return within === undefined ? name : `${within}!/${name}`
}

/** The first that is too deep or too many is said; the others would only say it again. */
function roomFor(work: Work, { within = '', depth }: Place): boolean {
  work.archives++
  if (depth <= mostDepth && work.archives <= mostArchives) return true
  if (depth > mostDepth || work.archives === mostArchives + 1) {
    addIssue(work.draft, {
      code: 'NESTING_TOO_DEEP',
      message: `${within.slice(0, 300)} is not opened: at most ${mostDepth} levels and ${mostArchives} archives are read`,
    })
  }
  return false
}

/** One line for each of a hundred thousand would hide everything else. */
const mostNamed = 20

function noteUnread(work: Work, { within = '' }: Place, why: string): void {
  work.unread++
  if (work.unread > mostNamed) return
  const message = `${within.slice(0, 300)} cannot be read: ${why}`
  addIssue(work.draft, { code: 'ENTRY_UNREADABLE', message })
}

function noteMoreUnread({ draft, unread }: Work): void {
  if (unread <= mostNamed) return
  const message = `${unread - mostNamed} more entries cannot be read`
  addIssue(draft, { code: 'ENTRY_UNREADABLE', message })
}

interface Found {
  readonly place: Place
  readonly identity: JavaIdentity
  readonly bytes: Uint8Array
}

/**
 * The archive is the one of its coordinates whose name it bears; the others were shaded into it. Where two groups have an
 * artifact of that name, it is nobody's.
 */
function addIdentity(
  work: Work,
  { place, identity, bytes }: Found,
  below: readonly string[],
): readonly string[] {
  const { coordinates } = identity
  const named = coordinates.filter(({ artifact }) => isNamed(place.name, artifact))
  const own = named.length === 1 ? named[0] : undefined
  const others = coordinates
    .filter((one) => one !== own)
    .flatMap((one) => addCoordinates(work, { place, one, inside: [], bytes: undefined }))
  if (own !== undefined)
    return addCoordinates(work, { place, one: own, inside: [...others, ...below], bytes })
  if (named.length === 0 && (coordinates.length !== 1 || place.depth > 0)) addHearsay(work, place, identity)
  return [...others, ...below]
}

/** `ARTIFACT.jar` or `ARTIFACT-1.2.jar`. */
function isNamed(file: string, artifact: string): boolean {
  const rest = file.startsWith(artifact) ? file.slice(artifact.length) : undefined
  return rest !== undefined && /^(?:-\d.*)?\.[A-Za-z]+$/.test(rest)
}

interface Statement {
  readonly place: Place
  readonly one: Coordinates
  readonly inside: readonly string[]
  /** Of the archive, where it is this package and nothing else. */
  readonly bytes: Uint8Array | undefined
}

function addCoordinates({ draft }: Work, { place, one, inside, bytes }: Statement): readonly string[] {
  const { group, artifact, version } = one
  if (version === undefined) {
    const message = `${group}:${artifact} states no version (${join(place.within, one.from).slice(0, 300)})`
    addIssue(draft, { code: 'VERSION_UNRESOLVED', message })
  }
  const key = addPackage(draft, {
    key: `${place.within ?? ''} ${group}:${artifact}:${version ?? ''}`,
    purl: { type: 'maven', namespace: group, name: artifact, ...(version === undefined ? {} : { version }) },
    line: 1,
    scope: 'runtime',
    dependsOn: inside,
    within: place.within,
    hashes:
      bytes === undefined
        ? []
        : [
            { algorithm: 'SHA-1', value: sha1Hex(bytes) },
            { algorithm: 'SHA-256', value: sha256Hex(bytes) },
          ],
  })
  return key === undefined ? [] : [key]
}

function addHearsay({ draft, unidentified }: Work, place: Place, { hearsay }: JavaIdentity): void {
  const { name, version, from } = hearsay
  unidentified.push({
    ref: `unidentified:${unidentified.length + 1}`,
    name: name.slice(0, 200),
    ...(version === undefined ? {} : { version: version.slice(0, 100) }),
    ...(place.within === undefined ? {} : { path: `${draft.path}!/${place.within}` }),
    line: 1,
    reason: `the archive holds no Maven coordinates, so its group is unknown; the name is that of ${from}`,
    dependsOn: [],
    dependents: [],
  })
}
