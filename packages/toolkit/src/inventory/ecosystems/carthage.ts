/** Cartfile.resolved, and Cartfile where that is missing (Carthage, "Artifacts"): repositories and archives. */
import type { ParsedFile, Scope } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { parseRepositoryAddress } from '../read/forge.ts'
import { addIssue, type Draft, finishDraft, startDraft } from '../read/package.ts'
import { type LooseParts, splitPath } from '../read/purl-parts.ts'

export const cartfileResolved: Ecosystem = {
  id: 'cartfile-resolved',
  purlType: 'mixed',
  versions: 'swift',
  files: ['Cartfile.resolved'],
  title: 'Cartfile.resolved',
  knows: { transitive: 'full', scope: false, edges: false, license: false, hashes: false },
  parse: (file) => parseCartfile(file, 'unknown'),
}

export const cartfile: Ecosystem = {
  id: 'cartfile',
  purlType: 'mixed',
  versions: 'swift',
  files: ['Cartfile', 'Cartfile.private'],
  title: 'Cartfile without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['Cartfile.resolved'],
  parse: (file) => parseCartfile(file, file.path.endsWith('.private') ? 'development' : 'runtime'),
}

function parseCartfile(file: SourceFile, scope: Scope): ParsedFile {
  const draft = startDraft(file.path)
  const isResolved = file.path.endsWith('.resolved')
  const declared = file.text.split('\n').flatMap((raw, index) => {
    const text = raw.replace(/(?:^|\s)#.*$/, '').trim()
    return text === '' ? [] : readLine(draft, text, { line: index + 1, scope, isResolved })
  })
  addDeclared(draft, declared, 'commit Cartfile.resolved')
  return finishDraft(draft)
}

interface Place {
  readonly line: number
  readonly scope: Scope
  /** Every text behind the address is the version then. */
  readonly isResolved: boolean
}

function readLine(draft: Draft, text: string, { line, scope, isResolved }: Place): readonly Declared[] {
  const form = /^(github|git|binary)\s+"([^"]+)"(?:\s+(?:(==|>=|~>)\s*(\d\S*)|"([^"]+)"))?$/
  const [, kind, place = '', sign, range, quoted] = text.length > 1_000 ? [] : (form.exec(text) ?? [])
  const purl = kind === undefined ? undefined : purlOf(kind, place)
  if (purl === undefined) {
    const message = `expected github, git or binary with an address, found ${text.slice(0, 80)}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return []
  }
  const isPinned = isResolved || /^[0-9a-f]{40}$/.test(quoted ?? '')
  const version = sign === '==' ? range : isPinned ? quoted : undefined
  const requirement = version === undefined ? (quoted ?? [sign, range].join(' ').trim()) : undefined
  return [{ purl: { ...purl, version }, line, scope, requirement }]
}

/** Frameworks of Carthage are repositories, as the packages of Swift are: host and path name them (purl-spec, type swift). */
function purlOf(kind: string, place: string): LooseParts | undefined {
  if (kind === 'binary') {
    const name =
      place
        .split('/')
        .pop()
        ?.replace(/\.json$/, '') ?? ''
    return { type: 'generic', name, qualifiers: { download_url: /^https?:/.test(place) ? place : undefined } }
  }
  const isShort = kind === 'github' && /^[\w.-]+\/[\w.-]+$/.test(place)
  const address = parseRepositoryAddress(isShort ? `https://github.com/${place}` : place)
  return address === undefined
    ? undefined
    : { type: 'swift', ...splitPath(`${address.host}/${address.path}`) }
}
