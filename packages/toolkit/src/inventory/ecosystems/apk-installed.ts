/** The package database of Alpine (apk, "Installed database"): lib/apk/db/installed. */
import type { Hash, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { base64Hash } from '../read/hash.ts'
import { distroOf } from '../read/os-release.ts'
import { addIssue, addPackage, finishDraft, startDraft } from '../read/package.ts'

export const apkInstalled: Ecosystem = {
  id: 'apk-installed',
  purlType: 'apk',
  versions: 'apk',
  files: ['lib/apk/db/installed'],
  title: 'Package database of Alpine (apk)',
  knows: { transitive: 'full', scope: false, edges: true, license: true, hashes: true },
  isInstalled: true,
  parse: parseInstalled,
}

/** One letter to its value; files of the package (`F:`, `R:` …) are left out. */
type Entry = ReadonlyMap<string, string>

function parseInstalled(file: SourceFile, near: Near): ParsedFile {
  const draft = startDraft(file.path)
  const distro = distroOf(near, file.path, 'alpine')
  const entries = readEntries(file.text)
  const providers = providersOf(entries.map(({ fields }) => fields))
  for (const { fields, line } of entries) {
    const name = fields.get('P')
    const version = fields.get('V')
    if (name === undefined || version === undefined) {
      addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message: 'a package without name or version' })
      continue
    }
    const wants = (fields.get('D') ?? '').split(/\s+/).map(nameOf)
    const [arch, origin] = [fields.get('A'), fields.get('o')]
    addPackage(draft, {
      key: name,
      purl: {
        type: 'apk',
        namespace: distro.id,
        name,
        version,
        qualifiers: {
          ...(arch === undefined ? {} : { arch }),
          ...(distro.release === undefined ? {} : { distro: distro.release }),
          ...(origin === undefined || origin === name ? {} : { upstream: origin }),
        },
      },
      line,
      scope: 'runtime',
      license: fields.get('L'),
      hashes: checksumOf(fields.get('C')),
      dependsOn: wants.flatMap((want) => providers.get(want) ?? []),
    })
  }
  return finishDraft(draft)
}

const letters = new Set(['P', 'V', 'A', 'o', 'L', 'C', 'D', 'p'])

function readEntries(text: string): readonly { readonly fields: Entry; readonly line: number }[] {
  const entries: { fields: Map<string, string>; line: number }[] = []
  let open: { fields: Map<string, string>; line: number } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') open = undefined
    else if (line[1] === ':' && letters.has(line[0] ?? '')) {
      if (open === undefined) entries.push((open = { fields: new Map(), line: index + 1 }))
      if (!open.fields.has(line[0] ?? '')) open.fields.set(line[0] ?? '', line.slice(2).trim())
    }
  }
  return entries
}

/** `so:libc.musl-x86_64.so.1=1`, `cmd:sh=1.2`, `name>=1`, `!name`: what stands before the first relation. */
function nameOf(relation: string): string {
  return relation.split(/[<>=~]/)[0] ?? ''
}

function providersOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const providers = new Map<string, string>()
  for (const fields of entries) {
    const name = fields.get('P') ?? ''
    for (const provided of (fields.get('p') ?? '').split(/\s+/)) {
      if (provided !== '' && !providers.has(nameOf(provided))) providers.set(nameOf(provided), name)
    }
  }
  for (const fields of entries) providers.set(fields.get('P') ?? '', fields.get('P') ?? '')
  return providers
}

/** `Q1` is SHA-1 and `Q2` SHA-256 of the control part of the package, in base64. */
function checksumOf(value: string | undefined): readonly Hash[] {
  if (value?.startsWith('Q1') === true) return base64Hash('SHA-1', value.slice(2))
  return value?.startsWith('Q2') === true ? base64Hash('SHA-256', value.slice(2)) : []
}
