/** A small valid document of each version, and a way to change single members of it. */
import type { CsafVersion } from '../csaf-version.ts'

type Json = Record<string, unknown>

function tracking(): Json {
  return {
    current_release_date: '2024-01-24T10:00:00.000Z',
    id: 'Example-1',
    initial_release_date: '2024-01-24T10:00:00.000Z',
    revision_history: [{ date: '2024-01-24T10:00:00.000Z', number: '1', summary: 'Initial version.' }],
    status: 'final',
    version: '1',
  }
}

function head(version: CsafVersion): Json {
  return {
    category: 'csaf_base',
    csaf_version: version,
    ...(version === '2.1' ? { distribution: { tlp: { label: 'GREEN' } } } : {}),
    publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.com' },
    title: 'A document',
    tracking: tracking(),
  }
}

export const products: Json = {
  branches: [
    {
      branches: [
        {
          branches: [
            {
              category: 'product_version',
              name: '1.0',
              product: { name: 'Example A 1.0', product_id: 'A1' },
            },
            {
              category: 'product_version',
              name: '2.0',
              product: { name: 'Example A 2.0', product_id: 'A2' },
            },
          ],
          category: 'product_name',
          name: 'A',
        },
      ],
      category: 'vendor',
      name: 'Example',
    },
  ],
  product_groups: [{ group_id: 'G1', product_ids: ['A1', 'A2'] }],
}

export function smallDocument(version: CsafVersion): Json {
  const schema = 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json'
  return structuredClone({
    ...(version === '2.1' ? { $schema: schema } : {}),
    document: head(version),
    product_tree: products,
    vulnerabilities: [{ cve: 'CVE-2024-12345', product_status: { known_affected: ['A1'] } }],
  })
}

/** Sets members by JSON Pointer, making what is missing on the way; `undefined` removes one. */
export function change(document: Json, changes: Readonly<Record<string, unknown>>): Json {
  for (const [pointer, value] of Object.entries(changes)) {
    const keys = pointer.split('/').slice(1)
    const last = keys.pop() ?? ''
    let at = document
    for (const key of keys) at = (at[key] ??= {}) as Json
    if (value === undefined) Reflect.deleteProperty(at, last)
    else at[last] = value
  }
  return document
}
