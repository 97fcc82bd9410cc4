/** SIG-REPO-CRYPTO-LIBS: libraries for cryptography among the components, and those that their authors gave up. */
import { findLibraries, placesOf, unreadInventory, usesAsFindings } from '../code-signals.ts'
import { cryptoLibraries, deprecatedCrypto } from '../library-tables.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { join, say, term } from '../say.ts'

const id = 'SIG-REPO-CRYPTO-LIBS'

export const cryptoLibs: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory }) => {
    const old = findLibraries(inventory, deprecatedCrypto)
    const gone = new Set(old.map((use) => use.name))
    const current = findLibraries(inventory, cryptoLibraries).filter((use) => !gone.has(use.name))
    const libs = [...new Set([...current, ...old].map((use) => use.name))].sort()
    const facts = { libs, deprecated: [...gone].sort() }
    if (old.length > 0) {
      const advice = join(
        old.map((use) => say`${use.name}: ${term(use.label)}`),
        '; ',
      )
      const statement = say`Cryptographic libraries that are no longer maintained are in use (${advice}).`
      return toSignalResult(id, {
        state: 'contrary',
        statement,
        facts,
        evidence: placesOf(usesAsFindings(old)),
      })
    }
    if (current.length > 0) {
      const statement = say`Known cryptographic libraries are in use (${libs.join(', ')}); none of them is known as given up.`
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts,
        evidence: placesOf(usesAsFindings(current)),
      })
    }
    // The platform's own cryptography is no component, so its absence here says nothing.
    const reason = unreadInventory(inventory) ?? say`cryptography of the platform itself is not seen here`
    const statement = say`No component is a cryptographic library that we know.`
    return toSignalResult(id, { state: 'unknown', statement, facts, reason })
  },
}
