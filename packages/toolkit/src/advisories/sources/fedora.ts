/** Bodhi, where Fedora and EPEL publish updates: one JSON object per update, alone or in the pages of its interface. */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import type { SourceFormat } from '../source-format.ts'
import { toUtc } from './dates.ts'
import { type Fields, fields, list, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { sliceJsonList } from './json-slices.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'

/**
 * Security updates only. A build is a source package: what lies below it in this release wants the update. Packages
 * of EPEL are installed on other distributions, and their purls seldom tell; so they have a family of their own.
 */
export const fedora: SourceFormat = {
  id: 'fedora',
  title: 'Fedora and EPEL updates of Bodhi (JSON)',
  yields: ['claims'],
  source: 'fedora',
  license: 'none stated',
  // No `covers`: a flaw without an update stands in no update.
  recognises: ({ path, text: sample }) =>
    /\.json$/i.test(path) && /"alias"\s*:\s*"FEDORA-/.test(sample) && /"builds"\s*:/.test(sample),
  split: (file) => sliceJsonList(file, ['updates']) ?? [file],
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const update = fields(value)
    // Repairs and new packages are no advisories, whatever their notes mention.
    if (update['type'] !== 'security') return err('NOT_A_RECORD')
    const { headline, mentioned } = readFlaws(update)
    return toRecord(
      {
        id: text(update['alias']),
        aliases: headline.length === 1 ? headline : [],
        related: [...(headline.length === 1 ? [] : headline), ...mentioned],
        title: text(update['display_name']) ?? text(update['title']),
        details: text(update['notes']),
        published: toUtc(text(update['date_submitted'])),
        modified: toUtc(text(update['date_modified']) ?? text(update['date_stable'])),
        withdrawn: readWithdrawn(update),
        severity: toWords([text(update['severity'])].filter((word) => word !== 'unspecified')),
        urls: [update['url']].flatMap((url) => text(url) ?? []),
        packages: readBuilds(update),
      },
      context,
    )
  },
}

interface Flaws {
  /** What the update is about: named by its security bugs and its headline. */
  readonly headline: readonly string[]
  readonly mentioned: readonly string[]
}

function readFlaws(update: Fields): Flaws {
  const bugs = list(update['bugs'])
    .map(fields)
    .filter(({ security }) => security === true)
  const heads = [...bugs, { title: update['display_name'] }, update].map(({ title }) => text(title))
  const headline = [...new Set(heads.flatMap(cvesIn))]
  const mentioned = cvesIn(text(update['notes'])).filter((id) => !headline.includes(id))
  return { headline, mentioned: [...new Set(mentioned)] }
}

function cvesIn(told: string | undefined): readonly string[] {
  return told?.match(/\bCVE-\d{4}-\d{4,19}\b/g) ?? []
}

/** Taken back before or after it was out; `obsolete` ones are replaced by a later update, which has a record of its own. */
function readWithdrawn(update: Fields): string | undefined {
  if (update['status'] !== 'unpushed' && update['status'] !== 'obsolete') return undefined
  return toUtc(text(update['date_modified']) ?? text(update['date_submitted'])) ?? 'no date'
}

function readBuilds(update: Fields): readonly (PackageEntry | undefined)[] {
  const release = fields(update['release'])
  const family = families.get(text(release['id_prefix']) ?? '')
  const version = text(release['version'])
  return list(update['builds']).map((item) => {
    const build = fields(item)
    // Streams of a module have versions of their own; images are no packages.
    if (family === undefined || version === undefined || build['type'] !== 'rpm') return undefined
    const [, name, evr] = /^(.{1,200})-([^-]{1,100}-[^-]{1,100})$/.exec(text(build['nvr']) ?? '') ?? []
    if (name === undefined || evr === undefined) return undefined
    return { ecosystem: `${family}:${version}`, name, ranges: [toRange(build['epoch'], evr)] }
  })
}

const families: ReadonlyMap<string, string> = new Map([
  ['FEDORA', 'Fedora'],
  ['FEDORA-EPEL', 'EPEL'],
])

/** Without the epoch, a version may be above or below any other: Bodhi has it only after it has asked the build system. */
function toRange(epoch: unknown, evr: string): AffectedRange {
  if (typeof epoch !== 'number') return unstatedRange
  const fixed = epoch === 0 ? evr : `${epoch}:${evr}`
  return { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }
}
