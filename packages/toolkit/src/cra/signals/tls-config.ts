/** SIG-REPO-TLS-CONFIG: connections without protection, certificates that are not checked, broken ciphers. */
import { type Finding, findingFacts, kindsOf, toDanger } from '../code-signals.ts'
import { count, type Signal } from '../signal.ts'

const id = 'SIG-REPO-TLS-CONFIG'

const words: Readonly<Record<string, string>> = {
  'certificate-check-off': 'a certificate check is switched off',
  'class-trusts-any-certificate': 'a class trusts any certificate where it is used',
  'old-protocol': 'a protocol older than TLS 1.2 is allowed',
  'plain-http': 'a service is addressed with http',
  'plain-http-download': 'a file is fetched with http',
  'weak-cipher': 'a broken cipher or mode is used',
  'weak-digest': 'MD5 or SHA-1 is used on a secret',
}

export const tlsConfig: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources }) => {
    const sweep = sources()
    const found: Finding[] = [
      ...sweep.hits('certificate-checks'),
      ...sweep.hits('weak-transport'),
      ...sweep.hits('weak-crypto'),
    ].map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    const what = kindsOf(found).map((kind) => words[kind] ?? kind)
    return toDanger(id, sweep, {
      found,
      facts: { findings: findingFacts(found) },
      hit: `In ${count(found.length, 'place')} of the product's sources ${what.join('; ')}.`,
      none: 'No weak setting of transport or cryptography was found in the product’s sources.',
      strength: found.every((one) => one.kind === 'class-trusts-any-certificate') ? 'weak' : 'medium',
    })
  },
}
