/** From the headers of an RPM database to packages, whatever kind of database keeps them. */
import type { ParsedFile } from '../../model/index.ts'
import type { BinaryFile, Near } from '../ecosystem.ts'
import { type Distro, distroOf } from './os-release.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft, unreadableFile } from './package.ts'
import { parseRpmHeader, type RpmHeader } from './rpm-header.ts'

/** What a database gave: blobs, each the header of one package, and in words what was lost. */
export interface RpmBlobs {
  readonly blobs: readonly Uint8Array[]
  readonly losses: readonly string[]
  /** Why nothing can be read at all. */
  readonly failure?: string
}

/** Keys of those who sign packages are kept as packages of this name; they are no software. */
const KEY_PACKAGE = 'gpg-pubkey'

export function parseRpmDatabase(
  { path, bytes }: BinaryFile,
  near: Near,
  read: (bytes: Uint8Array) => RpmBlobs,
): ParsedFile {
  const { blobs, losses, failure } = read(bytes)
  if (failure !== undefined)
    return unreadableFile(path, { code: 'SYNTAX_INVALID', line: 1, message: failure })
  const draft = startDraft(path)
  for (const message of losses) addIssue(draft, { code: 'ENTRY_UNREADABLE', line: 1, message })
  const headers: RpmHeader[] = []
  for (const blob of blobs) {
    const header = parseRpmHeader(blob)
    if (header === undefined) addIssue(draft, { code: 'ENTRY_UNREADABLE', line: 1, message: unreadable })
    else if (header.name !== KEY_PACKAGE) headers.push(header)
  }
  const distro = rpmDistro(distroOf(near, path, ''), headers)
  const providers = providersOf(headers)
  for (const header of headers) addHeader(draft, header, { distro, providers })
  return finishDraft(draft)
}

const unreadable = 'one of its records is no header of a package'

interface Around {
  readonly distro: Distro
  readonly providers: ReadonlyMap<string, string>
}

function addHeader(draft: Draft, header: RpmHeader, { distro, providers }: Around): void {
  const { name, version, release, epoch, arch, license, sourceRpm } = header
  const source = sourceOf(sourceRpm)
  addPackage(draft, {
    key: keyOf(header),
    purl: {
      type: 'rpm',
      namespace: distro.id,
      name,
      version: `${version}-${release}`,
      qualifiers: {
        ...(arch === undefined ? {} : { arch }),
        ...(epoch === undefined || epoch === 0 ? {} : { epoch: String(epoch) }),
        ...(distro.release === undefined ? {} : { distro: distro.release }),
        ...(source === undefined ? {} : { upstream: source }),
      },
    },
    line: 1,
    scope: 'runtime',
    license,
    dependsOn: header.requires.flatMap((want) => {
      const provider = providers.get(want)
      return provider === undefined || provider === keyOf(header) ? [] : [provider]
    }),
  })
}

/** Several versions and architectures of one package may be installed side by side. */
function keyOf({ name, epoch, version, release, arch }: RpmHeader): string {
  return `${name}-${epoch ?? 0}:${version}-${release}.${arch ?? ''}`
}

/** What can be asked for, to the package that gives it; the first one where there are several. */
function providersOf(headers: readonly RpmHeader[]): ReadonlyMap<string, string> {
  const providers = new Map<string, string>()
  for (const header of headers) providers.set(header.name, keyOf(header))
  for (const header of headers) {
    for (const provided of header.provides) {
      if (!providers.has(provided)) providers.set(provided, keyOf(header))
    }
  }
  return providers
}

/** `bash-5.2-1.el9.src.rpm`: advisories are about source packages. The epoch is that of the package itself. */
function sourceOf(fileName: string | undefined): string | undefined {
  const [, name, version] = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(fileName ?? '') ?? []
  return name === undefined ? undefined : `${name}@${version}`
}

/** Ids of os-release to the names under which package URLs know the distributions. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['sles', 'suse'],
  ['sled', 'suse'],
  ['opensuse-leap', 'opensuse'],
  ['opensuse-tumbleweed', 'opensuse'],
])

/** By the vendor that the packages name, where the tree does not say what it is. */
const vendors: readonly (readonly [RegExp, string])[] = [
  [/^Fedora Project$/, 'fedora'],
  [/^Red Hat/, 'redhat'],
  [/^CentOS$/, 'centos'],
  [/^AlmaLinux/, 'almalinux'],
  [/^Rocky/, 'rocky'],
  [/^openSUSE$/, 'opensuse'],
  [/^SUSE /, 'suse'],
  [/^Oracle America$/, 'ol'],
  [/^Amazon/, 'amzn'],
  [/^Microsoft Corporation$/, 'azurelinux'],
  [/^VMware/, 'photon'],
  [/^Mageia/, 'mageia'],
]

/** Package URLs of RPM need a namespace: `rpm` stands for a distribution that nothing names. */
function rpmDistro({ id, release }: Distro, headers: readonly RpmHeader[]): Distro {
  if (id !== '') return { id: namespaces.get(id) ?? id, ...(release === undefined ? {} : { release }) }
  const named = new Set(
    headers.flatMap(({ vendor }) => vendors.find(([form]) => form.test(vendor ?? ''))?.[1] ?? []),
  )
  const [only] = named
  return { id: named.size === 1 && only !== undefined ? only : 'rpm' }
}
