/** Ubuntu's CVE tracker as JSON, one object per flaw with the state of each package and release (Anchore's extraction). */
import { err } from '../../base/index.ts'
import type { AffectedRange } from '../../model/index.ts'
import { releaseOfCodeName } from '../releases.ts'
import type { SourceFormat } from '../source-format.ts'
import { findCve } from './cve-id.ts'
import { type Fields, fields, list, text, texts } from './fields.ts'
import { parseJsonText } from './json.ts'
import { unstatedRange } from './native-ranges.ts'
import { type PackageEntry, toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'

/** The id is the one that OSV's Ubuntu records have, so that both meet. Packages are source packages, as there. */
export const ubuntuTracker: SourceFormat = {
  id: 'ubuntu-tracker',
  title: 'Ubuntu CVE tracker, normalised (JSON)',
  yields: ['claims'],
  source: 'ubuntu-tracker',
  license: 'none stated',
  // No `covers`: such files are kept by those who extract them, for the flaws that they have come across.
  recognises: ({ text: sample }) =>
    /^[\s\uFEFF]*\{\s*"(?:name|priority|patches)"/.test(sample) &&
    /"patches"\s*:\s*\[/.test(sample) &&
    /"ignored_patches"\s*:/.test(sample),
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_JSON')
    const flaw = fields(value)
    const cve = findCve(flaw['name'])
    if (cve === undefined) return err('NO_ID')
    const patches = [...list(flaw['patches']), ...list(flaw['ignored_patches'])].map(fields)
    return toRecord(
      {
        id: `UBUNTU-${cve}`,
        aliases: [cve],
        details: text(flaw['description']),
        severity: toWords([text(flaw['priority'])].filter((word) => word !== 'untriaged')),
        urls: texts(flaw['references']),
        packages: patches.flatMap(readPatch),
      },
      context,
    )
  },
}

/** `DNE`: the release has no such package. */
const noClaim: readonly unknown[] = ['not-affected', 'DNE']

function readPatch(patch: Fields): readonly (PackageEntry | undefined)[] {
  if (noClaim.includes(patch['status'])) return []
  const name = text(patch['package'])
  const ecosystem = ecosystemOf(text(patch['distro']) ?? '')
  if (name === undefined || ecosystem === undefined) return [undefined]
  return [{ ecosystem, name, ranges: [toRange(patch['status'], text(patch['version']))] }]
}

/**
 * `upstream` is no release, and `devel` was another one whenever a file was written. Long support comes from archives of
 * its own, as in OSV's `Ubuntu:Pro:14.04:LTS`; what else has a prefix (kernels for one board, FIPS builds) has no
 * ecosystem.
 */
function ecosystemOf(distro: string): string | undefined {
  const [first = '', second, ...others] = distro.split('/')
  // `trusty/esm` before 2020, `esm-infra/trusty` since.
  const isPro = second === 'esm' || /^esm-(?:apps|infra|infra-legacy)$/.test(first)
  if (others.length > 0 || (second !== undefined && !isPro)) return undefined
  const release = releaseOf(second === undefined || second === 'esm' ? first : second)
  if (release === undefined) return undefined
  return `Ubuntu:${isPro ? 'Pro:' : ''}${release}`
}

/** `22.04:LTS`, `23.10`. */
function releaseOf(codeName: string): string | undefined {
  const number = releaseOfCodeName(codeName)
  if (number === undefined || !/^\d+\.\d\d$/.test(number)) return undefined
  return number === '6.06' || /[02468]\.04$/.test(number) ? `${number}:LTS` : number
}

/** Words of the tracker's README for what is known to be vulnerable; a version beside `pending` is not published yet. */
const open: readonly unknown[] = ['needed', 'active', 'pending', 'deferred']

/** `ignored` and `needs-triage` leave open whether it is vulnerable. */
function toRange(status: unknown, version: string | undefined): AffectedRange {
  if (open.includes(status)) return { type: 'ECOSYSTEM', events: [{ introduced: '0' }] }
  if (status !== 'released' || version === undefined || !/^\d/.test(version)) return unstatedRange
  return { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: version }] }
}
