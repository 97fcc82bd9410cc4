/** SIG-REL-PROVENANCE: do releases come with a statement of how they were built. */
import { absenceReason } from '../../ci-tool-use.ts'
import { finalReleases, releasesOf } from '../../releases.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { say } from '../../say.ts'

const id = 'SIG-REL-PROVENANCE'
const looked = 10
const attestationFile = /(\.intoto\.jsonl|\.att|\.sigstore(\.json)?|(^|[-_.])provenance[-_.\w]*\.json(l)?)$/i
const makers = [
  /^slsa-framework\/slsa-github-generator\//i,
  /^actions\/attest(-build-provenance)?(@|$)/i,
  /^npm publish\b.*--provenance\b/,
  /^cosign attest\b/,
  /^pypa\/gh-action-pypi-publish(@|$)/i,
] as const

export const relProvenance: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const newest = finalReleases(releasesOf(input)).slice(0, looked)
    const attested = newest.filter(
      ({ forge }) => forge?.assets.some(({ name }) => attestationFile.test(name)) === true,
    )
    // A level is the builder's promise under SLSA; nothing here can check it.
    const facts = { present: true, level: null }
    if (attested.length > 0) {
      const statement = say`${attested.length} of the ${newest.length} newest releases carry an attestation, which was not verified.`
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts,
        evidence: attested.slice(0, 3).map(({ place }) => place),
      })
    }
    const steps = input.ci.steps.filter((step) => makers.some((maker) => maker.test(step.text)))
    const first = steps[0]
    if (first !== undefined) {
      const statement = say`CI makes a build attestation (${first.text.slice(0, 80)}); none was seen on a release.`
      const evidence = steps.slice(0, 5).map(({ path, line }) => ({ path, line }))
      return toSignalResult(id, { state: 'present', statement, facts, evidence, strength: 'medium' })
    }
    const forge = input.forge?.releases
    const unseen = forge?.isRead === false ? forge.reason : reasonWithout(input, 'forge')
    const reason = forge?.isRead === true ? absenceReason(input.ci) : unseen
    const none = { present: null, level: null }
    if (reason !== undefined) {
      const statement = say`Whether releases carry an attestation of their build is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts: none, reason })
    }
    const statement = say`Neither releases nor CI files show an attestation of the build.`
    return toSignalResult(id, { state: 'absent', statement, facts: { present: false, level: null } })
  },
}
