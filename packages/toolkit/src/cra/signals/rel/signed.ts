/** SIG-REL-SIGNED: do the newest releases carry signatures. They are seen, not verified. */
import { ratio, share } from '../../choose-sbom.ts'
import { finalReleases, type Release, releasesOf } from '../../releases.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-SIGNED'
const looked = 10
const signatureFile = /\.(sig|asc|minisig|sigstore|sigstore\.json|p7s|bundle|intoto\.jsonl)$/i

export const relSigned: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const releases = releasesOf(input)
    const newest = finalReleases(releases).slice(0, looked)
    const evidence = newest.slice(0, 3).map(({ place }) => place)
    const unknown = { state: 'unknown', facts: { share: null }, evidence } as const
    if (newest.length === 0) {
      const reason = releases.reason ?? say`no release is known`
      return toSignalResult(id, {
        ...unknown,
        statement: say`Whether releases are signed is unknown.`,
        reason,
      })
    }
    if (input.forge?.releases.isRead !== true) {
      // Tags say nothing about the files that users get.
      const tags = newest.filter((release) => release.tagSignature === 'carried').length
      const statement = say`${share(tags, newest.length)} newest release tags carry a signature; the released files were not seen.`
      const reason =
        input.forge?.releases.isRead === false ? input.forge.releases.reason : reasonWithout(input, 'forge')
      return toSignalResult(id, { ...unknown, statement, reason })
    }
    const signed = newest.filter(isSigned)
    const facts = { share: ratio(signed.length, newest.length) }
    const statement = say`${share(signed.length, newest.length)} newest releases carry a signature, which was not verified.`
    if (signed.length === 0) return toSignalResult(id, { state: 'absent', statement, facts, evidence })
    const strength = signed.length === newest.length ? 'strong' : 'weak'
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts,
      evidence: signed.slice(0, 3).map(({ place }) => place),
      strength,
    })
  },
}

/** Of a release without files the source is what users get, and its tag is what can be signed. */
function isSigned({ forge, tagSignature }: Release): boolean {
  const files = forge?.assets ?? []
  return files.length > 0 ? files.some(({ name }) => signatureFile.test(name)) : tagSignature === 'carried'
}
