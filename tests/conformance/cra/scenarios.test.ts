/** Every shared scenario, once per case or variant with its facts laid over (design 10.11). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Classification } from '../../../packages/toolkit/src/cra/classify/classification.ts'
import { classify } from '../../../packages/toolkit/src/cra/classify/classify.ts'
import { parseFacts } from '../../../packages/toolkit/src/cra/classify/facts.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Json = { readonly [member: string]: unknown }

interface Scenario {
  readonly id: string
  readonly facts: Json
  readonly expected: Json
  readonly evaluate_as_of?: string
}

interface Row {
  readonly name: string
  readonly at: string
  readonly facts: Json
  readonly expected: Json
}

/** Expectations of the base hold for a case; a variant states its own. */
function rowsOf({ id, facts, expected, evaluate_as_of: at = '2026-11-22' }: Scenario): readonly Row[] {
  const { cases, variant, ...base } = expected
  const rows: Row[] = cases === undefined ? [{ name: id, at, facts, expected: base }] : []
  for (const [name, given] of Object.entries((cases ?? {}) as Readonly<Record<string, Json>>)) {
    const { conformity_routes, presumption: _, ...change } = given
    rows.push({
      name: `${id}${name}`,
      at,
      facts: { ...facts, ...change },
      expected: { ...base, conformity_routes },
    })
  }
  if (variant !== undefined) {
    const { change, ...own } = variant as { readonly change: Json } & Json
    rows.push({ name: `${id} variant`, at, facts: { ...facts, ...change }, expected: own })
  }
  return rows
}

/** Members whose value in the scenarios is a sentence; each is looked at by name below or is a note. */
const compared = [
  'scope',
  'outcome',
  'class',
  'category',
  'applies',
  'steward_tier',
  'retention',
  'deadlines',
  'inform_users',
  'not_allowed',
  'fines',
  'fine_tiers',
  'micro_small_relief',
  'new_placing_on_market',
  'route_reason',
] as const

function idsOf(list: unknown): readonly string[] {
  return (list as readonly { readonly id: string }[]).map(({ id }) => id)
}

function differences(found: Classification, expected: Json): readonly string[] {
  const wrong: string[] = []
  const compare = (name: string, ours: unknown, theirs: unknown): void => {
    if (theirs !== undefined && JSON.stringify(ours) !== JSON.stringify(theirs)) {
      wrong.push(`${name}: ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`)
    }
  }
  for (const name of compared) {
    const theirs = expected[name]
    // `full for version 4`: the first word is the value, the rest a note.
    compare(
      name,
      found[name],
      name === 'applies' && typeof theirs === 'string' ? theirs.split(' ')[0] : theirs,
    )
  }
  const sorted = (list: unknown): unknown => (Array.isArray(list) ? [...(list as string[])].sort() : list)
  compare('roles', sorted(found.roles), sorted(expected['roles']))
  for (const name of ['conformity_routes', 'conformity_routes_of_manufacturer'] as const) {
    compare(name, [...idsOf(found[name])].sort(), sorted(expected[name]))
  }
  const ids = new Set(idsOf(found.obligations))
  for (const id of (expected['obligations_include'] ?? []) as string[])
    if (!ids.has(id)) wrong.push(`no ${id}`)
  for (const id of (expected['obligations_exclude'] ?? []) as string[])
    if (ids.has(id)) wrong.push(`has ${id}`)
  for (const [name, value] of Object.entries((expected['support'] ?? {}) as Json)) {
    compare(`support.${name}`, found.support?.[name as 'expected_years'], value)
  }
  return wrong
}

function run({ facts, at }: Row): Classification {
  const parsed = parseFacts(facts)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return classify(parsed.value, { at })
}

describeShared('CRA scenarios', () => {
  const { scenarios } = JSON.parse(readFileSync(sharedPath('cra/scenarios.json'), 'utf8')) as {
    readonly scenarios: readonly Scenario[]
  }
  const rows = scenarios.flatMap(rowsOf)
  const named = (name: string): Classification => run(rows.find((row) => row.name === name)!)

  test('eight scenarios, two cases and two variants', () => {
    expect(rows.map(({ name }) => name)).toEqual([
      'S-01',
      'S-02',
      'S-03',
      'S-04a',
      'S-04b',
      'S-05',
      'S-06',
      'S-06 variant',
      'S-07',
      'S-07 variant',
      'S-08',
    ])
  })

  test.each(rows)('$name', (row) => {
    expect(differences(run(row), row.expected)).toEqual([])
  })

  test.each(rows)('$name leaves open only what it does not state', (row) => {
    const isUseStated = row.facts['expected_use_years'] !== undefined
    const isNeeded = row.name === 'S-07 variant'
    expect(idsOf(run(row).open)).toEqual(isNeeded && !isUseStated ? ['support'] : [])
  })

  test.each(rows)('$name says the same on any day about scope, role, class and routes', (row) => {
    const first = run(row)
    for (const at of ['2024-12-10', '2026-09-11', '2027-12-11', '2031-01-01']) {
      const other = run({ ...row, at })
      expect([other.scope, other.roles, other.class, idsOf(other.conformity_routes)]).toEqual([
        first.scope,
        first.roles,
        first.class,
        idsOf(first.conformity_routes),
      ])
    }
  })

  test('S-02: two editions, two roles', () => {
    const { roles_detail } = named('S-02')
    expect(roles_detail.map(({ subject, role, steward_tier }) => [subject, role, steward_tier])).toEqual([
      ['paid_edition', 'manufacturer', null],
      ['community_edition', 'open_source_steward', 'TIER-3'],
    ])
  })

  test('S-03: the early event is voluntary, the later one has its dates', () => {
    const [early, late] = named('S-03').events
    expect(early).toMatchObject({ event: '2026-11-03', mandatory: false, deadlines: {} })
    expect(early?.why).toMatch(/2027-12-11/)
    const theirs = scenarios.find(({ id }) => id === 'S-03')!.expected['events'] as readonly Json[]
    expect(late).toMatchObject(theirs[1]!)
  })

  test('S-04b: the standard opens a route that cannot be used while none is cited', () => {
    const routes = new Map(named('S-04b').conformity_routes.map((route) => [route.id, route.availableAt]))
    expect(Object.fromEntries(routes)).toEqual({ A: false, 'B+C': null, H: null, CERT: false })
  })

  test('S-06: the variant becomes manufacturer by Art. 21', () => {
    expect(named('S-06 variant').roles_detail[0]?.ref).toBe('Art. 3(13), 21')
  })

  test('S-08: until the modified version only the reporting duties applied', () => {
    expect(named('S-08').before).toEqual({ applies: 'reporting_only', until: '2028-03-01' })
  })
})
