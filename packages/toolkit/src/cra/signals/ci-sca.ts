/** SIG-REPO-CI-SCA: does CI look for known vulnerabilities in dependencies. */
import { dependencyScanners } from '../ci/tools.ts'
import { collectTools } from '../ci-tool-use.ts'
import type { Signal } from '../signal.ts'
import { say } from '../say.ts'

export const ciSca: Signal = {
  id: 'SIG-REPO-CI-SCA',
  looksFor: 'practice',
  collect: ({ ci }) =>
    collectTools(ci, {
      id: 'SIG-REPO-CI-SCA',
      what: say`dependency scan`,
      tools: dependencyScanners,
      outside: say`alerts that the platform itself sends are not visible here`,
    }),
}
