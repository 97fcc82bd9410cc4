/** An OpenVEX document as a statement; products that state a digest become subjects (OpenVEX, ATTESTING.md). */
import { err, ok, type Result } from '../../base/index.ts'
import { findVexFaults, type VexPredicate } from '../predicates/vex.ts'
import type { Subject } from '../resource.ts'
import { isSha256, membersOf } from '../shapes.ts'
import type { NewStatement } from '../statement.ts'
import { parseStrictJson } from '../strict-json.ts'

export interface OpenVexError {
  readonly code: 'OPENVEX_MALFORMED'
  readonly message: string
}

const MAX_BYTES = 8 * 1024 * 1024

/** `document`: the file, in OpenVEX 0.2. The document stays as it is; its author should be who signs. */
export function fromOpenVex(
  document: string | Uint8Array,
  subject: readonly [Subject, ...Subject[]],
): Result<NewStatement<'vex'>, OpenVexError> {
  const json = parseStrictJson(document, MAX_BYTES)
  if (!json.ok) return err({ code: 'OPENVEX_MALFORMED', message: json.error.message })
  const [fault] = findVexFaults(json.value)
  if (fault !== undefined) {
    return err({ code: 'OPENVEX_MALFORMED', message: `${fault.path}: expected ${fault.expected}` })
  }
  // The shape was checked just above.
  const predicate = json.value as VexPredicate
  const known = new Set(subject.map(({ digest }) => digest.sha256))
  const more = productsOf(predicate).filter(({ digest }) => {
    const isNew = !known.has(digest.sha256)
    known.add(digest.sha256)
    return isNew
  })
  return ok({ kind: 'vex', subject: [...subject, ...more], predicate })
}

function productsOf({ statements }: VexPredicate): readonly Subject[] {
  const products = statements.flatMap(({ products: listed }) =>
    Array.isArray(listed) ? (listed as readonly unknown[]) : [],
  )
  return products.flatMap((product): readonly Subject[] => {
    const { '@id': uri, hashes } = membersOf(product)
    const sha256 = membersOf(hashes)['sha-256']
    return typeof uri === 'string' && isSha256(sha256) ? [{ uri, digest: { sha256 } }] : []
  })
}
