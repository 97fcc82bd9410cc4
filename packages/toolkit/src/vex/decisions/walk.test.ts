/** A small product over three days: first scan with twenty decisions, a data update, a new release. */
import { describe, expect, test } from 'vitest'
import type { DecisionScope, Finding } from '../../model/index.ts'
import type { DecisionRecord, Verdict } from '../model.ts'
import { type AppliedDecisions, applyDecisions } from './apply.ts'
import { formatDecision, parseDecision } from './file.ts'
import { reuseReport } from './preview.ts'
import { toStatements } from './statements.ts'
import {
  accepted,
  affected,
  decided,
  findingOf,
  fixed,
  fourEyes,
  investigating,
  listedAsExploited,
  matchOf,
  notAffected,
  purlOf,
  reachabilityOf,
} from './testing/sample.ts'
import { addEntry } from './transitions.ts'

type Step = (finding: Finding) => Finding | undefined

const verdicts: Readonly<Record<string, Verdict>> = { notAffected, affected, accepted, investigating, fixed }

/** What happens to a finding between two days. */
const steps: Readonly<Record<string, Step>> = {
  '-': (finding) => finding,
  gone: () => undefined,
  rewritten: (finding) => withMatch(finding, { digest: '5'.repeat(64) }),
  range: (finding) => withMatch(finding, { digest: '6'.repeat(64), range: '>= 0, < 99' }),
  joined: (finding) => ({
    ...finding,
    matched: [...finding.matched, matchOf('CVE-2026-9', { source: 'nvd' })],
  }),
  rated: (finding) => ({ ...finding, severity: [{ source: 'nvd', vector: 'CVSS:3.1/AV:N' }] }),
  exploited: (finding) => ({ ...finding, exploitation: listedAsExploited }),
  imported: (finding) => ({ ...finding, reachability: reachabilityOf('imported') }),
  shipped: (finding) => ({ ...finding, scope: 'runtime' }),
  upgraded: (finding) => {
    const purl = purlOf(finding.purl.replace('@1.0.0', '@1.1.0'))
    return { ...finding, purl, key: `${purl}#${finding.group}` }
  },
}

function withMatch(finding: Finding, more: Parameters<typeof matchOf>[1]): Finding {
  return { ...finding, matched: finding.matched.map((one) => ({ ...one, ...more })) }
}

/**
 * Each line: package; scope and verdict of its decision on the first day (`-` for none); what the data update does to it
 * and how it then stands; what the release does besides, and how it stands then. `open` has no decision.
 */
const table = `
p01 finding       notAffected   -         in-force            -        stale VERSION
p02 finding       affected      range     stale RANGE         -        stale RANGE VERSION
p03 finding       fixed         gone      unused ADVISORY     -        unused ADVISORY
p04 release-range notAffected   -         in-force            -        in-force reused
p05 release-range affected      rewritten in-force            upgraded in-force reused
p06 release-range accepted      exploited stale EXPLOITATION  -        stale EXPLOITATION
p07 component     notAffected   rewritten in-force            upgraded in-force reused
p08 component     notAffected   range     stale RANGE         upgraded stale RANGE
p09 component     affected      joined    stale ADVISORY      -        stale ADVISORY
p10 component     accepted      rated     stale ADVISORY      -        stale ADVISORY
p11 component     notAffected   -         in-force            imported stale REACHABILITY
p12 component     investigating -         in-force            -        expired reused
p13 component     fixed         -         in-force            upgraded stale VERSION
p14 component     fixed         -         in-force            -        in-force reused
p15 product       notAffected   range     in-force            upgraded in-force reused
p16 product       notAffected   joined    stale ADVISORY      -        stale ADVISORY
p17 product       notAffected   -         in-force            shipped  stale SCOPE
p18 organisation  notAffected   rewritten in-force            upgraded in-force reused
p19 organisation  affected      exploited stale EXPLOITATION  -        stale EXPLOITATION
p20 component     affected      -         in-force            gone     unused COMPONENT
p21 -             -             -         open                -        open
p22 -             -             exploited open                upgraded open
`

const lines = table
  .trim()
  .split('\n')
  .map((line) => {
    const cut = (from: number, to?: number) => line.slice(from, to).trim()
    return {
      name: cut(0, 4),
      scope: cut(4, 18),
      verdict: cut(18, 32),
      update: cut(32, 42),
      afterUpdate: cut(42, 62),
      release: cut(62, 71),
      afterRelease: cut(71),
    }
  })

const madeOn = new Map(
  lines.map(({ name }) => {
    const purl = purlOf(`pkg:npm/${name}@1.0.0`)
    const id = `GHSA-${name}`
    const all = { purl, group: id, aliases: ['CVE-2026-1', id], records: [id], matched: [matchOf(id)] }
    // Every package has the same CVE: a decision for one must never reach another.
    return [name, findingOf({ ...all, scope: name === 'p17' ? 'development' : 'runtime' })] as const
  }),
)

function recordsOfFirstDay(): readonly DecisionRecord[] {
  return lines.flatMap(({ name, scope, verdict }) => {
    const finding = madeOn.get(name)
    const said = verdicts[verdict]
    if (finding === undefined || said === undefined) return []
    const releases = scope === 'release-range' ? { releases: 'vers:semver/>=2.0.0|<3.0.0' } : {}
    const more = { scope: scope as DecisionScope, ...releases, policy: fourEyes }
    const waiting = decided(more, { finding, verdict: said })
    const confirmed = addEntry(waiting, { kind: 'confirm', at: '2026-11-22T16:00:00Z', by: 'security lead' })
    const record = confirmed.ok ? confirmed.value : waiting
    // From one day to the next they lie on the disk.
    const read = parseDecision(formatDecision(record))
    return read.ok ? [read.value] : []
  })
}

const records = recordsOfFirstDay()

function move(
  found: ReadonlyMap<string, Finding>,
  which: 'update' | 'release',
): ReadonlyMap<string, Finding> {
  return new Map(
    lines.flatMap((line) => {
      const finding = found.get(line.name)
      const step = steps[line[which]]
      const next = finding === undefined || step === undefined ? undefined : step(finding)
      return next === undefined ? [] : [[line.name, next] as const]
    }),
  )
}

const afterUpdate = move(madeOn, 'update')
const afterRelease = move(afterUpdate, 'release')

/** The product's components: a finding that is gone leaves its component, unless the release dropped that. */
const components = [...madeOn.values()].map(({ purl }) => purl)

function onDay(
  found: ReadonlyMap<string, Finding>,
  day: { release: string; today: string },
  dropped: string[] = [],
) {
  const upgraded = new Set([...found.values()].map(({ purl }) => purl))
  const stays = components.filter((purl) => {
    const name = purl.slice(8, 11)
    return !dropped.includes(name) && (found.get(name) === undefined || upgraded.has(purl))
  })
  const view = { product: 'gateway', ...day, components: [...stays, ...upgraded] }
  return applyDecisions([...found.values()], records, view)
}

/** In the words of the table. */
function describeDay({ findings, unused }: AppliedDecisions): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const { purl, decision } of findings) {
    const reasons = (decision?.staleReasons ?? []).map((reason) => reason.replace('_CHANGED', ''))
    const isReused = decision?.isReused === true && decision.standing !== 'stale'
    const all = [decision?.standing ?? 'open', ...reasons, ...(isReused ? ['reused'] : [])]
    words.set(purl.slice(8, 11), all.join(' '))
  }
  for (const { id, reason } of unused) words.set(id.slice(5, 8), `unused ${reason.split('_')[0]}`)
  return words
}

const days = {
  first: onDay(madeOn, { release: '2.0.0', today: '2026-11-23' }),
  update: onDay(afterUpdate, { release: '2.0.0', today: '2026-11-24' }),
  release: onDay(afterRelease, { release: '2.1.0', today: '2026-12-02' }, ['p20']),
}

test('the table is read as it stands', () => {
  expect(lines).toHaveLength(22)
  expect(records).toHaveLength(20)
  const unknown = lines
    .flatMap(({ update, release }) => [update, release])
    .filter((name) => steps[name] === undefined)
  expect(unknown).toEqual([])
})

describe('on the first day', () => {
  test('each decision speaks for its own finding and for no other', () => {
    const { applied, conflicts, unused } = days.first
    expect(applied.map(({ finding, record }) => [finding.slice(8, 11), record.id.slice(5, 8)])).toEqual(
      records.map(({ id }) => [id.slice(5, 8), id.slice(5, 8)]),
    )
    expect([conflicts, unused]).toEqual([[], []])
    expect(new Set(applied.map(({ standing }) => standing))).toEqual(new Set(['in-force']))
  })

  test('the queue holds just what nobody decided', () => {
    expect(
      [...describeDay(days.first)].filter(([, words]) => words === 'open').map(([name]) => name),
    ).toEqual(['p21', 'p22'])
  })
})

describe.each(lines)('$name', ({ name, afterUpdate: first, afterRelease: second }) => {
  test(`after the data update: ${first}`, () => {
    expect(describeDay(days.update).get(name)).toBe(first)
  })
  test(`after the release: ${second}`, () => {
    expect(describeDay(days.release).get(name)).toBe(second)
  })
})

describe('on every day', () => {
  test('no decision is lost: each is applied or named as unused', () => {
    for (const { applied, unused } of Object.values(days)) {
      const seen = [...applied.map(({ record }) => record.id), ...unused.map(({ id }) => id)]
      expect(seen.sort()).toEqual(records.map(({ id }) => id).sort())
    }
  })

  test('what is stale says what changed, with both values', () => {
    for (const { applied } of [days.update, days.release]) {
      const silent = applied.filter(
        ({ standing, staleFacts }) => (standing === 'stale') !== staleFacts.length > 0,
      )
      expect(silent.map(({ record }) => record.id)).toEqual([])
      for (const { before, now } of applied.flatMap(({ staleFacts }) => staleFacts))
        expect(before).not.toBe(now)
    }
  })

  test('only what is in force leaves the house', () => {
    const purl = purlOf('pkg:generic/gateway@2.1.0')
    const subject = { id: 'gateway', name: 'Gateway', version: '2.1.0', purl }
    const { statements, withheld } = toStatements(days.release, subject, { today: '2026-12-02' })
    const stated = statements.map(({ vulnerability }) => vulnerability.id.slice(5)).sort()
    const inForce = lines
      .filter(({ afterRelease: words }) => words.startsWith('in-force'))
      .map(({ name }) => name)
    expect(stated).toEqual(inForce)
    expect(stated.length + withheld.length).toBe(days.release.findings.length)
  })
})

test('what the release took over is reported with its origin', () => {
  const rows = reuseReport(days.release.applied)
  const reused = lines
    .filter(({ afterRelease: words }) => words === 'in-force reused')
    .map(({ name }) => name)
  expect(rows.map(({ id }) => id.slice(5, 8))).toEqual(reused)
  expect(rows.every(({ madeOn: origin }) => origin.release === '2.0.0' && origin.product === 'gateway')).toBe(
    true,
  )
  expect(reuseReport(days.update.applied)).toEqual([])
})

test('the organisation is heard in another product, and nothing else is', () => {
  const elsewhere = applyDecisions([...madeOn.values()], records, { product: 'app', today: '2026-11-24' })
  expect(elsewhere.applied.map(({ record }) => record.holds.scope)).toEqual(['organisation', 'organisation'])
  expect(elsewhere.unused.map(({ reason }) => reason)).toEqual(
    Array.from({ length: 18 }, () => 'OTHER_PRODUCT'),
  )
})
