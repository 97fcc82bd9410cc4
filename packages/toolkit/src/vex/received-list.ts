/** `.occtet/received.yaml`: VEX documents of others that a product received, and how far each is trusted. */
import { compareCodeUnits, ok, type Result } from '../base/index.ts'
import { type FileError, readBySpec, type Spec, toJsonSchema, writeBySpec } from '../small-files/index.ts'
import type { VexTrust } from './model.ts'

/** One document, as `.occtet/received.yaml` lists it. */
export interface ReceivedEntry {
  /** SHA-256 of its bytes, lowercase hex; names the file in `.occtet/received/`. */
  readonly digest: string
  /** Name that the file had. */
  readonly name: string
  readonly trust: VexTrust
  readonly by: string
  /** RFC 3339, UTC. */
  readonly at: string
}

const text: Spec = { kind: 'text' }

const listSpec: Spec = {
  kind: 'object',
  required: ['schema', 'documents'],
  members: {
    schema: { kind: 'text', values: ['occtet.received/1'] },
    documents: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['digest', 'name', 'trust', 'by', 'at'],
        members: {
          digest: text,
          name: text,
          trust: { kind: 'text', values: ['own', 'supplier', 'other'] },
          by: text,
          at: { kind: 'text', form: 'time' },
        },
      },
    },
  },
}

const head = ['VEX documents of others; nothing in them is a decision of ours: `occtet vex import`.']

export function parseReceivedList(source: string): Result<readonly ReceivedEntry[], FileError> {
  const list: Result<unknown, FileError> = readBySpec(source, listSpec)
  if (!list.ok) return list
  return ok((list.value as { readonly documents: readonly ReceivedEntry[] }).documents)
}

/** Sorted by digest. */
export function formatReceivedList(entries: readonly ReceivedEntry[]): string {
  const documents = entries.toSorted((a, b) => compareCodeUnits(a.digest, b.digest))
  return writeBySpec({ schema: 'occtet.received/1', documents }, listSpec, head)
}

/** JSON Schema of the list. */
export function receivedSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.received/1', ...toJsonSchema(listSpec) }
}
