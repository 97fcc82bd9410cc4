/** SSVC: every row of the published table, and no decision without all four inputs. */
import { expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import { finding, listed } from '../testing/findings.ts'
import { lookUpDecision, toMissionImpact, toTechnicalImpact } from './ssvc-table.ts'
import { decideSsvc } from './ssvc.ts'
import type { SubjectFacts } from './subject.ts'

/** CERT/CC, data/csv/cisa/cisa_coordinator_2_0_3.csv at 5513459d: exploitation, automatable, technical impact, mission, decision. */
const published = `
none no partial low track, none no partial medium track, none no partial high track,
none no total low track, none no total medium track, none no total high track*,
none yes partial low track, none yes partial medium track, none yes partial high attend,
none yes total low track, none yes total medium track, none yes total high attend,
poc no partial low track, poc no partial medium track, poc no partial high track*,
poc no total low track, poc no total medium track*, poc no total high attend,
poc yes partial low track, poc yes partial medium track, poc yes partial high attend,
poc yes total low track, poc yes total medium track*, poc yes total high attend,
active no partial low track, active no partial medium track, active no partial high attend,
active no total low track, active no total medium attend, active no total high act,
active yes partial low attend, active yes partial medium attend, active yes partial high act,
active yes total low attend, active yes total medium act, active yes total high act`
  .split(',')
  .map((row) => row.trim())

test('all 36 rows of the published table', () => {
  const mine = (['none', 'poc', 'active'] as const).flatMap((exploitation) =>
    (['no', 'yes'] as const).flatMap((automatable) =>
      (['partial', 'total'] as const).flatMap((technicalImpact) =>
        (['low', 'medium', 'high'] as const).map((missionAndWellBeing) => {
          const inputs = { exploitation, automatable, technicalImpact, missionAndWellBeing }
          return `${Object.values(inputs).join(' ')} ${lookUpDecision(inputs)}`
        }),
      ),
    ),
  )
  expect(mine).toEqual(published)
  expect(mine).toHaveLength(36)
})

/** CERT/CC, data/csvs/mission-and-well-being_v1.csv at d2787eeb. */
test.each([
  ['minimal', 'minimal', 'low'],
  ['minimal', 'material', 'medium'],
  ['minimal', 'irreversible', 'high'],
  ['support', 'minimal', 'medium'],
  ['support', 'material', 'medium'],
  ['support', 'irreversible', 'high'],
  ['essential', 'minimal', 'high'],
  ['essential', 'material', 'high'],
  ['essential', 'irreversible', 'high'],
] as const)('mission %s, well-being %s: %s', (prevalence, wellBeing, impact) => {
  expect(toMissionImpact(prevalence, wellBeing)).toBe(impact)
})

test('the technical impact of all 27 rows of CERT/CC, cvssv4_to_technical_impact_1_0_0.csv at 94e07641', () => {
  const all = ['H', 'L', 'N'].flatMap((pr) =>
    ['N', 'L', 'H'].flatMap((vc) => ['N', 'L', 'H'].map((vi) => [pr, vc, vi] as const)),
  )
  const total = all.filter(([pr, vc, vi]) => toTechnicalImpact(pr, vc, vi) === 'total')
  expect(all).toHaveLength(27)
  expect(total.map((row) => row.join('')).sort()).toEqual(['HHH', 'LHH', 'NHH', 'NHL', 'NLH'])
})

const essential: SubjectFacts = { missionPrevalence: 'essential', publicWellBeing: 'minimal' }
const points = { exploitation: 'none', automatable: 'yes', technicalImpact: 'total' } as const

function decide(extra: Partial<Finding>, subject = essential): unknown {
  return decideSsvc(finding('CVE-1', extra), subject)
}

test('published points decide; a list of exploited flaws makes them active', () => {
  expect(decide({ exploitation: { ssvc: points } })).toEqual({
    ssvc: 'attend',
    ssvcInputs: { ...points, missionAndWellBeing: 'high', derived: [] },
  })
  expect(decide({ exploitation: { ...listed, ssvc: points } })).toMatchObject({
    ssvc: 'act',
    ssvcInputs: { exploitation: 'active' },
  })
})

const worst = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

function rated(...vectors: readonly string[]): Partial<Finding> {
  return { exploitation: listed, severity: vectors.map((vector) => ({ source: 'feed', vector })) }
}

test('points read off a vector are named as derived', () => {
  expect(decide(rated(worst))).toEqual({
    ssvc: 'act',
    ssvcInputs: {
      exploitation: 'active',
      automatable: 'yes',
      technicalImpact: 'total',
      missionAndWellBeing: 'high',
      derived: ['automatable', 'technicalImpact'],
    },
  })
})

test.each([
  ['needs rights', worst.replace('PR:N', 'PR:L'), 'no'],
  ['needs a person', worst.replace('UI:N', 'UI:R'), 'no'],
  ['needs the device', worst.replace('AV:N', 'AV:P'), 'no'],
  ['says it itself', 'CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/AU:Y', 'yes'],
  ['denies it itself', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/AU:N', 'no'],
])('a vector that %s', (_, vector, automatable) => {
  expect(decide(rated(vector))).toMatchObject({ ssvcInputs: { automatable } })
})

test.each([
  ['the mission is not stated', rated(worst), { publicWellBeing: 'minimal' }],
  ['well-being is not stated', rated(worst), { missionPrevalence: 'support' }],
  ['exploitation is unknown', { ...rated(worst), exploitation: undefined }, essential],
  [
    'a list without the flaw cannot tell a published attack from none',
    { ...rated(worst), exploitation: { kev: [] } },
    essential,
  ],
  ['there is no vector', rated(), essential],
  ['the vector is of CVSS 2', rated('AV:N/AC:L/Au:N/C:C/I:C/A:C'), essential],
  ['the vector leaves it open', rated(worst.replace('AC:L', 'AC:H')), essential],
  ['vectors disagree', rated(worst, worst.replace('PR:N', 'PR:H')), essential],
] as const)('no decision where %s', (_, extra, subject) => {
  const { exploitation, ...rest } = extra
  const given = exploitation === undefined ? rest : { ...rest, exploitation }
  expect(decide(given as Partial<Finding>, subject as SubjectFacts)).toEqual({})
})
