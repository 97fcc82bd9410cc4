/** SIG-REPO-TLS-CONFIG: connections without protection, certificates that are not checked, broken ciphers. */
import { type Finding, findingFacts, kindsOf, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { count, join, type Message, say } from '../say.ts'

const id = 'SIG-REPO-TLS-CONFIG'

const words: Readonly<Record<string, Message>> = {
  'certificate-check-off': say`a certificate check is switched off`,
  'class-trusts-any-certificate': say`a class trusts any certificate where it is used`,
  'old-protocol': say`a protocol older than TLS 1.2 is allowed`,
  'plain-http': say`a service is addressed with http`,
  'plain-http-download': say`a file is fetched with http`,
  'weak-cipher': say`a broken cipher or mode is used`,
  'weak-digest': say`MD5 or SHA-1 is used on a secret`,
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
      hit: say`In ${count(found.length, 'place')} of the product's sources ${join(what, '; ')}.`,
      none: say`No weak setting of transport or cryptography was found in the product’s sources.`,
      strength: found.every((one) => one.kind === 'class-trusts-any-certificate') ? 'weak' : 'medium',
    })
  },
}
