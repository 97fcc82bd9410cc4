/** The shape of `.occtet/decisions/ID.yaml`, in the order in which it is written. */
import {
  analysisJustifications,
  decisionScopes,
  vexJustifications,
  vexResponses,
  vexStatuses,
} from '../../model/index.ts'
import { type Spec, text, texts, toJsonSchema } from '../../small-files/index.ts'

const day: Spec = { kind: 'text', form: 'day' }
const moment: Spec = { kind: 'text', form: 'moment' }
const sha256: Spec = { kind: 'text', form: 'sha256' }
const flag: Spec = { kind: 'flag' }

const verdict: Spec = {
  kind: 'object',
  required: ['status'],
  members: {
    status: { kind: 'text', values: vexStatuses },
    justification: { kind: 'text', values: vexJustifications },
    analysis: { kind: 'text', values: analysisJustifications },
    responses: { kind: 'list', item: { kind: 'text', values: vexResponses } },
    impact: text,
    action: text,
    deadline: day,
  },
}

const basis: Spec = {
  kind: 'object',
  required: ['purl', 'product', 'scope'],
  members: {
    purl: text,
    product: text,
    release: text,
    scope: {
      kind: 'text',
      values: ['runtime', 'development', 'optional', 'peer', 'build', 'unknown'],
    },
    reachability: { kind: 'text', values: ['imported', 'development-only', 'not-seen', 'unknown'] },
    exploited: flag,
    records: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['record', 'source', 'range', 'digest'],
        members: { record: text, source: text, range: text, digest: sha256 },
      },
    },
    severity: texts,
    affectedPaths: texts,
  },
}

const said = { at: moment, by: text, reason: text }

const decideMembers = {
  ...said,
  verdict,
  expires: day,
  untilNextRelease: flag,
  needsConfirmation: flag,
  proposal: text,
}
const decideRequired = ['at', 'by', 'reason', 'verdict', 'basis', 'expires', 'needsConfirmation']

const document: Spec = {
  kind: 'object',
  required: ['id', 'digest'],
  members: { id: text, author: text, digest: sha256, statedAt: moment, actionAt: moment },
}

const entry: Spec = {
  kind: 'variants',
  tag: 'kind',
  of: {
    decide: { kind: 'object', required: decideRequired, members: { ...decideMembers, basis } },
    import: {
      kind: 'object',
      required: [...decideRequired, 'document'],
      members: { ...decideMembers, document, basis },
    },
    confirm: { kind: 'object', required: ['at', 'by'], members: said },
    reject: { kind: 'object', required: ['at', 'by'], members: said },
    revoke: { kind: 'object', required: ['at', 'by', 'reason'], members: said },
    note: { kind: 'object', required: ['at', 'by', 'reason'], members: said },
  },
}

export const decisionSpec: Spec = {
  kind: 'object',
  required: ['schema', 'id', 'vulnerability', 'component', 'holds', 'entries'],
  members: {
    schema: { kind: 'text', values: ['occtet.decision/1'] },
    id: text,
    vulnerability: { kind: 'object', required: ['id'], members: { id: text, aliases: texts } },
    component: text,
    holds: {
      kind: 'object',
      required: ['scope'],
      members: {
        scope: { kind: 'text', values: decisionScopes },
        product: text,
        releases: text,
        versions: text,
      },
    },
    embargoUntil: day,
    entries: { kind: 'list', item: entry },
  },
}

/** JSON Schema of the file. What needs more than one place to be judged, `parseDecision` checks besides. */
export function decisionSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.decision/1', ...toJsonSchema(decisionSpec) }
}
