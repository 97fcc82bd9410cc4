/** SIG-REPO-PVR: can outsiders report a vulnerability in private on the forge. */
import { placeInForge } from '../forge-part.ts'
import { reasonWithout, type Signal, type SignalInput, toSignalResult } from '../signal.ts'
import { say, type Spoken } from '../say.ts'

const id = 'SIG-REPO-PVR'
const policyFile = /^(\.github\/|docs\/|\.gitlab\/)?security(\.md|\.rst|\.txt|\.adoc)?$/i
const form = /https:\/\/[\w.-]+\/[\w./-]+\/security\/advisories\/new\b/

export const pvr: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const part = input.forge?.privateReporting
    if (part?.isRead === true) {
      const url = input.forge?.repository.isRead === true ? input.forge.repository.value.url : undefined
      const facts = {
        enabled: part.value,
        evidence_url: part.value && url !== undefined ? `${url}/security` : null,
      }
      const statement = part.value
        ? say`The forge takes private reports of vulnerabilities for this project.`
        : say`The forge says that private reports of vulnerabilities are switched off.`
      const evidence = [placeInForge(part.place)]
      return toSignalResult(id, { state: part.value ? 'present' : 'absent', statement, facts, evidence })
    }
    return findForm(input, part?.reason ?? reasonWithout(input, 'forge'))
  },
}

/** The policy may name the form; that it works is the forge's to say. */
function findForm({ tree }: SignalInput, reason: Spoken): ReturnType<Signal['collect']> {
  for (const path of tree.list().filter((file) => policyFile.test(file))) {
    const lines = (tree.read(path) ?? '').slice(0, 400_000).split('\n')
    const at = lines.findIndex((line) => form.test(line.slice(0, 2000)))
    const url = form.exec(lines[at]?.slice(0, 2000) ?? '')?.[0]
    if (url === undefined) continue
    const statement = say`${path} names a form for private reports (${url}).`
    const facts = { enabled: null, evidence_url: url }
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts,
      evidence: [{ path, line: at + 1 }],
      strength: 'medium',
    })
  }
  const statement = say`Whether the forge takes private reports of vulnerabilities is unknown.`
  return toSignalResult(id, {
    state: 'unknown',
    statement,
    facts: { enabled: null, evidence_url: null },
    reason,
  })
}
