/** SIG-REPO-CONTAINER-HARDENING: what containers of the product may do on their host, and what holds them back. */
import { findingFacts, kindsOf, placesOf } from '../code-signals.ts'
import { readContainers } from '../containers/read-containers.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { count, join, type Message, say, terms } from '../say.ts'

const id = 'SIG-REPO-CONTAINER-HARDENING'

const words: Readonly<Record<string, Message>> = {
  privileged: say`a container is privileged`,
  'host-network': say`a container shares the network of its host`,
  'host-processes': say`a container sees the processes of its host`,
  'strong-capability': say`a container gets rights that reach the host`,
  unconfined: say`the filter of system calls is switched off`,
  'docker-socket': say`a container may control Docker`,
  'privilege-escalation': say`programs may gain rights`,
  'root-user': say`the user is set to root`,
  'adds-unchecked-download': say`a download is added without a checksum`,
}
const walls = new Set([
  'non-root-user',
  'read-only-root',
  'capabilities-dropped',
  'no-new-privileges',
  'seccomp',
  'resource-limits',
  'small-base',
])

export const containerHardening: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => {
    const { files, findings, broken } = readContainers(sources(), tree)
    const facts = { findings: findingFacts(findings) }
    const against = findings.filter((one) => words[one.kind] !== undefined)
    if (against.length > 0) {
      const what = kindsOf(against).map((kind) => words[kind] ?? kind)
      const statement = say`In ${count(against.length, 'place')} of the container and deployment files ${join(what, '; ')}.`
      return toSignalResult(id, { state: 'contrary', statement, facts, evidence: placesOf(against) })
    }
    const good = findings.filter((one) => walls.has(one.kind))
    if (good.length > 0) {
      const isThin = good.every((one) => one.kind === 'small-base' || one.kind === 'resource-limits')
      const statement = say`${count(files.length, 'container or deployment file')} ${files.length === 1 ? say`holds` : say`hold`} programs back (${terms(kindsOf(good))}).`
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts,
        evidence: placesOf(good),
        strength: isThin ? 'weak' : 'medium',
      })
    }
    const first = broken[0]
    if (files.length === 0 || first !== undefined) {
      const reason =
        first === undefined
          ? say`the tree has no container or deployment file`
          : say`${first.path}: ${first.reason}`
      const statement = say`How containers of the product are held back is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason })
    }
    const statement = say`${count(files.length, 'container or deployment file')} ${files.length === 1 ? say`sets` : say`set`} neither a user nor another limit.`
    return toSignalResult(id, { state: 'absent', statement, facts, evidence: placesOf(findings) })
  },
}
