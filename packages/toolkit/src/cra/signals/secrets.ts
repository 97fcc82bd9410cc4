/** SIG-REPO-SECRETS: keys and tokens committed to the tree; only places are told, never values. */
import type { PathRole } from '../../model/index.ts'
import { type Finding, kindsOf, pathsOf, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { findKeyFiles } from '../sweep/key-files.ts'
import { isLikelySecret } from '../sweep/secret-checks.ts'
import { count, say, terms } from '../say.ts'

const id = 'SIG-REPO-SECRETS'

/** Keys in these are made for tests and lessons as a rule, and are counted apart. */
const harmless = new Set<PathRole>(['test', 'example', 'docs', 'locale', 'vendored', 'generated'])

interface Secret extends Finding {
  readonly role: PathRole
}

/** A private key beside scripts and workflows serves tests there; a token would be a real one. */
function isForTests({ role, kind }: Secret): boolean {
  return harmless.has(role) || (role === 'tooling' && kind === 'private-key')
}

export const secrets: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources, tree }) => {
    const sweep = sources()
    const lines: Secret[] = sweep
      .hits('secrets')
      .filter((hit) => isLikelySecret(hit) && (hit.kind !== 'random-value' || hit.role === 'product'))
      .map(({ kind, path, line, role }) => ({ kind, path, line, role }))
    const places = new Map(
      [...lines, ...findKeyFiles(sweep, tree)].map((one) => [`${one.path}:${one.line}`, one]),
    )
    const all = [...places.values()]
    const found = all.filter((one) => !isForTests(one))
    const apart = all.length - found.length
    const others = apart === 0 ? '' : say`; ${apart} more in tests, examples or documents not counted`
    return toDanger(id, sweep, {
      found,
      facts: { count: found.length, paths: pathsOf(found) },
      hit: say`${count(found.length, 'place')} ${found.length === 1 ? say`looks` : say`look`} like a committed key or token (${terms(kindsOf(found))})${others}.`,
      none: say`No key or token was found in the product's part of the tree${others}.`,
    })
  },
}
