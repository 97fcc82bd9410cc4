/** Red Hat's security data API (`hydra`): one JSON object per CVE with releases and packages, and the pages that list CVEs. */
import { err } from '../../base/index.ts'
import type { AffectedRange, SeverityVector } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { toUtc } from './dates.ts'
import { type Fields, fields, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toVectors, toWords } from './severity-vectors.ts'

/** Packages are source packages; the ecosystem is the CPE's part that OSV's Red Hat records name, too. */
export const redhatData: SourceFormat = {
  id: 'redhat-data',
  title: 'Red Hat security data API, CVEs (JSON)',
  yields: ['claims'],
  source: 'redhat-data',
  license: 'CC-BY-4.0',
  // No `covers`: modules and images are left out, and pages of the list name no release.
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) &&
    (/"threat_severity"\s*:/.test(sample) || /"resource_url"\s*:/.test(sample)) &&
    (/"(?:affected_release|package_state)"\s*:/.test(sample) || /"affected_packages"\s*:/.test(sample)),
  split: (file) => sliceJsonList(file, []) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const flaw = fields(value)
    const states = list(flaw['package_state']).map(fields)
    const bulletins = list(flaw['affected_release']).flatMap((item) => text(fields(item)['advisory']) ?? [])
    return toRecord(
      {
        id: text(flaw['name']) ?? text(flaw['CVE']),
        aliases: [],
        related: [...bulletins, ...texts(flaw['advisories'])],
        title: text(fields(flaw['bugzilla'])['description']) ?? text(flaw['bugzilla_description']),
        details: texts(flaw['details']).at(-1),
        published: toUtc(text(flaw['public_date'])),
        severity: readSeverity(flaw),
        weaknesses: (text(flaw['cwe']) ?? text(flaw['CWE']) ?? '').match(/CWE-\d+/g) ?? [],
        urls: texts(flaw['references']).flatMap((lines) => lines.split(/\s+/)),
        packages: [
          ...list(flaw['affected_release']).map((item) => readRelease(fields(item))),
          ...states.flatMap(readState),
          // They stand there without the release that they are of.
          ...texts(flaw['affected_packages']).map(() => undefined),
        ],
      },
      context,
    )
  },
}

function readSeverity(flaw: Fields): readonly SeverityVector[] {
  const vectors = [
    text(fields(flaw['cvss3'])['cvss3_scoring_vector']) ?? text(flaw['cvss3_scoring_vector']),
    text(fields(flaw['cvss'])['cvss_scoring_vector']) ?? text(flaw['cvss_scoring_vector']),
  ].flatMap(toVectors)
  return vectors.length > 0 ? vectors : toWords([text(flaw['threat_severity']) ?? text(flaw['severity'])])
}

/** `bind-32:9.16.23-5.el9_1`. Images have a slash in their name; modules have a version of the stream in its place. */
function readRelease(release: Fields): PackageEntry | undefined {
  const ecosystem = ecosystemOf(text(release['cpe']))
  const [, name, fixed] =
    /^([^/:]{1,200})-((?:\d{1,9}:)?[^-:/]{1,100}-[^-:/]{1,100})$/.exec(text(release['package']) ?? '') ?? []
  if (ecosystem === undefined || name === undefined || fixed === undefined) return undefined
  if (fixed.includes('.module')) return undefined
  return { ecosystem, name, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] }
}

/** `enterprise_linux:9`, as in `csaf-packages.ts`. */
function ecosystemOf(cpe: string | undefined): string | undefined {
  const [, release] = /^cpe:\/[ao]:redhat:([\w.:~-]{1,200})$/.exec(cpe ?? '') ?? []
  return release === undefined ? undefined : `Red Hat:${release}`
}

function readState(state: Fields): readonly (PackageEntry | undefined)[] {
  if (state['fix_state'] === 'Not affected') return []
  const ecosystem = ecosystemOf(text(state['cpe']))
  const name = text(state['package_name'])
  if (ecosystem === undefined || name === undefined || /[/:]/.test(name)) return [undefined]
  return [{ ecosystem, name, ranges: [toOpenRange(state['fix_state'])] }]
}

const affected: readonly unknown[] = ['Affected', 'Fix deferred', 'Will not fix']

/** `Under investigation`, `New`, `Out of support scope`: nobody has looked, or says. */
function toOpenRange(state: unknown): AffectedRange {
  return affected.includes(state) ? { type: 'ECOSYSTEM', events: [{ introduced: '0' }] } : unstatedRange
}
