/** The package database of Debian (deb-control(5), dpkg(1)): var/lib/dpkg/status and the files of status.d. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { type Distro, distroOf } from '../read/os-release.ts'
import { addIssue, addPackage, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { readStanzas, type Stanza } from '../read/stanzas.ts'

export const dpkgStatus: Ecosystem = {
  id: 'dpkg-status',
  purlType: 'deb',
  versions: 'deb',
  files: ['var/lib/dpkg/status', 'var/lib/dpkg/status.d/*', 'usr/lib/opkg/status', 'var/lib/opkg/status'],
  title: 'Package database of Debian (dpkg) and OpenWrt (opkg)',
  knows: { transitive: 'full', scope: false, edges: true, license: false, hashes: false },
  parse: parseStatus,
}

function parseStatus(file: SourceFile, near: Near): ParsedFile {
  const draft = startDraft(file.path)
  const isOpkg = file.path.includes('/opkg/')
  const distro = distroOf(near, file.path, isOpkg ? 'openwrt' : 'debian')
  if (!/^Package:/m.test(file.text)) {
    if (file.text.trim() !== '' && !file.path.endsWith('.md5sums')) {
      addIssue(draft, { code: 'SHAPE_UNEXPECTED', line: 1, message: 'expected `Package:`, found none' })
    }
    return finishDraft(draft)
  }
  const installed = readStanzas(file.text).filter((stanza) => isInstalled(stanza, file.path))
  const provided = providersOf(installed)
  for (const stanza of installed)
    addStanza(draft, stanza, { distro, provided, type: isOpkg ? 'opkg' : 'deb' })
  return finishDraft(draft)
}

/** `want flag status`: the third word says what is on the disk. Files of status.d have no such line: all are installed. */
function isInstalled({ fields }: Stanza, path: string): boolean {
  const status = fields.get('status')
  if (status === undefined) return path.includes('/status.d/')
  return status.trim().split(/\s+/)[2] === 'installed'
}

/** Names, those of virtual packages among them, to the packages that answer to them. */
function providersOf(stanzas: readonly Stanza[]): ReadonlyMap<string, string> {
  const providers = new Map<string, string>()
  for (const { fields } of stanzas) {
    for (const name of namesIn(fields.get('provides') ?? '')) {
      if (!providers.has(name)) providers.set(name, fields.get('package') ?? '')
    }
  }
  for (const { fields } of stanzas) {
    const name = fields.get('package') ?? ''
    providers.set(name, name)
  }
  return providers
}

/** Of `a (>= 1) | b, c:any`: a, b, c. */
function namesIn(relation: string): readonly string[] {
  return relation.split(/[,|]/).flatMap((part) => /^\s*([A-Za-z0-9][A-Za-z0-9+._-]*)/.exec(part)?.[1] ?? [])
}

interface Around {
  readonly distro: Distro
  readonly provided: ReadonlyMap<string, string>
  readonly type: 'deb' | 'opkg'
}

function addStanza(draft: Draft, { fields, line }: Stanza, { distro, provided, type }: Around): void {
  const name = fields.get('package')
  const version = fields.get('version')
  if (name === undefined || version === undefined) {
    const message = `${name ?? 'an entry'} has no ${name === undefined ? 'name' : 'version'}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  const arch = fields.get('architecture')
  const source = sourceOf(fields.get('source'))
  const wants = ['pre-depends', 'depends'].flatMap((key) => namesIn(fields.get(key) ?? ''))
  addPackage(draft, {
    key: name,
    purl: {
      type,
      ...(type === 'deb' ? { namespace: distro.id } : {}),
      name,
      version,
      qualifiers: {
        ...(arch === undefined ? {} : { arch }),
        ...(distro.release === undefined ? {} : { distro: distro.release }),
        ...(source === undefined ? {} : { upstream: source }),
      },
    },
    line,
    scope: 'runtime',
    dependsOn: wants.flatMap((want) => provided.get(want) ?? []),
  })
}

/** `NAME` or `NAME (VERSION)`: advisories of Debian are about source packages. */
function sourceOf(source: string | undefined): string | undefined {
  const [, name, version] = /^(\S+)(?:\s+\(([^()]+)\))?/.exec(source ?? '') ?? []
  return name === undefined ? undefined : version === undefined ? name : `${name}@${version}`
}
