/** VEX over HTTP: parse, one domain call, respond. */
import type { AnswerOf, vexRoutes } from '@occtet/contract/api'
import { mergeVex, vexTargets } from '@occtet/toolkit/vex'
import type { Handlers } from '../kernel/model.ts'
import { findProduct } from '../products/find.ts'
import { refuse } from './handlers.ts'
import { readReceived } from './received.ts'
import { notFound } from './triage-desk.ts'
import { stateRelease, writeStated } from './vex-documents.ts'
import { importDocument, planDocument, type PlannedImport } from './vex-import.ts'

type Routes = typeof vexRoutes

const counted = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const

export const vexHandlers: Handlers<Routes> = {
  'vex.preview': async ({ org, caller, params, query, now }) => {
    const stated = await stateRelease(org, params, { wish: query, caller, now })
    if (!stated.ok) return refuse(stated.error)
    const { target, statements } = stated.value
    const written = await writeStated(stated.value, now)
    const count = (status: (typeof counted)[number]): number =>
      statements.statements.filter((one) => one.status === status).length
    const held = (reason: string): number => statements.withheld.filter((one) => one.reason === reason).length
    return {
      kind: 'value',
      value: {
        target: { ...target },
        targets: vexTargets.map((one) => ({ ...one })),
        statements: {
          not_affected: count('not_affected'),
          affected: count('affected'),
          fixed: count('fixed'),
          under_investigation: count('under_investigation'),
        },
        withheld: { embargo: held('EMBARGO'), notInForce: held('NOT_IN_FORCE'), open: held('OPEN') },
        losses: written.ok ? written.value.losses.map((loss) => ({ ...loss })) : [],
        ...(written.ok ? {} : { refused: { code: written.error.code, message: written.error.message } }),
      },
    }
  },
  'vex.export': async ({ org, caller, params, query, now }) => {
    const stated = await stateRelease(org, params, { wish: query, caller, now })
    if (!stated.ok) return refuse(stated.error)
    const written = await writeStated(stated.value, now)
    if (!written.ok) return refuse(written.error)
    const { format } = stated.value.target
    const ending = { openvex: 'openvex', cyclonedx: 'cdx', csaf: 'csaf', spdx: 'spdx' }[format]
    const name = `${params.product}.vex.${ending}.json`
    const bytes = new TextEncoder().encode(written.value.text)
    return { kind: 'file', name, media: 'application/json', bytes }
  },
  'vex.plan': async ({ org, caller, now, params, query, body }) => {
    const document = { product: params.product, bytes: body, ...query }
    const planned = await planDocument(org, { caller, now }, document)
    return planned.ok ? { kind: 'value', value: toPlan(planned.value) } : refuse(planned.error)
  },
  'vex.import': async ({ org, caller, now, params, query, body }) => {
    const document = { product: params.product, bytes: body, ...query }
    const changed = await importDocument({ org, caller, now }, document)
    if (!changed.value.ok) return refuse(changed.value.error)
    const { adopted } = changed.value.value
    return {
      kind: 'value',
      value: {
        plan: toPlan(changed.value.value),
        adopted: adopted.map(({ record }) => record.id),
        recorded: await changed.recorded(),
      },
    }
  },
  'vex.received': async ({ org, params }) => {
    const product = await findProduct(org, params.product)
    if (product === undefined) return refuse(notFound())
    const { documents, broken } = await readReceived(org, product.id)
    const merged = mergeVex(documents)
    return {
      kind: 'value',
      value: {
        documents: documents.map(({ entry, document }) => ({
          name: entry.name,
          ...(document.author === undefined ? {} : { author: document.author }),
          trust: entry.trust,
          by: entry.by,
          at: entry.at,
          statements: document.statements.length,
        })),
        merged: merged.statements.length,
        conflicts: merged.conflicts.map(({ vulnerability, product: subject, positions }) => ({
          vulnerability: vulnerability.id,
          product: subject.purl ?? subject.name ?? subject.ids[0] ?? '',
          positions: positions.map(({ status, from }) => ({
            status,
            from: from.map(({ document, author, trust }) => ({ document, author, trust })),
          })),
        })),
        broken: [...broken],
      },
    }
  },
}

function toPlan({ reading, plan, digest }: PlannedImport): AnswerOf<Routes['vex.plan']> {
  const { document, issues } = reading
  return {
    document: {
      id: document.id,
      format: document.format,
      formatVersion: document.formatVersion,
      ...(document.author === undefined ? {} : { author: document.author }),
      statements: document.statements.length,
      digest,
    },
    adopt: plan.adopt.flatMap(({ vulnerability, component, entries }) => {
      const entry = entries[0]
      if (entry === undefined || !('verdict' in entry)) return []
      return [{ vulnerability: vulnerability.id, component, status: entry.verdict.status }]
    }),
    same: plan.same.length,
    conflicts: plan.conflicts.map(({ statement, record, ours, theirs }) => ({
      vulnerability: statement.vulnerability.id,
      decision: record.id,
      ours: ours.status,
      theirs: theirs.status,
    })),
    upstream: plan.foreign.map(({ statement, reason, finding, message }) => ({
      vulnerability: statement.vulnerability.id,
      status: statement.status,
      reason,
      ...(finding === undefined ? {} : { finding }),
      ...(message === undefined ? {} : { message }),
    })),
    issues: issues
      .slice(0, 200)
      .map(({ message, line }) => ({ message, ...(line === undefined ? {} : { line }) })),
  }
}
