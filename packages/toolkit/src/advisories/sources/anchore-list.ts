/** Lists of vulnerabilities by distribution as Anchore's tools exchange them (`Vulnerability` objects, JSON). */
import { err } from '../../base/index.ts'
import type { AffectedRange, SeverityVector } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toVectors, toWords } from './severity-vectors.ts'

/** One record per flaw and namespace (`debian:7`), because each namespace has packages of its own. */
export const anchoreList: SourceFormat = {
  id: 'anchore-list',
  title: 'Anchore vulnerability lists, Debian (JSON)',
  yields: ['claims'],
  source: 'anchore-list',
  license: 'none stated',
  // No `covers`: extracts of another database, at another time.
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    /"Vulnerability"\s*:\s*\{/.test(sample) &&
    /"FixedIn"\s*:/.test(sample) &&
    /"NamespaceName"\s*:/.test(sample),
  split: (file) => sliceJsonList(file, []) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const flaw = fields(fields(value)['Vulnerability'])
    const [name, namespace] = [text(flaw['Name']), text(flaw['NamespaceName'])]
    if (name === undefined || namespace === undefined) return err('NO_ID')
    const cve = findCve(name)
    return toRecord(
      {
        id: `${namespace}/${name}`,
        aliases: cve === undefined ? [] : [cve],
        details: text(flaw['Description']),
        severity: readSeverity(flaw),
        urls: [flaw['Link']].flatMap((link) => text(link) ?? []),
        packages: list(flaw['FixedIn']).flatMap((item) => readFix(fields(item), namespace)),
      },
      context,
    )
  },
}

function readSeverity(flaw: Fields): readonly SeverityVector[] {
  const nvd = fields(fields(flaw['Metadata'])['NVD'])
  const vectors = toVectors(text(fields(nvd['CVSSv2'])['Vectors']))
  return vectors.length > 0 ? vectors : toWords([text(flaw['Severity'])].filter((word) => word !== 'Unknown'))
}

/** Only Debian is known by a file; what a condition or a module stands beside is not told. */
function readFix(fix: Fields, namespace: string): readonly (PackageEntry | undefined)[] {
  const [, release] = /^debian:(\d{1,3}(?:\.\d)?)$/.exec(namespace) ?? []
  const name = text(fix['Name'])
  if (release === undefined || name === undefined) return [undefined]
  const version = text(fix['Version'])
  // As in the tracker: never affected in this release.
  if (version === '0') return []
  const isPlain = text(fix['Module']) === undefined && text(fix['VulnerableRange']) === undefined
  return [{ ecosystem: `Debian:${release}`, name, ranges: [isPlain ? toRange(version) : unstatedRange] }]
}

/** `None` stands for a flaw without a fix. */
function toRange(version: string | undefined): AffectedRange {
  if (version === undefined) return unstatedRange
  const events = [{ introduced: '0' }, ...(version === 'None' ? [] : [{ fixed: version }])]
  return { type: 'ECOSYSTEM', events }
}
