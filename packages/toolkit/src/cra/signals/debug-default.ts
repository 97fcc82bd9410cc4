/** SIG-REPO-DEBUG-DEFAULT: switches that suit a developer and are on by default. */
import { type Finding, findingFacts, kindsOf, toDanger } from '../code-signals.ts'
import { type Signal } from '../signal.ts'
import { count, join, type Message, say } from '../say.ts'

const id = 'SIG-REPO-DEBUG-DEFAULT'

const words: Readonly<Record<string, Message>> = {
  'any-origin': say`pages of any origin may call`,
  'certificate-check-off': say`a certificate check is switched off`,
  'debug-on': say`debug mode is on`,
  'development-mode': say`the development mode is set in an image`,
  'listens-everywhere': say`the program listens on all network interfaces`,
}

/** Settings that many servers need; alone they are worth a look, no more. */
const mild = new Set(['any-origin', 'listens-everywhere'])

export const debugDefault: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ sources }) => {
    const sweep = sources()
    const found: Finding[] = [...sweep.hits('debug-default'), ...sweep.hits('certificate-checks')]
      .filter((hit) => words[hit.kind] !== undefined)
      .map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    const what = kindsOf(found).map((kind) => words[kind] ?? kind)
    return toDanger(id, sweep, {
      found,
      facts: { findings: findingFacts(found) },
      hit: say`By default, in ${count(found.length, 'place')}: ${join(what, '; ')}.`,
      none: say`No debug switch or open default was found in the product’s sources and settings.`,
      strength: found.every((one) => mild.has(one.kind)) ? 'weak' : 'medium',
    })
  },
}
