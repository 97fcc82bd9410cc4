/** CMake (FetchContent, ExternalProject) and CPM.cmake: sources that a build downloads, as far as they stand there as text. */
import type { Hash, ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { isCommit, vcsPurl, versionOfRef } from '../read/forge.ts'
import { hexHash } from '../read/hash.ts'
import { indexLines } from '../read/line-index.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'
import type { LooseParts } from '../read/purl-parts.ts'
import { type Call, findCalls, withoutComments } from '../read/program.ts'

const calls =
  /\b(FetchContent_Declare|ExternalProject_Add|CPMAddPackage|CPMFindPackage|CPMDeclarePackage)\s*\(/gi

export const cmake: Ecosystem = {
  id: 'cmake',
  purlType: 'generic',
  versions: 'generic',
  files: ['CMakeLists.txt', '*.cmake'],
  title: 'Downloads of CMake',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: true },
  accepts: (text) => new RegExp(calls.source, 'i').test(text),
  recognised: 'by-content',
  parse: parseCmake,
}

/**
 * These are hints: nobody runs the conditions around them. The packages are generic ones with their address, since no
 * purl type says what a repository of C or C++ holds.
 */
function parseCmake(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const text = withoutComments(file.text, 'hash', '"')
  const { lineAt } = indexLines(file.text)
  const declared = findCalls(text, calls).flatMap((call): Declared[] => {
    const one = readCall(call)
    const line = lineAt(call.offset)
    if (one !== undefined) return [{ ...one, line, scope: 'unknown' }]
    if (!/\b(?:\w+_REPOSITORY|URL)\b|"\w+:/.test(call.body)) return []
    const message = `the address is made of variables: ${call.body.trim().replace(/\s+/g, ' ').slice(0, 80)}`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return []
  })
  addDeclared(
    draft,
    declared,
    'name a tag of one release or a commit (GIT_TAG), or an archive with its URL_HASH',
  )
  return finishDraft(draft)
}

type Found = Pick<Declared, 'purl' | 'requirement' | 'origin' | 'hashes'>

function readCall({ groups, body }: Call): Found | undefined {
  const words = [...body.matchAll(/"([^"]*)"|([^\s"]+)/g)].map((match) => match[1] ?? match[2] ?? '')
  const isCpm = groups[0]?.toLowerCase().startsWith('cpm') === true
  if (isCpm && words.length === 1) return readShorthand(words[0] ?? '')
  const options = optionsOf(words)
  const name = (isCpm ? options.get('NAME') : words[0]) ?? options.get('NAME')
  return ofGit(name, options) ?? ofArchive(name, options)
}

const keys = new Set([
  'NAME',
  'VERSION',
  'GIT_REPOSITORY',
  'GITHUB_REPOSITORY',
  'GITLAB_REPOSITORY',
  'BITBUCKET_REPOSITORY',
  'GIT_TAG',
  'URL',
  'URL_HASH',
  'URL_MD5',
])

function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>()
  for (const [index, word] of words.entries()) {
    const value = words[index + 1]
    if (keys.has(word) && value !== undefined && !options.has(word)) options.set(word, value)
  }
  return options
}

const hosts: readonly (readonly [option: string, host: string, short: string])[] = [
  ['GITHUB_REPOSITORY', 'https://github.com/', 'gh'],
  ['GITLAB_REPOSITORY', 'https://gitlab.com/', 'gl'],
  ['BITBUCKET_REPOSITORY', 'https://bitbucket.org/', 'bb'],
]

function ofGit(name: string | undefined, options: ReadonlyMap<string, string>): Found | undefined {
  const short = hosts.flatMap(([option, host]) => {
    const path = options.get(option)
    return path === undefined ? [] : [`${host}${path}`]
  })[0]
  const address = options.get('GIT_REPOSITORY') ?? short
  if (address === undefined || address.includes('${')) return undefined
  const stated = options.get('VERSION')
  const ref = options.get('GIT_TAG') ?? (stated === undefined ? undefined : `v${stated}`)
  return ofRepository(address, ref, name)
}

function ofRepository(address: string, ref: string | undefined, name: string | undefined): Found {
  const version = versionOfRef(ref)
  const purl = vcsPurl(address, version, name)
  const plain = version === undefined || isCommit(version) ? version : version.replace(/^v/, '')
  return {
    purl: { ...purl, version: plain },
    requirement: version === undefined ? ref : undefined,
    origin: 'git',
  }
}

/** `gh:OWNER/NAME@VERSION`, `gh:OWNER/NAME#TAG` (CPM.cmake, "Shorthand syntax"). */
function readShorthand(text: string): Found | undefined {
  const [, short, path, sign, ref = ''] = /^(\w+):([\w./-]+)([@#])?([^\s]*)$/.exec(text) ?? []
  const host = hosts.find((one) => one[2] === short)?.[1]
  if (host === undefined || path === undefined) return undefined
  return ofRepository(`${host}${path}`, sign === '@' ? `v${ref}` : ref, undefined)
}

/** A version in the archive's name is one only where it stands there in digits. */
function ofArchive(name: string | undefined, options: ReadonlyMap<string, string>): Found | undefined {
  const url = options.get('URL')
  if (url === undefined || name === undefined || !/^https?:\/\/[^$]+$/.test(url)) return undefined
  const last = url.split(/[?#]/)[0]?.split('/').pop() ?? ''
  const version = /(?:^|[-_v])(\d+(?:\.\d+)+[\w]*)(?=\.(?:tar|tgz|zip|t[bgx]z))/.exec(last)?.[1]
  const purl: LooseParts = { type: 'generic', name, version, qualifiers: { download_url: url } }
  return { purl, origin: 'url', hashes: hashOf(options) }
}

const algorithms: readonly Hash['algorithm'][] = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']

function hashOf(options: ReadonlyMap<string, string>): readonly Hash[] {
  const [kind = '', value = ''] = (options.get('URL_HASH') ?? `MD5=${options.get('URL_MD5') ?? ''}`).split(
    '=',
  )
  const algorithm = algorithms.find((one) => one.replace('-', '') === kind)
  return algorithm === undefined ? [] : hexHash(algorithm, value)
}
