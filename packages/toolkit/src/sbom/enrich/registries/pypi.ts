/** Python: the simple index as JSON (PEP 691) and the metadata beside a file (PEP 658). */
import { asFields, type Fields, listOf, member, textOf } from '../../read/values.ts'
import { below, type Registry, type RegistryFacts } from './registry.ts'
import { actorOf, bounded, fieldsOf, hashOf, readJson, referenceOf } from './values.ts'

export const pypiRegistry: Registry = {
  purlType: 'pypi',
  find: async ({ name, version }, base, ask) => {
    const index = below(base, `${encodeURIComponent(name)}/`)
    const answer = readJson(await ask(index))
    const files = listOf(answer, 'files').flatMap((item) => {
      const file = asFields(item)
      return file !== undefined && isOf(textOf(file, 'filename') ?? '', name, version) ? [file] : []
    })
    if (files.length === 0) return undefined
    const described = files.find((file) => hasMetadata(file))
    const url = described === undefined ? undefined : addressOf(described, index)
    const metadata = url === undefined ? undefined : await ask(`${url}.metadata`)
    return {
      ...readMetadata(metadata === undefined ? '' : new TextDecoder().decode(metadata)),
      // One version has many files; which of them is used, only the lock file knows: a digest is taken of an only one.
      hashes: files.length === 1 ? hashOf('SHA-256', textOf(fieldsOf(files[0], 'hashes'), 'sha256')) : [],
    }
  },
}

/** File names of PEP 427 and PEP 625: `NAME-VERSION-…whl`, `NAME-VERSION.tar.gz`, with any of `-_.` in the name. */
function isOf(filename: string, name: string, version: string): boolean {
  const normal = (text: string): string => text.toLowerCase().replaceAll(/[-_.]+/g, '-')
  const start = `${normal(name)}-${version.toLowerCase()}`
  const file = filename.toLowerCase()
  const at = file.indexOf(`-${version.toLowerCase()}`)
  if (at <= 0) return false
  const rest = file.slice(at + version.length + 1)
  return (
    `${normal(file.slice(0, at))}-${version.toLowerCase()}` === start &&
    /^(?:-.*\.whl|\.(?:tar\.gz|zip|tar\.bz2))$/.test(rest)
  )
}

function hasMetadata(file: Fields): boolean {
  return [member(file, 'core-metadata'), member(file, 'dist-info-metadata')].some(
    (value) => value === true || asFields(value) !== undefined,
  )
}

function addressOf(file: Fields, index: string): string | undefined {
  const url = textOf(file, 'url')
  return url !== undefined && URL.canParse(url, index)
    ? new URL(url, index).href.replace(/#.*$/, '')
    : undefined
}

/** Core metadata (PEP 566, 639): headers up to the first blank line. */
function readMetadata(text: string): Omit<RegistryFacts, 'hashes'> {
  const lines = (text.split(/\r?\n\r?\n/)[0] ?? '').split(/\r?\n/)
  const all = (name: string): readonly string[] =>
    lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2).trim()] : []))
  const first = (name: string): string | undefined => bounded(all(name)[0])
  const license = first('License-Expression') ?? first('License')
  const originator = originatorOf(first('Author'), first('Author-email'))
  const urls = new Map(all('Project-URL').map(toPair))
  return {
    licenses: license === undefined || license === 'UNKNOWN' ? [] : [license],
    ...(originator === undefined ? {} : { originator }),
    references: [
      ...referenceOf('website', first('Home-page') ?? urls.get('homepage')),
      ...referenceOf('vcs', urls.get('source') ?? urls.get('repository') ?? urls.get('source code')),
    ],
  }
}

/** `label, address`. */
function toPair(line: string): readonly [string, string] {
  const at = line.indexOf(',')
  return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
}

/** The field of addresses holds `NAME <ADDRESS>` or an address alone. */
function originatorOf(author: string | undefined, email: string | undefined): ReturnType<typeof actorOf> {
  const [, named, address] = /^(?:"?([^"<]*?)"?\s*)?<([^<>]+)>$/.exec(email ?? '') ?? []
  const plain = email !== undefined && /^[^\s<>,]+@[^\s<>,]+$/.test(email) ? email : undefined
  const contact = address ?? plain
  const name = author ?? (named === '' ? undefined : named)
  return actorOf(name, contact === undefined ? {} : { email: contact })
}
