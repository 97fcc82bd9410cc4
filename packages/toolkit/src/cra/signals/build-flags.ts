/** SIG-REPO-BUILD-FLAGS: compiler options that harden programs, and how much code manages its memory by hand. */
import { kindsOf, placesOf, type Finding, unreadSources } from '../code-signals.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { memoryUnsafe, programming } from '../sweep/languages.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-BUILD-FLAGS'
const wanted = ['stack-protector', 'fortify-source', 'pie', 'relro', 'now']
const weakening = new Set(['no-stack-protector', 'executable-stack', 'no-fortify-source'])
/** From this share on the memory is managed by the language. */
const mostly = 0.95

export const buildFlags: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources }) => {
    const sweep = sources()
    const share = sharedCode(sweep)
    const hits: Finding[] = sweep
      .hits('build-flags')
      .map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    const off = hits.filter((one) => weakening.has(one.kind))
    const flags = kindsOf(hits.filter((one) => !weakening.has(one.kind)))
    const byHand = share === undefined ? 0 : 1 - share.managed
    const missing = byHand > 1 - mostly ? wanted.filter((flag) => !flags.includes(flag)) : []
    const facts = { flags, missing, memory_safe_share: share === undefined ? null : round(share.managed) }
    if (share === undefined) {
      const reason =
        unreadSources(sweep) ??
        say`the tree has no program code of the product in a language that is looked at`
      const statement = say`How much of the code manages its memory by hand is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const percent = say`${Math.floor(share.managed * 100)} % of the product's code is in languages that manage memory themselves`
    if (off.length > 0) {
      const statement = say`Build files switch hardening off (${terms(kindsOf(off))}); ${percent}.`
      return toSignalResult(id, { state: 'contrary', statement, facts, evidence: placesOf(off) })
    }
    if (share.managed >= mostly) {
      const evidence = [{ path: share.largest, line: 1 }]
      return toSignalResult(id, { state: 'present', statement: say`${percent}.`, facts, evidence })
    }
    if (flags.length > 0) {
      const lost =
        missing.length === 0 ? say`none of the usual ones is missing` : say`not found: ${missing.join(', ')}`
      const statement = say`Build files set hardening options (${flags.join(', ')}; ${lost}); ${percent}.`
      const strength = missing.length > 2 ? 'weak' : 'medium'
      return toSignalResult(id, { state: 'present', statement, facts, evidence: placesOf(hits), strength })
    }
    const statement = say`No hardening option was found in the build files, and ${percent}; compilers and packagers may set their own.`
    return toSignalResult(id, { state: 'absent', statement, facts, strength: 'weak' })
  },
}

/** Rounded down, so that no share looks whole that is not. */
function round(share: number): number {
  return Math.floor(share * 100) / 100
}

/** By bytes of product sources; undefined without any. */
function sharedCode(sweep: SourceSweep): { readonly managed: number; readonly largest: string } | undefined {
  let managed = 0
  let total = 0
  let largest: { path: string; bytes: number } | undefined
  for (const { path, role, language, bytes } of sweep.files) {
    if (role !== 'product' || language === undefined || !programming.has(language)) continue
    total += bytes
    if (!memoryUnsafe.has(language)) managed += bytes
    if (largest === undefined || bytes > largest.bytes) largest = { path, bytes }
  }
  return total === 0 || largest === undefined
    ? undefined
    : { managed: managed / total, largest: largest.path }
}
