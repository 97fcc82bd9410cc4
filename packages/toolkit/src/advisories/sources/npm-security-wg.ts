/** The Node.js security working group's `vuln/`: npm packages (2015 to 2019), Node.js itself, and what does not touch it. */
import { err } from '../../base/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { type Fields, isObject, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { namedVersions, toAffected } from './native-ranges.ts'
import { type PackageAdvisory, type PackageEntry, stemOf, toRecord } from './package-record.ts'
import { toVectors, toWords } from './severity-vectors.ts'

export const npmSecurityWg: SourceFormat = {
  id: 'npm-security-wg',
  title: 'Node.js security working group, vuln/ (JSON)',
  yields: ['claims'],
  source: 'nodejs-security-wg',
  license: 'MIT',
  // The npm part ended in 2019, and Node.js is no package of an ecosystem.
  covers: [],
  recognises: ({ path, text: sample }) => {
    if (!/\.json$/i.test(path)) return false
    const has = (member: string): boolean => new RegExp(`"${member}"\\s*:`).test(sample)
    if (has('module_name')) return has('vulnerable_versions') && has('patched_versions')
    if (!has('cve')) return false
    return (has('vulnerable') && has('patched')) || (/(?:^|\/)deps\//.test(path) && has('reason'))
  },
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    // The three indexes repeat the files beside them.
    if (!isObject(value)) return err('NOT_A_RECORD')
    const advisory = readAdvisory(value, file.path)
    return advisory === undefined ? err('NOT_A_RECORD') : toRecord(advisory, context)
  },
}

function readAdvisory(value: Fields, path: string): PackageAdvisory | undefined {
  if (typeof value['module_name'] === 'string') return readNpm(value)
  if (typeof value['vulnerable'] === 'string') return readCore(value, stemOf(path))
  if (typeof value['reason'] === 'string') return readDependency(value, stemOf(path))
  return undefined
}

/** `NSWG-ECO-` and `NSWG-COR-` are how other tools cite the working group's numbers. */
function readNpm(value: Fields): PackageAdvisory {
  const number = text(value['id'])
  const name = text(value['module_name'])
  const range = text(value['vulnerable_versions'])
  return {
    id: number === undefined ? undefined : `NSWG-ECO-${number}`,
    aliases: texts(value['cves']),
    title: text(value['title']),
    details: text(value['overview']),
    published: text(value['publish_date']),
    modified: text(value['updated_at']),
    severity: toVectors(text(value['cvss_vector'])),
    urls: texts(value['references']),
    packages: [
      name === undefined ? undefined : toEntry({ ecosystem: 'npm', name }, range, value['patched_versions']),
    ],
  }
}

/** Node.js itself. `node` on npm is somebody's package that carries it, so the claim gets an ecosystem of its own. */
function readCore(value: Fields, number: string | undefined): PackageAdvisory {
  const aliases = texts(value['cve'])
  // Written without its first word: `3.0/AV:N/…`.
  const vectors = toVectors(text(value['cvss'])?.replace(/^(?=\d)/, 'CVSS:'))
  return {
    id: numbered('NSWG-COR', number) ?? aliases[0],
    aliases,
    title: text(value['description']),
    details: text(value['overview']),
    published: text(value['publish_date']),
    severity: vectors.length > 0 ? vectors : toWords([text(value['severity'])]),
    urls: [text(value['ref']) ?? []].flat(),
    packages: [readInterpreter(text(value['vulnerable']), text(value['patched']))],
  }
}

/** `vulnerable` names whole release lines (`18.x`), `patched` where each of them is mended (`^18.9.1`): only both together say it. */
function readInterpreter(vulnerable: string | undefined, patched: string | undefined): PackageEntry {
  const fixes = new Map(
    (patched?.split('||') ?? []).flatMap((part): readonly (readonly [string, string])[] => {
      const [, fixed] = /^(?:\^|>= ?)(\d{1,9}\.\d{1,9}\.\d{1,9})$/.exec(part.trim()) ?? []
      return fixed === undefined ? [] : [[lineOf(fixed) ?? '', fixed]]
    }),
  )
  const open = vulnerable?.split('||').map((part) => {
    const line = part.trim()
    const fixed = fixes.get(lineOf(line) ?? '')
    return fixed === undefined ? line : `${line} <${fixed}`
  })
  return toEntry({ ecosystem: 'Node.js', name: 'node' }, open?.join(' || '), patched)
}

/** The release line that a range stays in: its major version, before 1.0 also its minor one. */
function lineOf(range: string): string | undefined {
  const [, major, minor] = /^\^?(\d{1,9})\.(x|\d{1,9})(?:\.(?:x|\d{1,9}))?$/.exec(range) ?? []
  return major === '0' ? `0.${minor}` : major
}

/** Files of Node.js itself say their number in their name only; the first CVE stands in where the name is lost. */
function numbered(prefix: string, number: string | undefined): string | undefined {
  return number !== undefined && /^\d+$/.test(number) ? `${prefix}-${number}` : undefined
}

/** Why a flaw of a dependency does not touch Node.js: nobody's package, found by the CVE. The prefix is ours. */
function readDependency(value: Fields, number: string | undefined): PackageAdvisory {
  const aliases = texts(value['cve'])
  return {
    id: numbered('NSWG-DEP', number) ?? aliases[0],
    aliases,
    title: text(value['description']),
    details: [text(value['overview']), text(value['reason'])].flatMap((part) => part ?? []).join('\n'),
    urls: [text(value['ref']) ?? []].flat(),
    packages: [],
  }
}

/** Patched `<0.0.0` means never: it names no version. */
function toEntry(
  named: Pick<PackageEntry, 'ecosystem' | 'name'>,
  range: string | undefined,
  patched: unknown,
): PackageEntry {
  const said = text(patched)
  return {
    ...named,
    ranges: [toAffected('npm', range)],
    patched: said === undefined ? [] : namedVersions('npm', [said]),
  }
}
