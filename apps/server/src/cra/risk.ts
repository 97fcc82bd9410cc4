/** Risk assessment over HTTP: begun from the starting set, filled row by row. */
import type { riskRoutes } from '@occtet/contract/api'
import {
  formatRiskFile,
  parseRiskFile,
  type RiskAssessment,
  settingEvents,
  startRiskAssessment,
} from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { writeProductFile } from '../db/product-files.ts'
import type { Handlers } from '../kernel/model.ts'
import { changeCra, showCra } from './calls.ts'
import { diligenceHandlers } from './diligence.ts'
import { type Loaded, placeOf, refuse, type Refused } from './load.ts'
import { findRequirement } from './requirements-view.ts'
import { changeHead, changeRequirement, changeThreat } from './risk-change.ts'
import { type RiskView, toRisk } from './risk-view.ts'
import { type Changing, conflict, nameOf } from './save.ts'
import type { Recorded } from '../kernel/model.ts'

type Alter = (risk: RiskAssessment) => RiskAssessment | Refused

const missing = refuse(422, 'RISK_MISSING', 'nobody began a risk assessment of this product')

function show({ state }: Loaded, recorded: Recorded): { view: RiskView; recorded: Recorded } {
  return { view: toRisk(state), recorded }
}

export const riskHandlers: Handlers<typeof riskRoutes> = {
  ...diligenceHandlers,
  'risk.show': async (call) => showCra(call, ({ state }) => toRisk(state)),

  'risk.start': async (call) =>
    changeCra(call, {
      write: async (at) => {
        const { profile, risk, assessment } = at.loaded.state
        if (risk !== undefined)
          return refuse(409, 'RISK_EXISTS', 'there is one already, and it is not overwritten')
        const traits = assessment.view.facts.get('traits')
        const stated = typeof traits === 'object' ? traits : undefined
        return write(at, startRiskAssessment({ profile, traits: stated, depth: call.body.depth }), 0)
      },
      show,
    }),

  'risk.head': async (call) => {
    const { riskVersion, ...head } = call.body
    return changeCra(call, { write: alter(riskVersion, (risk) => changeHead(risk, head)), show })
  },

  'risk.threat': async (call) => {
    const { riskVersion, ...change } = call.body
    const unknown = refuse(404, 'THREAT_UNKNOWN', 'the risk assessment has no such threat')
    return changeCra(call, {
      write: alter(riskVersion, (risk) => changeThreat(risk, call.params.threat, change) ?? unknown),
      show,
    })
  },

  'risk.requirement': async (call) => {
    const { riskVersion, ...change } = call.body
    const requirement = findRequirement(call.params.requirement)
    if (requirement === undefined) return refuse(404, 'NOT_FOUND', 'no such requirement')
    return changeCra(call, {
      write: alter(riskVersion, (risk) => changeRequirement(risk, requirement.id, change)),
      show,
    })
  },
}

function alter(expected: number, change: Alter) {
  return async (at: Changing): Promise<Refused | undefined> => {
    const { risk } = at.loaded.state
    if (risk === undefined) return missing
    const after = change(risk)
    return 'kind' in after ? after : write(at, after, expected)
  }
}

async function write(at: Changing, risk: RiskAssessment, expected: number): Promise<Refused | undefined> {
  const { org, change, caller, loaded } = at
  const { profile, now } = loaded.state
  const text = formatRiskFile(risk)
  const parsed = parseRiskFile(text)
  if (!parsed.ok) return refuse(422, 'ENTRY_INVALID', `${parsed.error.field}: ${parsed.error.message}`)
  const place = { product: loaded.product.id, place: placeOf(profile), path: 'risk.yaml' } as const
  const version = await writeProductFile(org, change, { ...place, text, expected, now })
  if (version === 'CONFLICT') return conflict
  const told = { product: profile.id, actor: personActor(nameOf(caller)) }
  for (const event of settingEvents(told, 'risk.yaml', text)) change.record(event)
  return undefined
}
