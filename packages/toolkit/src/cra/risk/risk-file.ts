/** `risk.yaml`: the risk assessment as people edit it; read strictly, written in one order. */
import { err, ok, type Result } from '../../base/index.ts'
import { catalogue } from '../catalogue/catalogue.ts'
import {
  type FileError,
  readBySpec,
  type Spec,
  text,
  texts,
  toJsonSchema,
  writeBySpec,
} from '../../small-files/index.ts'
import { findThreat } from './threats.ts'
import type { RiskAssessment, ThreatRecord } from './types.ts'

const requirement: Spec = { kind: 'text', values: catalogue.requirements.map(({ id }) => id) }
const step: Spec = { kind: 'number', steps: [1, 4] }
const flag: Spec = { kind: 'flag' }
const day: Spec = { kind: 'text', form: 'day' }

const measures: Spec = {
  kind: 'list',
  item: { kind: 'object', required: ['what'], members: { what: text, requirement, evidence: text } },
}

const threat: Spec = {
  kind: 'object',
  required: ['id'],
  members: {
    id: text,
    title: text,
    requirements: { kind: 'list', item: requirement },
    applies: flag,
    reason: text,
    likelihood: step,
    impact: step,
    concernsSafety: flag,
    treatment: { kind: 'text', values: ['reduce', 'avoid', 'accept'] },
    measures,
    residual: {
      kind: 'object',
      required: ['likelihood', 'impact'],
      members: { likelihood: step, impact: step },
    },
  },
}

const riskSpec: Spec = {
  kind: 'object',
  required: ['schema', 'threats', 'requirements'],
  members: {
    schema: { kind: 'text', values: ['occtet.risk/1'] },
    version: text,
    author: text,
    approved: { kind: 'object', required: ['by', 'at'], members: { by: text, at: day } },
    reviewedAt: day,
    nextReview: day,
    reviewTriggers: texts,
    intendedPurpose: text,
    foreseeableUse: texts,
    foreseeableMisuse: texts,
    environment: text,
    users: text,
    expectedUseYears: { kind: 'number' },
    assets: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['name', 'kind', 'protect'],
        members: {
          name: text,
          kind: { kind: 'text', values: ['data', 'function', 'component'] },
          protect: {
            kind: 'list',
            item: { kind: 'text', values: ['confidentiality', 'integrity', 'availability', 'safety'] },
          },
        },
      },
    },
    boundary: {
      kind: 'object',
      members: {
        parts: texts,
        interfaces: {
          kind: 'list',
          item: {
            kind: 'object',
            required: ['name', 'exposure'],
            members: {
              name: text,
              exposure: {
                kind: 'text',
                values: ['internet', 'local-network', 'physical', 'user', 'other-software'],
              },
              protection: text,
            },
          },
        },
        remoteDataProcessing: texts,
        thirdPartyServices: texts,
      },
    },
    threats: { kind: 'list', item: threat },
    requirements: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['requirement'],
        members: { requirement, applies: flag, how: text, reason: text, measures },
      },
    },
    constraints: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['what', 'compensation'],
        members: { what: text, compensation: text },
      },
    },
  },
}

/** Lists that a file may leave out. */
const empty = {
  reviewTriggers: [],
  foreseeableUse: [],
  foreseeableMisuse: [],
  assets: [],
  constraints: [],
} as const
const emptyBoundary = { parts: [], interfaces: [], remoteDataProcessing: [], thirdPartyServices: [] } as const

/** The first thing that is wrong, with its line where it is known. */
export function parseRiskFile(source: string): Result<RiskAssessment, FileError> {
  const read = readBySpec(source, riskSpec)
  if (!read.ok) return read
  const value = read.value as Omit<RiskAssessment, 'boundary'> & {
    boundary?: Partial<RiskAssessment['boundary']>
  }
  const wrong = findWrong(value)
  if (wrong !== undefined) {
    const [field, message] = wrong
    return err({ code: 'FILE_VALUE_INVALID', line: 1, field, message })
  }
  return ok({ ...empty, ...value, boundary: { ...emptyBoundary, ...value.boundary } })
}

/** The same assessment gives the same bytes. */
export function formatRiskFile(assessment: RiskAssessment): string {
  return writeBySpec(assessment, riskSpec, [
    'Cybersecurity risk assessment (Art. 13(2)-(4)). likelihood, impact: 1 to 4. Fields: docs/reference/files.md',
  ])
}

/** JSON Schema of the file. */
export function riskSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'occtet.risk/1',
    ...toJsonSchema(riskSpec),
  }
}

function findWrong(
  value: Pick<RiskAssessment, 'threats' | 'requirements'>,
): readonly [field: string, message: string] | undefined {
  const ids = value.threats.map(({ id }) => id)
  const twin = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twin !== undefined) return ['threats', `${twin} is there twice`]
  const named = value.requirements.map((record) => record.requirement)
  const again = named.find((id, at) => named.indexOf(id) !== at)
  if (again !== undefined) return ['requirements', `${again} is there twice`]
  return value.threats.flatMap((record) => faultOf(record) ?? [])[0]
}

function faultOf(record: ThreatRecord): readonly (readonly [string, string])[] | undefined {
  const isKnown = findThreat(record.id) !== undefined
  if (isKnown || (record.title !== undefined && record.requirements !== undefined)) return undefined
  const message = 'is not of the starting set; a threat of your own needs a title and requirements'
  return [[`threats ${record.id}`, message]]
}
